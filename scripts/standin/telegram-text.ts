import type { MessageEntity } from 'grammy/types';
import { type Html, html, outwardLink, type Piece } from './html.ts';

/** Text and entities of Telegram as HTML. Offsets count UTF-16 units, as JavaScript does. */
export function telegramText(text: string, entities: readonly MessageEntity[]): Html {
  // The outer one first where two begin at the same place.
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return render(text, 0, text.length, sorted);
}

function render(text: string, from: number, to: number, entities: readonly MessageEntity[]): Html {
  const pieces: Piece[] = [];
  let at = from;
  for (const [index, entity] of entities.entries()) {
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= at) continue;
    pieces.push(text.slice(at, entity.offset));
    const inside = entities.slice(index + 1).filter(({ offset }) => offset < end);
    pieces.push(wrapped(entity, render(text, entity.offset, end, inside), text));
    at = end;
  }
  return html`${pieces}${text.slice(at, to)}`;
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
