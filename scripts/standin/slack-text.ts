import { type Html, html, outwardLink, type Piece } from './html.ts';

/** Slack's mrkdwn as HTML, read as Slack reads it: what a message would do there is visible here. */

export type Names = ReadonlyMap<string, string>;

const EMOJI: Readonly<Record<string, string>> = {
  arrow_forward: '▶️',
  ballot_box_with_check: '☑️',
  black_nib: '✒️',
  calendar: '📅',
  handshake: '🤝',
  mag: '🔍',
  octagonal_sign: '🛑',
  question: '❓',
  recycle: '♻️',
  unlock: '🔓',
  wastebasket: '🗑️',
  white_check_mark: '✅',
  x: '❌',
};

export function emoji(name: string): string | null {
  return EMOJI[name] ?? null;
}

export function mrkdwn(text: string, names: Names): Html {
  const parts = text.split(/```([\s\S]*?)```/);
  // Every second part stood between fences.
  return html`${parts.map((part, index) =>
    index % 2 === 1 ? html`<pre>${unescaped(part).replace(/^\n/, '')}</pre>` : lines(part, names),
  )}`;
}

/** Text that Slack shows as it is. */
export function plain(text: string): Html {
  return html`${withBreaks(text.split('\n'))}`;
}

function lines(text: string, names: Names): Html {
  const blocks: { readonly isQuote: boolean; readonly lines: string[] }[] = [];
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line)?.[1];
    const isQuote = quoted !== undefined;
    const last = blocks.at(-1);
    if (last?.isQuote === isQuote) last.lines.push(quoted ?? line);
    else blocks.push({ isQuote, lines: [quoted ?? line] });
  }
  return html`${blocks.map((block) => {
    const body = withBreaks(block.lines.map((line) => inline(line, names)));
    return block.isQuote ? html`<blockquote>${body}</blockquote>` : body;
  })}`;
}

const withBreaks = (pieces: readonly Piece[]): Piece =>
  pieces.map((piece, index) => (index === 0 ? piece : html`<br>${piece}`));

/** A control sequence, code, or words between a pair of marks that do not stand inside a word. */
const SPAN =
  /<([^<>|\n]+)(?:\|([^<>\n]*))?>|`([^`\n]+)`|(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\p{L}\p{N}~])|:([a-z_]+):/u;

function inline(text: string, names: Names): Html {
  const pieces: Piece[] = [];
  let rest = text;
  for (let found = SPAN.exec(rest); found !== null; found = SPAN.exec(rest)) {
    const [whole, control, label, code, bold, italic, strike, emojiName] = found;
    pieces.push(unescaped(rest.slice(0, found.index)));
    if (control !== undefined) pieces.push(controlled(control, label, names));
    else if (code !== undefined) pieces.push(html`<code>${unescaped(code)}</code>`);
    else if (bold !== undefined) pieces.push(html`<strong>${inline(bold, names)}</strong>`);
    else if (italic !== undefined) pieces.push(html`<em>${inline(italic, names)}</em>`);
    else if (strike !== undefined) pieces.push(html`<s>${inline(strike, names)}</s>`);
    else pieces.push(emoji(emojiName ?? '') ?? whole);
    rest = rest.slice(found.index + whole.length);
  }
  return html`${pieces}${unescaped(rest)}`;
}

export function memberChip(id: string, names: Names): Html {
  return html`<span class="chip" title="Slack member ${id}">@${names.get(id) ?? id}</span>`;
}

/** Rings for everybody in the channel: nothing the platform sends may hold one (N5). */
export function broadcastChip(range: string): Html {
  return html`<span class="chip alarm" title="This would notify many people">@${range}</span>`;
}

/** What stands in angle brackets: a mention, a ping of many, or a link. */
function controlled(target: string, label: string | undefined, names: Names): Html {
  if (target.startsWith('@')) return memberChip(target.slice(1), names);
  if (target.startsWith('!')) return broadcastChip(target.slice(1).split('^')[0] ?? '');
  if (target.startsWith('#')) return html`<span class="chip">#${label ?? target.slice(1)}</span>`;
  return outwardLink(unescaped(target), unescaped(label ?? target));
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
