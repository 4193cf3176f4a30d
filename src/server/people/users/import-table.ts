import { CsvError, parse } from 'csv-parse/sync';
import { IMPORT_MOST_ROWS } from '../../../domain/accounts.ts';
import { DomainError } from '../../../domain/errors.ts';
import { plainText } from '../../../domain/kernel/text.ts';
import { type ImportLayout, readImportHeading } from '../../../domain/people-import.ts';

export interface TableRow {
  /** Of its first line in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const SEPARATORS = [',', ';', '\t'] as const;

/**
 * Section 10: a CSV as its rows. Fields are separated by comma, semicolon or tab, whichever the heading
 * uses most: spreadsheets write all three.
 * @throws DomainError validation_failed at `csv` with everything that is wrong with it as a whole
 */
export function readTable(csv: string): { layout: ImportLayout; rows: readonly TableRow[] } {
  // Byte order mark and line ends of every system; what cannot be stored goes.
  const text = plainText(csv.replace(/^\uFEFF/, ''));
  const [heading, ...rows] = recordsOf(text);
  if (heading === undefined) throw refused(['The file is empty']);
  const { layout, problems } = readImportHeading(heading.cells);
  if (problems.length > 0) throw refused(problems);
  if (rows.length === 0) throw refused(['There is no row below the heading']);
  if (rows.length > IMPORT_MOST_ROWS) {
    throw refused([`At most ${IMPORT_MOST_ROWS.toLocaleString('en')} rows at a time`]);
  }
  return { layout, rows };
}

function recordsOf(text: string): TableRow[] {
  const rows: TableRow[] = [];
  try {
    parse(text, {
      delimiter: separatorOf(text),
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      to: IMPORT_MOST_ROWS + 2,
      // Counted are lines read: a record with line breaks in its cells began as many lines before.
      on_record: (cells: string[], { lines }) => {
        const line = lines - cells.join('').split('\n').length + 1;
        if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells });
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw refused([explain(error)], error);
    throw error;
  }
  return rows;
}

function separatorOf(text: string): string {
  const heading = text.trimStart().split('\n', 1)[0] ?? '';
  const count = (separator: string) => heading.split(separator).length;
  return SEPARATORS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

function explain(error: CsvError): string {
  const line = 'lines' in error ? ` near line ${String(error.lines)}` : '';
  return error.code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'A quotation mark is opened and never closed'
    : `This does not read as CSV${line}: check the quotation marks`;
}

function refused(problems: readonly string[], cause?: unknown): DomainError {
  return new DomainError('validation_failed', 'This file cannot be imported.', {
    issues: problems.map((message) => ({ path: 'csv', message })),
    cause,
  });
}
