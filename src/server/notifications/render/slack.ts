import type { KnownBlock, RichTextElement } from '@slack/web-api';
import { shortenRichText, shortenText } from '../../../domain/kernel/rich-text-cut.ts';
import { richTextToPlain } from '../../../domain/kernel/rich-text-plain.ts';
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
/** So that lines of nothing but escapes leave room for a quote. */
const LINE_MAX_LENGTH = 800;
/** As much as Slack takes in a section; more is for the page. */
const QUOTE_MAX_LENGTH = 3_000;
/** Slack takes ten elements in a context. */
const CONTEXT_MAX_ELEMENTS = 10;

/** @param mentions member ids of who is to be notified; nobody else is, whatever was typed */
export function renderSlack(message: Message, mentions: readonly string[]): SlackMessage {
  const marks = [...new Set(mentions)].filter((id) => MEMBER_ID.test(id)).map((id) => `<@${id}>`);
  return {
    text: fallback(message, marks),
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
      ...mentionSections(marks),
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
  const shortened = shortenRichText(quote.text, QUOTE_MAX_LENGTH);
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
        ...(quote.isShortened || shortened.isShortened
          ? [{ type: 'rich_text_section' as const, elements: more }]
          : []),
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
function mentionSections(marks: readonly string[]): readonly KnownBlock[] {
  const perSection = 100;
  return Array.from({ length: Math.ceil(marks.length / perSection) }, (_, index) => {
    const text = marks.slice(index * perSection, (index + 1) * perSection).join(' ');
    return { type: 'section', text: { type: 'mrkdwn', text } };
  });
}

/**
 * The whole message once more in Slack's markup. The quote comes last and backticks in the lines
 * before it become apostrophes: together they could turn what is ours into code.
 */
function fallback(message: Message, marks: readonly string[]): string {
  const { code, headline, title, facts, at, quote, url } = message;
  const head = [
    `<${escapedUrl(url)}|${escaped(code)}> ${lineOf(headline)}`,
    lineOf(title),
    marks.slice(0, 50).join(' '),
    lineOf([...facts.map(({ label, value }) => `${label}: ${value}`), at].join(' · ')),
  ]
    .filter((line) => line !== '')
    .join('\n');
  if (quote === null) return head;
  const start = `${head}\n\n${escaped(quote.label)}:\n`;
  const said = richTextToPlain(quote.text) + (quote.isShortened ? SHORTENED : '');
  return start + kept(said, FALLBACK_MAX_LENGTH - start.length);
}

function lineOf(text: string): string {
  return kept(text.replaceAll('`', "'"), LINE_MAX_LENGTH);
}

/** @param budget for the text as it is written, with its escapes */
function kept(text: string, budget: number): string {
  if (escapedLength(text) <= budget) return escaped(text);
  return escaped(shortenText(text, budget - SHORTENED.length, escapedLength)) + SHORTENED;
}

const SHORTENED = ' … (shortened)';

/** Only `& < >` are markup in a text; the mark after `@`, which nobody sees, keeps `@here` a word. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=\w)/g, '@\u200b');
}

function escapedLength(text: string): number {
  return text.length + 4 * (text.match(/[&<>@]/g)?.length ?? 0);
}

/** The platform's own address: `|` and brackets cannot stand in it but encoded. */
function escapedUrl(url: string): string {
  return url
    .replaceAll('&', '&amp;')
    .replaceAll('|', '%7C')
    .replaceAll('<', '%3C')
    .replaceAll('>', '%3E');
}
