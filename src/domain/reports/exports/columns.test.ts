import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Money, Percent } from '../../kernel/money.ts';
import { OPERATION_KEYS, OPERATIONS } from '../../pricing/operations.ts';
import { KEPT_SECRET, type RequestType } from '../../requests/define.ts';
import { REQUEST_TYPES } from '../../requests/types/index.ts';
import { userRecords } from '../../requests/types/user-records.ts';
import { type ExportRow, exportColumns } from './columns.ts';
import { csvCell } from './csv.ts';
import { uniqueHeadings } from './headings.ts';

const EMPTY: ExportRow = {
  code: 'UR-26Q4001',
  createdAt: '2026-10-05 10:00:00',
  requester: 'Rita Example',
  team: 'revenue',
  priority: 'normal',
  partner: '',
  status: 'pending',
  completedAt: '',
  tatMs: null,
  instructions: '',
  operator: '',
  operatedAt: '',
  qaAgent: '',
  sentToQaAt: '',
  qaStartedAt: '',
  values: {},
  operation: {},
  price: null,
  names: { fileName: (id) => `file ${id}`, personName: (id) => `person ${id}` },
};

const read = (type: RequestType, row: Partial<ExportRow>): Record<string, string> =>
  Object.fromEntries(
    exportColumns(type).map((column) => [column.heading, column.read({ ...EMPTY, ...row })]),
  );

