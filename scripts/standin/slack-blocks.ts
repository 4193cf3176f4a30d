import { z } from 'zod';
import { type Html, html, outwardLink } from './html.ts';
import { richText, richTextBlock } from './slack-rich-text.ts';
import { mrkdwn, type Names, plain } from './slack-text.ts';

/** Block Kit as HTML: as much of it as the platform could use. */

/** The blocks, or the text where there are none. */
export function slackBody(
  { blocks, text }: { readonly blocks: readonly unknown[]; readonly text: string },
  names: Names,
): Html {
  if (blocks.length === 0) return html`<p>${mrkdwn(text, names)}</p>`;
  return html`${blocks.map((block) => blockView(block, names))}`;
}

const textObject = z.object({ type: z.string(), text: z.string() });
const button = z.object({
  type: z.literal('button'),
  text: textObject,
  url: z.string().optional(),
});
const knownBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), text: textObject }),
  z.object({
    type: z.literal('section'),
    text: textObject.optional(),
    fields: z.array(textObject).default([]),
    accessory: z.unknown().optional(),
  }),
  z.object({ type: z.literal('context'), elements: z.array(z.unknown()) }),
  z.object({ type: z.literal('actions'), elements: z.array(z.unknown()) }),
  z.object({ type: z.literal('divider') }),
  richTextBlock,
]);

function blockView(given: unknown, names: Names): Html {
  const parsed = knownBlock.safeParse(given);
  if (!parsed.success) return html`<p class="hint">A block that this inbox cannot show.</p>`;
  const block = parsed.data;
  switch (block.type) {
    case 'header':
      return html`<p class="headline">${textView(block.text, names)}</p>`;
    case 'section':
      return html`${block.text === undefined ? null : html`<div class="section">${textView(block.text, names)}</div>`}${
        block.fields.length === 0
          ? null
          : html`<div class="fields">${block.fields.map((field) => html`<div>${textView(field, names)}</div>`)}</div>`
      }${block.accessory === undefined ? null : elementView(block.accessory, names)}`;
    case 'context':
      return html`<div class="context">${block.elements.map((element) => html`<span>${elementView(element, names)}</span>`)}</div>`;
    case 'actions':
      return html`<div class="actions">${block.elements.map((element) => elementView(element, names))}</div>`;
    case 'divider':
      return html`<hr>`;
    case 'rich_text':
      return html`<div class="section">${richText(block, names)}</div>`;
  }
}

function elementView(element: unknown, names: Names): Html {
  const asButton = button.safeParse(element);
  if (asButton.success) {
    const { text, url } = asButton.data;
    const label = html`<span class="button">${textView(text, names)}</span>`;
    return url === undefined ? label : outwardLink(url, label);
  }
  const asText = textObject.safeParse(element);
  return asText.success ? textView(asText.data, names) : html``;
}

const textView = ({ type, text }: z.infer<typeof textObject>, names: Names): Html =>
  type === 'mrkdwn' ? mrkdwn(text, names) : plain(text);
