import type { Money, Percent } from '../../../domain/kernel/money.ts';
import type { ExportPrice, ExportRow } from '../../../domain/reports/exports/columns.ts';
import type { Names } from '../../../domain/reports/exports/field-text.ts';
import type { Field, RequestType, Values } from '../../../domain/requests/define.ts';
import { fileFields } from '../../../domain/requests/request-form.ts';
import type { StoredRow } from './row-queries.ts';

/** From stored rows to the rows that columns read. Pure. */

export interface ParsedRow {
  readonly stored: StoredRow;
  readonly values: Values;
  readonly operation: Values;
}

export function parseRow(stored: StoredRow): ParsedRow {
  const values: Record<string, unknown> = JSON.parse(stored.data);
  if (stored.scheduled_on !== null) values.scheduledOn = stored.scheduled_on;
  const operation: Values = stored.operation === null ? NOTHING : JSON.parse(stored.operation);
  return { stored, values, operation };
}

const NOTHING: Values = {};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The files that these rows name in their forms. */
export function fileIdsOf(type: RequestType, rows: readonly ParsedRow[]): readonly string[] {
  const ofForm = fileFields(type.form.fields);
  const ofOperation = fileFields(type.operation.fields);
  const ids = new Set<string>();
  for (const { values, operation } of rows) {
    collect(ofForm, values, ids);
    collect(ofOperation, operation, ids);
  }
  return [...ids];
}

function collect(fields: readonly Field[], values: Values, into: Set<string>): void {
  for (const { name } of fields) {
    const value = values[name];
    for (const id of Array.isArray(value) ? value : [value]) {
      if (typeof id === 'string' && UUID.test(id)) into.add(id);
    }
  }
}

export interface Related {
  readonly people: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, string>;
}

export function rowViews(rows: readonly ParsedRow[], related: Related): ExportRow[] {
  const { people, files } = related;
  const person = (id: string | null): string => (id === null ? '' : (people.get(id) ?? ''));
  const names: Names = {
    fileName: (id) => files.get(id) ?? 'A file that is gone',
    personName: (id) => person(String(id)),
  };
  return rows.map(({ stored, values, operation }) => ({
    code: stored.code,
    createdAt: second(stored.created_at),
    requester: person(stored.requester_id),
    team: stored.team,
    priority: stored.priority,
    partner: stored.partner_name ?? '',
    status: stored.status,
    completedAt: second(stored.completed_at),
    tatMs: stored.tat_ms === null ? null : Number(stored.tat_ms),
    instructions: stored.instructions ?? '',
    operator: person(stored.operator_id),
    operatedAt: second(stored.operated_at),
    qaAgent: person(stored.qa_agent_id),
    sentToQaAt: second(stored.sent_to_qa_at),
    qaStartedAt: second(stored.qa_started_at),
    values,
    operation,
    price: priceOf(stored),
    names,
  }));
}

/** The session's time zone is UTC: `2026-11-22 10:06:56.12+00` begins with what a cell shows. */
function second(at: string | null): string {
  return at === null ? '' : at.slice(0, 19);
}

function priceOf(row: StoredRow): ExportPrice | null {
  if (row.client_total === null) return null;
  return {
    subtotals: subtotalsOf(row.subtotals),
    // NUMERIC comes as text with its decimals, and a check sees to their number (M1).
    total: row.client_total as Money,
    discountPercent: row.discount_percent as Percent,
    discountAmount: row.discount_amount as Money,
    finalPrice: row.final_price as Money,
  };
}

/** Nothing was done that is billed: every subtotal is zero. */
const NO_SUBTOTALS: ReadonlyMap<string, string> = new Map();

function subtotalsOf(text: string | null): ReadonlyMap<string, string> {
  if (text === null) return NO_SUBTOTALS;
  const words = text.split(' ');
  const subtotals = new Map<string, string>();
  for (let at = 1; at < words.length; at += 2) subtotals.set(words[at - 1] ?? '', words[at] ?? '');
  return subtotals;
}
