import { sql } from 'kysely';
import type { Db } from '../../src/server/db/pool.ts';
import type { Tx } from '../../src/server/db/transaction.ts';

/** Bulk loading: a JSON array becomes rows of a real table, constraints and triggers included. */

type Row = Readonly<Record<string, unknown>>;
type LoadedTable =
  | 'users'
  | 'requests'
  | 'request_events'
  | 'request_event_texts'
  | 'files'
  | 'request_files'
  | 'code_counters'
  | 'settings'
  | 'notifications'
  | 'delivery_lanes'
  | 'deliveries'
  | 'price_lists'
  | 'price_list_prices'
  | 'price_list_events';

/** All rows in one statement; the columns are those of the first one. */
export async function insertRows(tx: Tx, table: LoadedTable, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)));
  await sql`
    INSERT INTO ${sql.table(table)} (${columns}) OVERRIDING SYSTEM VALUE
    SELECT ${columns}
    FROM json_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows)})`.execute(tx);
}

const NUMBERED = [
  ['users', 'id'],
  ['requests', 'id'],
  ['request_events', 'id'],
  ['notifications', 'id'],
  ['delivery_lanes', 'id'],
  ['deliveries', 'id'],
  ['deliveries', 'position'],
  ['price_lists', 'id'],
] as const;

/** Identities go on where the loaded rows end. */
export async function continueIdentities(tx: Tx): Promise<void> {
  for (const [table, column] of NUMBERED) {
    await sql`
      SELECT setval(pg_get_serial_sequence(${table}, ${column}), max(${sql.ref(column)}))
      FROM ${sql.table(table)} HAVING max(${sql.ref(column)}) IS NOT NULL`.execute(tx);
  }
}

/** M3: prices for the completions that the loaded events made. */
export async function priceCompletions(
  tx: Tx,
  completions: readonly Row[],
  lines: readonly Row[],
): Promise<void> {
  await sql`
    UPDATE completions SET price_list_id = p.price_list_id, priced_at = p.priced_at,
      client_total = p.client_total, operate_total = p.operate_total, qa_total = p.qa_total,
      discount_percent = p.discount_percent, discount_amount = p.discount_amount,
      final_price = p.final_price
    FROM json_populate_recordset(NULL::completions, ${JSON.stringify(completions)}) AS p
    WHERE completions.event_id = p.event_id`.execute(tx);
  await sql`
    INSERT INTO completion_lines (completion_id, operation, quantity, client_price, operate_cost,
      qa_cost, client_subtotal, operate_subtotal, qa_subtotal)
    SELECT completions.id, l.operation, quantity, client_price, operate_cost, qa_cost,
      client_subtotal, operate_subtotal, qa_subtotal
    FROM json_to_recordset(${JSON.stringify(lines)}) AS l (event_id bigint, operation text,
      quantity integer, client_price numeric, operate_cost numeric, qa_cost numeric,
      client_subtotal numeric, operate_subtotal numeric, qa_subtotal numeric)
    JOIN completions USING (event_id)`.execute(tx);
}

export async function hasUsers(tx: Tx): Promise<boolean> {
  const user = await tx.selectFrom('users').select('id').limit(1).executeTakeFirst();
  return user !== undefined;
}

/** The planner knows nothing about rows that were just loaded. */
export async function analyze(db: Db): Promise<void> {
  await sql`ANALYZE`.execute(db);
}
