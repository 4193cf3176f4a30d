/**
 * HTML in which everything is escaped unless it is HTML already: what the inbox shows was written by
 * anybody.
 */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Piece = Html | string | number | null | readonly Piece[];

/** A template of one's own; every value in it is escaped, null is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  const text = parts.map((part, index) => part + written(values[index] ?? null)).join('');
  return new Html(text);
}

const CHARACTERS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => CHARACTERS[character] ?? character);
}

function written(piece: Piece): string {
  if (piece === null) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map(written).join('');
  return escapeHtml(String(piece));
}

/** An address that may stand in a link: the web or a mailbox, nothing that runs. */
export function safeAddress(address: string): string | null {
  return /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i.test(address) ? address : null;
}

/** A link that leaves the inbox; an address that may not be one stays text. */
export function outwardLink(address: string, label: Piece): Html {
  const safe = safeAddress(address);
  if (safe === null) return html`${label}`;
  return html`<a href="${safe}" target="_blank" rel="noopener noreferrer">${label}</a>`;
}
