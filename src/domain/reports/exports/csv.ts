/** Cells of CSV files (RFC 4180), safe to open in a spreadsheet (D2). */

/**
 * What a cell holds: numbers are exact decimal text, everything else is text. `plain` is text of
 * our own making without anything that a file would have to escape.
 */
export type CellKind = 'text' | 'plain' | 'integer' | 'money' | 'percent';

export const CSV_NEW_LINE = '\r\n';
/** Older spreadsheets read UTF-8 only behind it. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** `-12.50`, `1200`: nothing that a spreadsheet could take for more than a number. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** Also as East Asian input methods and small form variants write them; spreadsheets take both. */
const STARTS = '=+\\-@＝＋－＠﹦﹢﹣﹫';
/** Spreadsheets skip what is blank before a formula, and begin with a tab or a return another cell. */
const FORMULA = new RegExp(`^(?:[\\s\\u200B]*[${STARTS}]|[\\t\\r])`);
/**
 * Where the list separator of a country is the semicolon, or somebody pastes the file, these end a
 * cell in the middle of a quoted text: what follows would begin one. Lines within a text are left
 * alone: every list somebody wrote would get apostrophes.
 */
const INNER_FORMULA = new RegExp(`([;\\t][^\\S\\n]*)(?=[${STARTS}])`, 'g');
const SUSPICIOUS = new RegExp(`^(?:[\\s\\u200B]*[${STARTS}]|[\\t\\r])|[;\\t][^\\S\\n]*[${STARTS}]`);
const NEEDS_QUOTES = /[",;\r\n\t]|^\s|\s$/;

export function isNumberText(text: string): boolean {
  return NUMBER.test(text);
}

/**
 * D2: text that a spreadsheet would run as a formula gets an apostrophe in front, which makes it
 * text there. Numbers stay numbers.
 */
export function neutralised(text: string): string {
  if (isHarmless(text) || !SUSPICIOUS.test(text) || NUMBER.test(text)) return text;
  const inner = text.replace(INNER_FORMULA, "$1'");
  return FORMULA.test(text) ? `'${inner}` : inner;
}

/** Begins with a letter or a digit and nothing begins a cell within: so most texts are. */
function isHarmless(text: string): boolean {
  const first = text.charCodeAt(0) | 0x20;
  const isWord = (first >= 0x61 && first <= 0x7a) || (first >= 0x30 && first <= 0x39);
  return isWord && !text.includes(';') && !text.includes('\t');
}

/** A text as one cell: neutralised, in quotes where it needs them, its line breaks kept. */
export function csvText(text: string): string {
  if (text === '') return '';
  const safe = neutralised(text);
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A cell of a column of this kind; what is no number in a column of numbers is text like any other. */
export function csvCell(kind: CellKind, text: string): string {
  if (text === '' || kind === 'plain') return text;
  return kind === 'text' || !NUMBER.test(text) ? csvText(text) : text;
}

/** One record with its line end. */
export function csvLine(kinds: readonly CellKind[], cells: readonly string[]): string {
  let line = '';
  for (let at = 0; at < cells.length; at += 1) {
    const cell = csvCell(kinds[at] ?? 'text', cells[at] ?? '');
    line += at === 0 ? cell : `,${cell}`;
  }
  return line + CSV_NEW_LINE;
}
