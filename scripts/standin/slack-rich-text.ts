import { z } from 'zod';
import { type Html, html, outwardLink } from './html.ts';
import { broadcastChip, emoji, memberChip, type Names, plain } from './slack-text.ts';

/** Slack's `rich_text` blocks, in which text is text and every style is named. */

const style = z
  .object({ bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean() })
  .partial()
  .default({});
const element = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), style }),
  z.object({ type: z.literal('link'), url: z.string(), text: z.string().optional(), style }),
  z.object({ type: z.literal('emoji'), name: z.string() }),
  z.object({ type: z.literal('user'), user_id: z.string() }),
  z.object({ type: z.literal('broadcast'), range: z.string() }),
]);
const elements = z.array(element);
const part = z.discriminatedUnion('type', [
  z.object({ type: z.literal('rich_text_section'), elements }),
  z.object({ type: z.literal('rich_text_quote'), elements }),
  z.object({ type: z.literal('rich_text_preformatted'), elements }),
  z.object({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(z.object({ type: z.literal('rich_text_section'), elements })),
  }),
]);

export const richTextBlock = z.object({ type: z.literal('rich_text'), elements: z.array(part) });

export function richText(block: z.infer<typeof richTextBlock>, names: Names): Html {
  return html`${block.elements.map((one) => partView(one, names))}`;
}

function partView(one: z.infer<typeof part>, names: Names): Html {
  switch (one.type) {
    case 'rich_text_section':
      return html`<div>${line(one.elements, names)}</div>`;
    case 'rich_text_quote':
      return html`<blockquote>${line(one.elements, names)}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre>${line(one.elements, names)}</pre>`;
    case 'rich_text_list': {
      const items = one.elements.map((item) => html`<li>${line(item.elements, names)}</li>`);
      return one.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
  }
}

const line = (pieces: z.infer<typeof elements>, names: Names): Html =>
  html`${pieces.map((piece) => elementView(piece, names))}`;

function elementView(piece: z.infer<typeof element>, names: Names): Html {
  switch (piece.type) {
    case 'text':
      return styled(plain(piece.text), piece.style);
    case 'link':
      return styled(outwardLink(piece.url, piece.text ?? piece.url), piece.style);
    case 'emoji':
      return html`${emoji(piece.name) ?? `:${piece.name}:`}`;
    case 'user':
      return memberChip(piece.user_id, names);
    case 'broadcast':
      return broadcastChip(piece.range);
  }
}

function styled(inner: Html, { bold, italic, strike, code }: z.infer<typeof style>): Html {
  let result = inner;
  if (code === true) result = html`<code>${result}</code>`;
  if (strike === true) result = html`<s>${result}</s>`;
  if (italic === true) result = html`<em>${result}</em>`;
  if (bold === true) result = html`<strong>${result}</strong>`;
  return result;
}