describe.each(REQUEST_TYPES.map((type) => [type.name, type] as const))(
  'D2 columns: %s',
  (_, type) => {
    const headings = exportColumns(type).map(({ heading }) => heading);

    it('begin alike in every report, and no two have the same heading', () => {
      expect(headings.slice(0, 18)).toEqual([
        'Code',
        'Requested at (UTC)',
        'Requester',
        'Team',
        'Priority',
        'Partner',
        'Status',
        'Completed at (UTC)',
        'TAT',
        'TAT (seconds)',
        'Submitted files',
        'Link',
        'Special instructions',
        'Operator',
        'Operated at (UTC)',
        'QA agent',
        'Sent to QA at (UTC)',
        'QA started at (UTC)',
      ]);
      expect(new Set(headings.map((heading) => heading.toLowerCase())).size).toBe(headings.length);
    });

    it('have every operation detail and every field of the type', () => {
      const inOneColumn = new Set(['partnerName', 'instructions', 'link', 'priority']);
      const files = type.form.fields.filter(({ kind }) => kind === 'file' || kind === 'files');
      for (const field of type.operation.fields) {
        expect(
          headings.some(
            (heading) => heading === field.label || heading === `${field.label} (operation)`,
          ),
        ).toBe(true);
      }
      for (const field of type.form.fields) {
        if (inOneColumn.has(field.name) || (files.length === 1 && field === files[0])) continue;
        expect(headings).toContain(field.label);
      }
    });

    it('M3, P4: have one subtotal for each operation that the type can have, and no cost', () => {
      const subtotals = headings.filter((heading) => heading.endsWith(' subtotal (USD)'));
      const billed = new Set(type.pricing.map(({ operation }) => operation));
      const expected = OPERATION_KEYS.filter((key) => billed.has(key)).map(
        (key) => `${OPERATIONS[key].name} subtotal (USD)`,
      );
      expect(subtotals.toSorted()).toEqual(expected.toSorted());
      expect(headings.slice(-4)).toEqual([
        'Total (USD)',
        'Discount (%)',
        'Discount (USD)',
        'Final price (USD)',
      ]);
      expect(headings.join()).not.toMatch(/cost/i);
    });

    it('are neutralised in every text column, whatever was typed', () => {
      fc.assert(
        fc.property(fc.constantFrom('=1+1', '+x', '-x', '@x', '\tx', '＝1'), (evil) => {
          const values = Object.fromEntries(type.form.fields.map(({ name }) => [name, evil]));
          const operation = Object.fromEntries(
            type.operation.fields.map(({ name }) => [name, evil]),
          );
          const names = { fileName: () => evil, personName: () => evil };
          const row = {
            ...EMPTY,
            values,
            operation,
            names,
            partner: evil,
            instructions: evil,
            requester: evil,
            operator: evil,
            qaAgent: evil,
          };
          for (const { kind, read: readCell } of exportColumns(type)) {
            expect(csvCell(kind, readCell(row))).not.toMatch(/^"?\s*[=+\-@＝\t]/);
          }
        }),
      );
    });
  },
);

describe('D2 what stands in a cell', () => {
  it('section 4: bank details are hidden, whether a kept marker or, by mistake, the value', () => {
    const propertyRecords = REQUEST_TYPES.find(({ key }) => key === 'property_records');
    for (const bankDetails of [KEPT_SECRET, 'DE89 3704']) {
      const record = read(propertyRecords as RequestType, { values: { bankDetails } });
      expect(record['Bank details']).toBe('Hidden');
      expect(JSON.stringify(record)).not.toContain('3704');
    }
    expect(read(propertyRecords as RequestType, {})['Bank details']).toBe('');
  });

  it('labels for option keys, lists joined, yes and no in words', () => {
    const byKey = (key: string) => REQUEST_TYPES.find((type) => type.key === key) as RequestType;
    expect(
      read(byKey('xml_files'), {
        values: { state: 'TX', carriers: ['rvic', 'ssic'], file: 'a', rvicZip: 'b' },
      }),
    ).toMatchObject({
      State: 'Texas (TX)',
      Carriers: 'RVIC; SSIC',
      'Submitted files': 'file a; file b',
      Spreadsheet: 'file a',
      'RVIC ZIP': 'file b',
    });
    expect(
      read(byKey('address_validation'), {
        values: { userEmails: ['a@example.com', 'b@example.com'], files: ['1', '2'] },
        operation: { validUnits: 0, assetsUploaded: true, accountsCreated: false },
      }),
    ).toMatchObject({
      'User emails': 'a@example.com; b@example.com',
      'Submitted files': 'file 1; file 2',
      'Valid units': '0',
      'Assets uploaded': 'Yes',
      'Accounts created': 'No',
    });
    expect(
      read(byKey('stripe_disputes'), {
        values: { premiumDisputes: 3 },
        operation: { premiumDisputes: 2 },
      }),
    ).toMatchObject({
      'Premium disputes': '3',
      'Premium disputes (operation)': '2',
    });
    expect(
      read(byKey('property_records'), { values: { coverageAmount: '200000000.00' } })[
        'Coverage amount'
      ],
    ).toBe('200000000.00');
  });

  it('M3, M4: subtotals are 0.00 when completed without the operation, empty when not priced', () => {
    const price = {
      subtotals: new Map([['user_update', '3.75']]),
      total: '3.75' as Money,
      discountPercent: '10.0' as Percent,
      discountAmount: '0.38' as Money,
      finalPrice: '3.37' as Money,
    };
    expect(read(userRecords, { price })).toMatchObject({
      'User update subtotal (USD)': '3.75',
      'CSV row subtotal (USD)': '0.00',
      'Total (USD)': '3.75',
      'Discount (%)': '10.0',
      'Discount (USD)': '0.38',
      'Final price (USD)': '3.37',
    });
    expect(read(userRecords, {})['CSV row subtotal (USD)']).toBe('');
  });

  it('X4: the turn-around time for people and, to compute with, in seconds', () => {
    expect(read(userRecords, { tatMs: 183_600_999 })).toMatchObject({
      TAT: '2 d, 3 h',
      'TAT (seconds)': '183600',
    });
  });
});

describe('D2 headings', () => {
  it('of two that are the same, the operation’s says so; what is still the same is numbered', () => {
    const column = (heading: string, part: string | null) => ({ heading, part });
    const made = uniqueHeadings([
      column('Status', null),
      column('Notes', 'operation'),
      column('notes', 'form'),
      column('Status', 'form'),
      column('Status', 'form'),
    ]);
    expect(made.map(({ heading }) => heading)).toEqual([
      'Status',
      'Notes (operation)',
      'notes',
      'Status (form)',
      'Status (form) 2',
    ]);
  });
});
