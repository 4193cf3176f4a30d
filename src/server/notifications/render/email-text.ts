import type { RichText } from '../../../domain/kernel/markdown.ts';
import { richTextToPlain } from '../../../domain/kernel/rich-text-plain.ts';
import type { Message } from '../../../domain/notifications/messages.ts';
import { type EmailLinks, footLinks } from './email-links.ts';

const WIDTH = 72;

/** The mail for people who read plain text; every address stands on a line of its own. */
export function emailText(message: Message, links: EmailLinks): string {
  const parts = [
    `${wrap(message.headline)}\n${wrap(`${message.code} – ${message.title}`)}`,
    quoteText(message),
    message.facts.map(({ label, value }) => wrap(`${label}: ${value}`)).join('\n'),
    `${message.call}:\n${message.url}`,
    [
      '—',
      wrap(message.at),
      wrap(message.why),
      ...footLinks(message, links).map(({ text, url }) => `${text}:\n${url}`),
    ].join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function quoteText({ quote, call }: Message): string {
  if (quote === null) return '';
  const lines = wrap(paragraphs(quote.text), WIDTH - 2)
    .split('\n')
    .map((line) => `> ${line}`.trimEnd());
  if (quote.isShortened) lines.push('', `… (shortened; “${call}” below leads to all of it)`);
  return [`${quote.label}:`, ...lines].join('\n');
}

/** A paragraph stands apart from what comes before, a list close to what announces it. */
function paragraphs(rich: RichText): string {
  return rich
    .map((block, index) => {
      const gap = index === 0 ? '' : block.type === 'p' ? '\n\n' : '\n';
      return gap + richTextToPlain([block]);
    })
    .join('');
}

/** Broken between words; a word longer than the line, like an address, stays whole. */
function wrap(text: string, width = WIDTH): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, width))
    .join('\n');
}

/** Lines that follow stand under the text of the first, beside its list marker. */
function wrapLine(line: string, width: number): string {
  if (line.length <= width) return line;
  const lead = /^\s*(?:(?:-|\d+\.) )*/.exec(line)?.[0] ?? '';
  const indent = ' '.repeat(lead.length);
  const lines: string[] = [];
  let current = lead;
  let isEmpty = true;
  for (const word of line.slice(lead.length).split(/ +/)) {
    if (!isEmpty && current.length + 1 + word.length > width) {
      lines.push(current);
      current = indent + word;
    } else {
      current += isEmpty ? word : ` ${word}`;
    }
    isEmpty = false;
  }
  return [...lines, current].join('\n');
}
