import type { MessageEntity } from 'grammy/types';
import { shortenRichText } from '../../../domain/kernel/rich-text-cut.ts';
import type { Message } from '../../../domain/notifications/messages.ts';
import { type Run, runsOf } from './rich-runs.ts';

/**
 * A message as Telegram takes it: text and entities, no parse mode, so that nothing typed can be
 * read as formatting (N5). Offsets count UTF-16 units, as JavaScript's strings do.
 */
export interface TelegramMessage {
  readonly text: string;
  readonly entities: MessageEntity[];
}

const TEXT_MAX_LENGTH = 4096;
/** Telegram ignores entities beyond the hundredth. */
const ENTITIES_MAX = 100;
/** Longer quotes are shown folded. */
const FOLDED_FROM = 700;

const SHORTENED = '\n… (shortened) ';
const READ_ALL = 'Read all of it';

export function renderTelegram(message: Message): TelegramMessage {
  const writing = new Writing();
  writing.write(message.code, { href: message.url });
  writing.write('  ');
  writing.write(neutral(message.headline), { isBold: true });
  writing.write(`\n${neutral(message.title)}`);
  if (!isLinkable(message.url)) writing.write(`\n${message.url}`);
  const facts = message.facts.map(({ label, value }) => `\n${label}: ${neutral(value)}`).join('');
  const tail = `${facts === '' ? '' : `\n${facts}`}\n\n${message.at}`;

  if (message.quote !== null) {
    const label = neutral(message.quote.label);
    const around = `\n\n${label}\n${SHORTENED}${READ_ALL}${tail}`;
    const budget = TEXT_MAX_LENGTH - writing.length - around.length;
    const shortened = shortenRichText(message.quote.text, budget, neutralLength);
    writing.write('\n\n');
    writing.write(label, { isBold: true });
    writing.write('\n');
    writing.quote(() => {
      for (const run of runsOf(shortened.text, isLinkable)) writeRun(writing, run);
    });
    if (message.quote.isShortened || shortened.isShortened) {
      writing.write(SHORTENED);
      writing.write(READ_ALL, { href: message.url });
    }
  }
  writing.write(tail);
  return { text: writing.text, entities: writing.entities };
}

/** Text that grows together with the entities over it. */
class Writing {
  text = '';
  /** A quote stands before what is in it: outer entities first. */
  readonly entities: MessageEntity[] = [];

  get length(): number {
    return this.text.length;
  }

  /** For one more entity, beside the quote around it and the link to the rest. */
  get hasRoom(): boolean {
    return this.entities.length < ENTITIES_MAX - 2;
  }

  write(text: string, style: Partial<Omit<Run, 'text'>> = {}): void {
    const at = { offset: this.text.length, length: text.length };
    this.text += text;
    // An entity may neither be of blanks only nor, with code, share its place with another.
    if (text.trim() === '') return;
    if (style.isCode) {
      this.entities.push({ type: 'code', ...at });
      return;
    }
    if (style.href && isLinkable(style.href)) {
      this.entities.push({ type: 'text_link', url: style.href, ...at });
    }
    if (style.isBold) this.entities.push({ type: 'bold', ...at });
    if (style.isItalic) this.entities.push({ type: 'italic', ...at });
  }

  quote(write: () => void): void {
    const offset = this.text.length;
    const place = this.entities.length;
    write();
    const length = this.text.length - offset;
    if (this.text.slice(offset).trim() === '') return;
    const type = length > FOLDED_FROM ? 'expandable_blockquote' : 'blockquote';
    this.entities.splice(place, 0, { type, offset, length });
    // One is left for the link to the rest.
    this.entities.length = Math.min(this.entities.length, ENTITIES_MAX - 1);
  }
}

function writeRun(writing: Writing, run: Run): void {
  const isAddress = run.href === run.text;
  // What was code beyond the last entity is text like any other.
  const isCode = run.isCode && writing.hasRoom;
  writing.write(isCode || isAddress ? run.text : neutral(run.text), { ...run, isCode });
}

/** Telegram refuses a whole message for a link to a host without a dot, or to no host at all. */
function isLinkable(href: string): boolean {
  return /^https?:\/\/[^/?#:]+\.[^/?#:.]/i.test(href);
}

/**
 * N5: Telegram makes a mention of every `@name` and a command of every `/word`; a mark nobody sees
 * prevents it. At the end of the text, too: the name may follow in another style.
 */
export function neutral(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}_])@(?=\w|$)|(?<![\p{L}\p{N}_/])\/(?=\w|$)/gu, '$&\u200b');
}

/** At least the length of the neutral text, however it is cut. */
function neutralLength(text: string): number {
  return text.length + (text.match(/[@/]/g)?.length ?? 0);
}
