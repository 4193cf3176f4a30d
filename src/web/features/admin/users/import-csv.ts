import type { ImportAnswer } from '../../../../domain/api/users.ts';
import { IMPORT_COLUMNS } from '../../../../domain/api/users.ts';
import { importWords as words } from '../../../words/users.ts';

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
  const header = records[0]?.text ?? IMPORT_COLUMNS.join(',');
  const separator = separatorOf(header);
  const lines = rows
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ line, email, issues }) => {
      const written = records.find((record) => record.line === line)?.text ?? quoted(email);
      const problem = issues.map(({ message }) => message).join('. ');
      return `${written}${separator}${quoted(problem)}`;
    });
  return `${[`${header}${separator}${words.refusedColumn}`, ...lines].join('\r\n')}\r\n`;
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

/** What spreadsheets write, whichever language they speak. */
function separatorOf(header: string): string {
  return [';', '\t'].find((each) => header.includes(each)) ?? ',';
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
