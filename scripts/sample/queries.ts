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
  | 'deliveries';

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
] as const;

/** Identities go on where the loaded rows end. */
export async function continueIdentities(tx: Tx): Promise<void> {
  for (const [table, column] of NUMBERED) {
    await sql`
      SELECT setval(pg_get_serial_sequence(${table}, ${column}), max(${sql.ref(column)}))
      FROM ${sql.table(table)} HAVING max(${sql.ref(column)}) IS NOT NULL`.execute(tx);
  }
}

export async function hasUsers(tx: Tx): Promise<boolean> {
  const user = await tx.selectFrom('users').select('id').limit(1).executeTakeFirst();
  return user !== undefined;
}

/** The planner knows nothing about rows that were just loaded. */
export async function analyze(db: Db): Promise<void> {
  await sql`ANALYZE`.execute(db);
}
