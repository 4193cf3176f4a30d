import type { MessageEntity } from 'grammy/types';
import { type Html, html, outwardLink, type Piece } from './html.ts';

/**
 * Text and entities of Telegram as HTML. Offsets count UTF-16 units, as JavaScript does. Addresses are
 * links without an entity too, as in Telegram's clients.
 */
export function telegramText(text: string, entities: readonly MessageEntity[]): Html {
  // The outer one first where two begin at the same place.
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return render({ text, from: 0, to: text.length, entities: sorted, asIs: false });
}

interface Part {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** In order, the outer before the inner. */
  readonly entities: readonly MessageEntity[];
  /** Within a link or code: addresses in it are no links of their own. */
  readonly asIs: boolean;
}

function render({ text, from, to, entities, asIs }: Part): Html {
  const words = (start: number, end: number): Piece =>
    asIs ? text.slice(start, end) : linked(text.slice(start, end));
  const pieces: Piece[] = [];
  let at = from;
  for (const [index, entity] of entities.entries()) {
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= at) continue;
    const inner = render({
      text,
      from: entity.offset,
      to: end,
      entities: entities.slice(index + 1).filter(({ offset }) => offset < end),
      asIs: asIs || AS_IS.has(entity.type),
    });
    pieces.push(words(at, entity.offset), wrapped(entity, inner, text));
    // A quote ends its line itself.
    at = BLOCKS.has(entity.type) && text[end] === '\n' ? end + 1 : end;
  }
  return html`${pieces}${words(at, to)}`;
}

const AS_IS: ReadonlySet<MessageEntity['type']> = new Set(['text_link', 'url', 'code', 'pre']);
const BLOCKS: ReadonlySet<MessageEntity['type']> = new Set([
  'blockquote',
  'expandable_blockquote',
  'pre',
]);

const ADDRESS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/;

function linked(text: string): Piece {
  // Every second part is an address.
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? outwardLink(part, part) : part));
}

function wrapped(entity: MessageEntity, inner: Html, text: string): Html {
  switch (entity.type) {
    case 'bold':
      return html`<strong>${inner}</strong>`;
    case 'italic':
      return html`<em>${inner}</em>`;
    case 'underline':
      return html`<u>${inner}</u>`;
    case 'strikethrough':
      return html`<s>${inner}</s>`;
    case 'code':
      return html`<code>${inner}</code>`;
    case 'pre':
      return html`<pre>${inner}</pre>`;
    case 'blockquote':
    case 'expandable_blockquote':
      return html`<blockquote>${inner}</blockquote>`;
    case 'text_link':
      return outwardLink(entity.url, inner);
    case 'url':
      return outwardLink(text.slice(entity.offset, entity.offset + entity.length), inner);
    case 'text_mention':
    case 'mention':
      return html`<span class="chip">${inner}</span>`;
    default:
      return inner;
  }
}
