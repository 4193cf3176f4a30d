import type { KnownBlock, RichTextElement } from '@slack/web-api';
import { shortenRichText, shortenText } from '../../../domain/kernel/rich-text-cut.ts';
import type { Message } from '../../../domain/notifications/messages.ts';
import { type Run, runsOf } from './rich-runs.ts';

/**
 * A message as Slack takes it. What people typed only ever stands in `rich_text` and `plain_text`,
 * which Slack shows as they are: no `*` or backtick in it formats, no `<!channel>` rings, and nothing
 * needs to be escaped (N5). Slack's own markup is used for mentions alone, and for the fallback.
 */
export interface SlackMessage {
  /** What notifications say, and clients that show no blocks. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Slack cuts longer ones. */
const FALLBACK_MAX_LENGTH = 4_000;
/** Slack takes 3,000 characters in a section; a quote is no longer either. */
const SECTION_MAX_LENGTH = 3_000;
/** Slack takes ten elements in a context. */
const CONTEXT_MAX_ELEMENTS = 10;

/** @param mentions member ids of who is to be notified; nobody else is, whatever was typed */
export function renderSlack(message: Message, mentions: readonly string[]): SlackMessage {
  return {
    text: fallback(message),
    blocks: [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'link', url: message.url, text: message.code, style: { bold: true } },
              { type: 'text', text: '  ' },
              { type: 'text', text: message.headline, style: { bold: true } },
              { type: 'text', text: `\n${message.title}` },
            ],
          },
        ],
      },
      ...mentionBlocks(mentions),
      ...quoteBlocks(message),
      {
        type: 'context',
        elements: [...message.facts.map(({ label, value }) => `${label}: ${value}`), message.at]
          .slice(-CONTEXT_MAX_ELEMENTS)
          .map((text) => ({ type: 'plain_text', text, emoji: false })),
      },
    ],
  };
}

function quoteBlocks({ quote, url }: Message): KnownBlock[] {
  if (quote === null) return [];
  const shortened = shortenRichText(quote.text, SECTION_MAX_LENGTH);
  const runs = runsOf(shortened.text);
  const more: RichTextElement[] = [
    { type: 'text', text: '… (shortened) ' },
    { type: 'link', url, text: 'Read all of it' },
  ];
  return [
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [{ type: 'text', text: quote.label, style: { italic: true } }],
        },
        ...(runs.length === 0
          ? []
          : [{ type: 'rich_text_quote' as const, elements: runs.map(elementOf) }]),
        ...(shortened.isShortened ? [{ type: 'rich_text_section' as const, elements: more }] : []),
      ],
    },
  ];
}

function elementOf(run: Run): RichTextElement {
  const style = {
    ...(run.isBold ? { bold: true } : {}),
    ...(run.isItalic ? { italic: true } : {}),
    ...(run.isCode ? { code: true } : {}),
  };
  const styled = Object.keys(style).length === 0 ? {} : { style };
  return run.href === null
    ? { type: 'text', text: run.text, ...styled }
    : { type: 'link', url: run.href, text: run.text, ...styled };
}

const MEMBER_ID = /^[UW][A-Z0-9]+$/;

/** As many sections as it takes: leadership may be many. */
function mentionBlocks(mentions: readonly string[]): KnownBlock[] {
  const sections: string[] = [];
  for (const id of new Set(mentions)) {
    if (!MEMBER_ID.test(id)) continue;
    const last = sections.at(-1);
    const mention = `<@${id}>`;
    if (last !== undefined && last.length + 1 + mention.length <= SECTION_MAX_LENGTH) {
      sections[sections.length - 1] = `${last} ${mention}`;
    } else {
      sections.push(mention);
    }
  }
  return sections.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } }));
}

/** Slack reads markup in it: what was typed is escaped, and `@here` kept apart by a mark nobody sees. */
function fallback({ url, code, headline, title }: Message): string {
  const words = shortenText(`${headline} – ${title}`, FALLBACK_MAX_LENGTH);
  return `<${escapeUrl(url)}|${escaped(code)}> ${escaped(words).replace(/@(?=\w)/g, '@\u200b')}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeUrl(url: string): string {
  return escaped(url.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E'));
}
