import { type Parser, parse } from 'csv-parse';
import { plainText } from '../../domain/kernel/text.ts';
import type { FileFacts } from '../../domain/requests/define.ts';

const MAX_COLUMNS = 500;
const MAX_COLUMN_NAME_LENGTH = 255;
/** One record, header included; the most that is ever held in memory. */
const MAX_RECORD_CHARACTERS = 262_144;
const MAX_FIRST_LINE_BYTES = 65_536;

const NEW_LINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;

/**
 * Counts the rows of a CSV and reads its header while the bytes pass by. Fields are separated by
 * comma, semicolon or tab, whichever the header uses most: spreadsheets write all three.
 */
export class CsvCounter {
  readonly #firstLine: Buffer[] = [];
  #parser: Parser | null = null;
  #columns: string[] | null = null;
  #rows = 0;
  #isBroken = false;

  write(chunk: Buffer): void {
    if (this.#isBroken) return;
    if (this.#parser !== null) {
      this.#parser.write(chunk);
      return;
    }
    this.#firstLine.push(chunk);
    const hasLine = chunk.includes(NEW_LINE) || chunk.includes(CARRIAGE_RETURN);
    const size = this.#firstLine.reduce((sum, part) => sum + part.length, 0);
    if (hasLine || size > MAX_FIRST_LINE_BYTES) this.#start();
  }

  /** Null for what does not read as CSV. */
  async end(): Promise<FileFacts['csv']> {
    const parser = this.#parser ?? this.#start();
    if (!this.#isBroken) {
      await new Promise<void>((resolve) => {
        parser.once('close', resolve);
        parser.end();
      });
    }
    if (this.#isBroken || this.#columns === null) return null;
    return { columns: this.#columns, rows: this.#rows };
  }

  #start(): Parser {
    const head = Buffer.concat(this.#firstLine);
    this.#firstLine.length = 0;
    const parser = parse({
      bom: true,
      delimiter: delimiterOf(head),
      // Short and long rows are rows: counting does not need the cells in place.
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: MAX_RECORD_CHARACTERS,
      // Null keeps the parser from holding records for a reader that never comes.
      on_record: (record: string[]) => {
        this.#take(record);
        return null;
      },
    });
    parser.on('error', () => {
      this.#isBroken = true;
    });
    parser.resume();
    this.#parser = parser;
    parser.write(head);
    return parser;
  }

  #take(record: readonly string[]): void {
    if (this.#columns !== null) {
      this.#rows += 1;
      return;
    }
    const columns = record.map((name) => plainText(name).trim());
    const isHeader =
      columns.length <= MAX_COLUMNS &&
      columns.every((name) => name.length <= MAX_COLUMN_NAME_LENGTH) &&
      // Bytes that are no text at all.
      !record.some((name) => name.includes('\0'));
    if (isHeader) this.#columns = columns;
    else this.#isBroken = true;
  }
}

const DELIMITERS = [',', ';', '\t'] as const;

function delimiterOf(head: Buffer): string {
  const found = new Map<number, number>();
  let isQuoted = false;
  for (const byte of head) {
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (byte === NEW_LINE || byte === CARRIAGE_RETURN) break;
    else found.set(byte, (found.get(byte) ?? 0) + 1);
  }
  const count = (delimiter: string): number => found.get(delimiter.charCodeAt(0)) ?? 0;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}
