import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Actor, displayName, type Team } from '../../../domain/people.ts';
import type { ExportPlan } from '../../../domain/reports/exports/plan.ts';
import type { Priority, Status } from '../../../domain/requests/request.ts';
import type { Db } from '../../db/pool.ts';
import type { Snapshot } from '../../db/snapshot.ts';
import { visibleTo } from '../../requests/visibility.ts';

/**
 * A request as a report reads it. A million of them pass: everything arrives as the text that the
 * server writes, and is looked at only where a column needs more.
 */
export interface StoredRow {
  readonly code: string;
  readonly created_at: string;
  readonly requester_id: string;
  readonly team: Team;
  readonly priority: Priority;
  readonly partner_name: string | null;
  readonly status: Status;
  readonly completed_at: string | null;
  readonly tat_ms: string | null;
  readonly instructions: string | null;
  readonly operator_id: string | null;
  readonly operated_at: string | null;
  readonly qa_agent_id: string | null;
  readonly sent_to_qa_at: string | null;
  readonly qa_started_at: string | null;
  readonly scheduled_on: string | null;
  readonly data: string;
  readonly operation: string | null;
  /** M3: `user_update 3.75 csv_row 40.00` of the present completion; client prices only (P4). */
  readonly subtotals: string | null;
  /** Null: not completed, or not priced. */
  readonly client_total: string | null;
  readonly discount_percent: string | null;
  readonly discount_amount: string | null;
  readonly final_price: string | null;
}

/** D2's filters, and P3. */
function matching(actor: Actor, plan: ExportPlan): RawBuilder<SqlBool> {
  const { statuses, teams, states, carriers } = plan;
  const conditions: RawBuilder<SqlBool>[] = [
    sql`requests.type = ${plan.type}`,
    sql`requests.created_at >= ${plan.from}::timestamptz`,
    sql`requests.created_at < ${plan.until}::timestamptz`,
    sql`${visibleTo(actor)}`,
  ];
  if (statuses.length > 0) conditions.push(sql`requests.status = ANY (${[...statuses]}::text[])`);
  if (teams.length > 0) conditions.push(sql`requests.team = ANY (${[...teams]}::text[])`);
  if (states.length > 0) {
    conditions.push(sql`requests.data->>'state' = ANY (${[...states]}::text[])`);
  }
  if (carriers.length > 0) {
    conditions.push(sql`requests.data->'carriers' ?| ${[...carriers]}::text[]`);
  }
  return sql`${sql.join(conditions, sql` AND `)}`;
}

export async function countRows(db: Db, actor: Actor, plan: ExportPlan): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM requests WHERE ${matching(actor, plan)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Oldest first. */
export function exportRows(actor: Actor, plan: ExportPlan): RawBuilder<StoredRow> {
  return sql<StoredRow>`
    SELECT requests.code, requests.created_at::text, requests.requester_id::text, requests.team,
      requests.priority, requests.partner_name, requests.status, requests.completed_at::text,
      c.tat_ms::text, requests.instructions, requests.operator_id::text, requests.operated_at::text,
      requests.qa_agent_id::text, requests.sent_to_qa_at::text, requests.qa_started_at::text,
      requests.scheduled_on::text, requests.data::text, requests.operation::text,
      (SELECT string_agg(l.operation || ' ' || l.client_subtotal, ' ') FROM completion_lines l
        WHERE l.completion_id = c.id) AS subtotals,
      c.client_total, c.discount_percent, c.discount_amount, c.final_price
    FROM requests
    LEFT JOIN completions c ON c.request_id = requests.id AND c.superseded_at IS NULL
    WHERE ${matching(actor, plan)}
    ORDER BY requests.created_at, requests.id`;
}

export async function firstRows(
  db: Db,
  actor: Actor,
  plan: ExportPlan,
  most: number,
): Promise<readonly StoredRow[]> {
  const { rows } = await sql<StoredRow>`${exportRows(actor, plan)} LIMIT ${sql.lit(most)}`.execute(
    db,
  );
  return rows;
}

export function openRows(snapshot: Snapshot, actor: Actor, plan: ExportPlan) {
  return snapshot.cursor(exportRows(actor, plan));
}

export async function loadFileNames(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT id, name FROM files WHERE id = ANY (${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Everybody, by id: there are some hundred people and a million requests. */
export async function loadNames(db: Db): Promise<ReadonlyMap<string, string>> {
  const people = await db
    .selectFrom('users')
    .select(['id', 'username', 'first_name as firstName', 'last_name as lastName'])
    .execute();
  return new Map(people.map((person) => [String(person.id), displayName(person)]));
}
