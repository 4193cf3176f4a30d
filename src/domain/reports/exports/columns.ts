import { formatDuration } from '../../kernel/calendar.ts';
import { type Money, NO_MONEY, type Percent } from '../../kernel/money.ts';
import { TEAM_NAMES, type Team } from '../../people.ts';
import { OPERATIONS, type OperationKey } from '../../pricing/operations.ts';
import { link } from '../../requests/common-fields.ts';
import type { Field, RequestType, Values } from '../../requests/define.ts';
import {
  PRIORITY_NAMES,
  type Priority,
  STATUS_NAMES,
  type Status,
} from '../../requests/request.ts';
import { fileFields, requestForm } from '../../requests/request-form.ts';
import type { CellKind } from './csv.ts';
import { cellKindOf, fieldReader, type Names } from './field-text.ts';
import { uniqueHeadings } from './headings.ts';

/** D2: the columns of a type's report, all of them derived from the type. */

/** A request as a report has it. Times are UTC `YYYY-MM-DD HH:MM:SS`; empty: not so, or not yet. */
export interface ExportRow {
  readonly code: string;
  readonly createdAt: string;
  readonly requester: string;
  readonly team: Team;
  readonly priority: Priority;
  readonly partner: string;
  readonly status: Status;
  readonly completedAt: string;
  /** X4; null: not completed. */
  readonly tatMs: number | null;
  readonly instructions: string;
  readonly operator: string;
  readonly operatedAt: string;
  readonly qaAgent: string;
  readonly sentToQaAt: string;
  readonly qaStartedAt: string;
  /** The type's own values without those that stand above. */
  readonly values: Values;
  readonly operation: Values;
  /** Of the present completion; null: not completed, or not priced (M2). */
  readonly price: ExportPrice | null;
  readonly names: Names;
}

export interface ExportPrice {
  readonly subtotals: ReadonlyMap<string, string>;
  readonly total: Money;
  readonly discountPercent: Percent;
  readonly discountAmount: Money;
  readonly finalPrice: Money;
}

export interface ExportColumn {
  readonly heading: string;
  readonly kind: CellKind;
  readonly read: (row: ExportRow) => string;
}

type Draft = ExportColumn & {
  /** Said behind the heading when another column has the same. */
  readonly part: 'operation' | 'form' | null;
};

/** Form fields that every report has as a column of its own, whatever the type calls them. */
const IN_COMMON: ReadonlySet<string> = new Set([
  'partnerName',
  'instructions',
  'priority',
  link.name,
]);

/**
 * D2, P4: what readers of reports may see of a request of this type, in the order of the
 * specification; costs are not among it, secrets are hidden. A new type needs nothing here.
 */
export function exportColumns(type: RequestType): readonly ExportColumn[] {
  const form = requestForm(type).fields;
  return uniqueHeadings([
    ...commonColumns(fileFields(form)),
    ...type.operation.fields.map((field) => fieldColumn(field, 'operation')),
    ...ownFieldsOf(form).map((field) => fieldColumn(field, 'form')),
    ...priceColumns(type),
  ]).map(({ heading, kind, read }) => ({ heading, kind, read }));
}

/** A type's only file is among the common columns already. */
function ownFieldsOf(form: readonly Field[]): readonly Field[] {
  const files = fileFields(form);
  const only = files.length === 1 ? files[0] : undefined;
  return form.filter((field) => !IN_COMMON.has(field.name) && field !== only);
}

function commonColumns(files: readonly Field[]): readonly Draft[] {
  const readFiles = files.map((field) => ({ name: field.name, read: fieldReader(field) }));
  const readLink = fieldReader(link);
  return [
    plain('Code', (row) => row.code),
    plain('Requested at (UTC)', (row) => row.createdAt),
    text('Requester', (row) => row.requester),
    plain('Team', (row) => TEAM_NAMES[row.team]),
    plain('Priority', (row) => PRIORITY_NAMES[row.priority]),
    text('Partner', (row) => row.partner),
    plain('Status', (row) => STATUS_NAMES[row.status]),
    plain('Completed at (UTC)', (row) => row.completedAt),
    text('TAT', (row) => (row.tatMs === null ? '' : formatDuration(row.tatMs))),
    common('TAT (seconds)', 'integer', (row) =>
      row.tatMs === null ? '' : String(Math.floor(row.tatMs / 1_000)),
    ),
    text('Submitted files', ({ values, names }) =>
      readFiles
        .map(({ name, read }) => read(values[name], names))
        .filter((given) => given !== '')
        .join('; '),
    ),
    text('Link', ({ values, names }) => readLink(values[link.name], names)),
    text('Special instructions', (row) => row.instructions),
    text('Operator', (row) => row.operator),
    plain('Operated at (UTC)', (row) => row.operatedAt),
    text('QA agent', (row) => row.qaAgent),
    plain('Sent to QA at (UTC)', (row) => row.sentToQaAt),
    plain('QA started at (UTC)', (row) => row.qaStartedAt),
  ];
}

/** P4, M3, M4: one subtotal for each operation that the type can be billed for, then the totals. */
function priceColumns({ pricing }: RequestType): readonly Draft[] {
  const subtotals = [...new Set(pricing.map(({ operation }) => operation))].map(subtotalColumn);
  return [
    ...subtotals,
    common('Total (USD)', 'money', ({ price }) => price?.total ?? ''),
    common('Discount (%)', 'percent', ({ price }) => price?.discountPercent ?? ''),
    common('Discount (USD)', 'money', ({ price }) => price?.discountAmount ?? ''),
    common('Final price (USD)', 'money', ({ price }) => price?.finalPrice ?? ''),
  ];
}

function subtotalColumn(operation: OperationKey): Draft {
  return common(`${OPERATIONS[operation].name} subtotal (USD)`, 'money', ({ price }) =>
    price === null ? '' : (price.subtotals.get(operation) ?? NO_MONEY),
  );
}

function fieldColumn(field: Field, part: 'operation' | 'form'): Draft {
  const { name } = field;
  const read = fieldReader(field);
  const of = part === 'operation' ? 'operation' : 'values';
  return {
    heading: field.label,
    kind: cellKindOf(field),
    part,
    read: (row) => read(row[of][name], row.names),
  };
}

function text(heading: string, read: (row: ExportRow) => string): Draft {
  return common(heading, 'text', read);
}

function plain(heading: string, read: (row: ExportRow) => string): Draft {
  return common(heading, 'plain', read);
}

function common(heading: string, kind: CellKind, read: (row: ExportRow) => string): Draft {
  return { heading, kind, read, part: null };
}
