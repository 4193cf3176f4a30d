import type { CalendarDay } from '../kernel/calendar.ts';
import { type Checked, checkForm } from './check-form.ts';
import type { CheckContext, FileFacts, Form, RequestType, Values } from './define.ts';
import { requestForm } from './request-form.ts';

/** Files that every test may refer to by id. */
export const FILES: readonly FileFacts[] = [
  { id: 'sheet', name: 'Users.XLSX', sizeBytes: 10, csv: null },
  { id: 'zip', name: 'files.zip', sizeBytes: 10, csv: null },
  { id: 'zip-2', name: 'more.zip', sizeBytes: 10, csv: null },
  { id: 'xml', name: 'out.xml', sizeBytes: 10, csv: null },
  { id: 'pdf', name: 'plan.pdf', sizeBytes: 10, csv: null },
  {
    id: 'disputes',
    name: 'disputes.csv',
    sizeBytes: 10,
    csv: {
      columns: ['\ufeffMarket', ' dispute id', 'Deadline', 'Internal Notes', 'Extra'],
      rows: 3,
    },
  },
  {
    id: 'incomplete',
    name: 'incomplete.csv',
    sizeBytes: 10,
    csv: { columns: ['Market', 'Notes'], rows: 3 },
  },
  { id: 'broken', name: 'broken.csv', sizeBytes: 10, csv: null },
];

export function contextWith(more: Partial<CheckContext> = {}): CheckContext {
  return {
    today: '2026-11-22' as CalendarDay,
    files: new Map(FILES.map((file) => [file.id, file])),
    previous: null,
    request: {},
    ...more,
  };
}

export function checkRequest(
  type: RequestType,
  raw: Values,
  more: Partial<CheckContext> = {},
): Checked {
  return checkForm(requestForm(type), raw, contextWith(more));
}

export function checkOperation(type: RequestType, raw: Values, request: Values): Checked {
  return checkForm(type.operation, raw, contextWith({ request }));
}

/** Where something is wrong, in the order in which it is reported; empty when all is well. */
export function wrongPaths(checked: Checked): readonly string[] {
  return checked.ok ? [] : checked.issues.map((issue) => issue.path);
}

export function messageAt(checked: Checked, path: string): string | undefined {
  return checked.ok ? undefined : checked.issues.find((issue) => issue.path === path)?.message;
}

/** A form of just these fields, for tests of single kinds. */
export function formOf(...fields: Form['fields']): Form {
  return { fields, rules: [], warnings: [] };
}
