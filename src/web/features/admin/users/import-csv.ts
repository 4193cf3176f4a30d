import { IMPORT_COLUMNS, IMPORT_PROBLEM_COLUMN } from '../../../../domain/accounts.ts';
import type { ImportAnswer } from '../../../../domain/api/users.ts';

type ImportRow = ImportAnswer['rows'][number];

/** A file to start from: the columns, and a row that shows how roles and teams are written. */
export function templateCsv(): string {
  const example = {
    email: 'ann.lee@example.com',
    first_name: 'Ann',
    last_name: 'Lee',
    username: 'ann.lee',
    roles: 'operator qa_agent',
    teams: 'revenue',
    timezone: 'Europe/Berlin',
  } satisfies Record<(typeof IMPORT_COLUMNS)[number], string>;
  const cells = IMPORT_COLUMNS.map((column) => example[column]);
  return `${IMPORT_COLUMNS.join(',')}\r\n${cells.join(',')}\r\n`;
}

/** The refused rows as they were written, each with what is wrong, to be mended and imported again. */
export function refusedCsv(csv: string, rows: readonly ImportRow[]): string {
  const records = recordsOf(csv);
  const header = records[0]?.text ?? '';
  const separator = separatorOf(header);
  // A file that was handed back before has the column already: what it said is no longer true.
  const headings = cellsOf(header, separator);
  const earlier = headings.findIndex((heading) => heading.trim() === IMPORT_PROBLEM_COLUMN);
  const line = (cells: readonly string[], problem: string) =>
    [...cells.filter((_, index) => index !== earlier), problem].join(separator);
  const lines = rows
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ line: begin, email, issues }) => {
      const written = records.find((record) => record.line === begin)?.text ?? quoted(email);
      const problem = issues.map(({ message }) => message).join('. ');
      return line(cellsOf(written, separator), quoted(problem));
    });
  return `${[line(headings, IMPORT_PROBLEM_COLUMN), ...lines].join('\r\n')}\r\n`;
}

interface CsvRecord {
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** The records as written: a line break within quotes ends none. */
function recordsOf(csv: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let isQuoted = false;
  let line = 1;
  let begin = { at: 0, line: 1 };
  const end = (at: number, next: number) => {
    const text = csv.slice(begin.at, at).replace(/\r$/, '');
    if (text.trim() !== '') records.push({ line: begin.line, text: text.replace(/^\uFEFF/, '') });
    begin = { at: next, line };
  };
  for (let at = 0; at < csv.length; at += 1) {
    if (csv[at] === '"') isQuoted = !isQuoted;
    if (csv[at] !== '\n') continue;
    line += 1;
    if (!isQuoted) end(at, at + 1);
  }
  end(csv.length, csv.length);
  return records;
}

/** What the header uses most, as the import reads it: spreadsheets write all three. */
function separatorOf(header: string): string {
  const count = (separator: string) => header.split(separator).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** The cells as written, quotes included. */
function cellsOf(record: string, separator: string): readonly string[] {
  const cells = [''];
  let isQuoted = false;
  for (const sign of record) {
    if (sign === '"') isQuoted = !isQuoted;
    if (sign === separator && !isQuoted) cells.push('');
    else cells[cells.length - 1] += sign;
  }
  return cells;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
