import { expect, test } from 'vitest';
import {
  type CompleteSearch,
  downloadParameters,
  previewParameters,
  readExportSearch,
  withExportChoice,
  withReport,
} from './export-search.ts';

const DAYS = { from: '2026-10-01', to: '2026-10-31' } as unknown as Pick<
  CompleteSearch,
  'from' | 'to'
>;

test('D2: an address keeps what the page understands, in one order', () => {
  expect(
    readExportSearch({
      report: 'compliance',
      state: 'TX,CA,XX',
      carrier: 'ssic',
      status: 'completed,in_progress_group',
      ...DAYS,
      format: 'xlsx',
      bom: 'false',
      other: 'x',
    }),
  ).toEqual({
    report: 'compliance',
    state: 'CA,TX',
    carrier: 'ssic',
    status: 'completed,in_progress_group',
    ...DAYS,
    format: 'xlsx',
    bom: 'false',
  });
});

test('D2: a mistyped address still is a report: unknown values and half a period go', () => {
  expect(
    readExportSearch({
      report: 'everything',
      type: 'xml_files',
      from: '2026-10-01',
      to: '2026-13-01',
    }),
  ).toEqual({});
});

test('D2: filters that a report does not have go with the change; days and statuses stay', () => {
  const search = { type: 'unit_transfer', team: 'revenue', status: 'blocked', ...DAYS } as const;
  expect(withReport(search, 'compliance')).toEqual({
    report: 'compliance',
    status: 'blocked',
    ...DAYS,
  });
  expect(readExportSearch({ report: 'accounting', team: 'revenue', state: 'CA' })).toEqual({
    report: 'accounting',
  });
});

test('D2: Revenue/Support is always asked for one type, the others for none', () => {
  expect(previewParameters(DAYS)).toEqual({
    report: 'revenue_support',
    type: 'user_records',
    ...DAYS,
  });
  expect(previewParameters({ ...DAYS, report: 'accounting', status: 'completed' })).toEqual({
    report: 'accounting',
    status: 'completed',
    ...DAYS,
  });
});

test('D2: a byte order mark is asked for by default, and for CSV alone', () => {
  expect(downloadParameters(DAYS)).toMatchObject({ format: 'csv', bom: 'true' });
  expect(downloadParameters({ ...DAYS, bom: 'false' })).toMatchObject({ bom: 'false' });
  expect(downloadParameters({ ...DAYS, format: 'xlsx' })).not.toHaveProperty('bom');
});

test('D2: an emptied filter leaves the address', () => {
  expect(withExportChoice({ team: 'revenue' }, 'team', [])).toEqual({});
  expect(withExportChoice({}, 'status', ['pending', 'blocked'])).toEqual({
    status: 'pending,blocked',
  });
});
