import { sql } from 'kysely';
import type { Db } from '../../src/server/db/pool.ts';
import { inTransaction, type Tx } from '../../src/server/db/transaction.ts';
import { completionRow, lineRows } from '../sample/price-rows.ts';
import { priceCompletions } from '../sample/queries.ts';
import type { BenchPerson } from './people.ts';
import { priceListRows } from './prices.ts';
import type { BenchRequest } from './requests.ts';

/** Bulk loading: JSON arrays become rows of the real tables, constraints and triggers included. */

export async function insertPeople(
  tx: Tx,
  rows: readonly BenchPerson[],
  passwordHash: string,
): Promise<void> {
  await sql`
    INSERT INTO users (id, username, email, first_name, last_name, timezone, roles, teams, password_hash)
    OVERRIDING SYSTEM VALUE
    SELECT id, username, email, first_name, last_name, timezone, roles, teams, ${passwordHash}
    FROM json_populate_recordset(NULL::users, ${JSON.stringify(rows)})`.execute(tx);
  await sql`SELECT setval(pg_get_serial_sequence('users', 'id'), (SELECT max(id) FROM users))`.execute(
    tx,
  );
}

const columns = {
  requests: [
    'id',
    'code',
    'type',
    'variant',
    'requester_id',
    'creator_id',
    'team',
    'priority',
    'partner_name',
    'thread_title',
    'instructions',
    'data',
    'operation',
    'status',
    'created_at',
    'updated_at',
    'status_since',
    'scheduled_on',
    'scheduled_timezone',
    'scheduled_at',
    'operator_id',
    'qa_agent_id',
    'operated_at',
    'sent_to_qa_at',
    'qa_started_at',
    'completed_at',
    'cancelled_at',
    'cancelled_by',
    'blocked_at',
    'blocked_by',
    'tat_start_at',
    'previously_rejected',
    'approval_asked',
    'approval_waived',
    'version',
    'discount_percent',
  ],
  request_events: [
    'id',
    'request_id',
    'at',
    'actor_id',
    'action',
    'from_status',
    'to_status',
    'details',
  ],
  request_event_texts: ['event_id', 'message', 'changes'],
  files: [
    'id',
    'storage_key',
    'name',
    'size_bytes',
    'sha256',
    'mime_type',
    'csv',
    'uploader_id',
    'uploaded_at',
  ],
  request_files: ['request_id', 'file_id', 'place', 'event_id'],
  price_lists: [
    'id',
    'version',
    'title',
    'effective_on',
    'revision',
    'created_at',
    'created_by',
    'updated_at',
    'updated_by',
    'published_at',
    'published_by',
  ],
  price_list_prices: ['price_list_id', 'operation', 'client_price', 'operate_cost', 'qa_cost'],
} as const;

/** M2: the two price lists, by one of the admins. */
export async function insertPriceLists(tx: Tx, by: number): Promise<void> {
  const { lists, prices } = priceListRows(by);
  await insertRows(tx, 'price_lists', lists);
  await insertRows(tx, 'price_list_prices', prices);
}

async function insertRows(
  tx: Tx,
  table: keyof typeof columns,
  rows: readonly unknown[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = sql.join(columns[table].map((name) => sql.ref(name)));
  await sql`
    INSERT INTO ${sql.table(table)} (${names}) OVERRIDING SYSTEM VALUE
    SELECT ${names} FROM json_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows)})`.execute(
    tx,
  );
}

export interface Loading {
  /** Without foreign keys, triggers and the searched text: for a million, when nobody searches. */
  readonly inBulk: boolean;
}

export function insertRequests(
  db: Db,
  batch: readonly BenchRequest[],
  { inBulk }: Loading,
): Promise<void> {
  const all = <Key extends 'events' | 'texts' | 'files' | 'attached'>(key: Key) =>
    batch.flatMap((request): BenchRequest[Key][number][] => [...request[key]]);
  return inTransaction(db, async (tx) => {
    if (inBulk) await sql`SET LOCAL session_replication_role = replica`.execute(tx);
    await insertRows(
      tx,
      'requests',
      batch.map(({ request }) => request),
    );
    await insertRows(tx, 'request_events', all('events'));
    await insertRows(tx, 'request_event_texts', all('texts'));
    await insertRows(tx, 'files', all('files'));
    await insertRows(tx, 'request_files', all('attached'));
    if (inBulk) await noteEvents(tx, all('events'));
    const priced = batch.flatMap(({ price, events }) =>
      price === null ? [] : [{ eventId: events.at(-1)?.id, price }],
    );
    await priceCompletions(
      tx,
      priced.map(({ eventId, price }) => completionRow(eventId, price, price)),
      priced.flatMap(({ eventId, price }) => lineRows(eventId, price)),
    );
  });
}

/** What the trigger on events does, which bulk loading leaves out. */
async function noteEvents(
  tx: Tx,
  events: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const ids = (action: string) =>
    sql`${events.filter((event) => event.action === action).map(({ id }) => id)}::bigint[]`;
  await sql`SELECT add_completions(${ids('complete')}), add_rejections(${ids('reject')}),
    add_blocks(${ids('block')})`.execute(tx);
}

/** Continues the identities and code counters where the loaded rows end, then lets the planner look. */
export async function finishLoading(db: Db): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sql`SELECT setval(pg_get_serial_sequence('requests', 'id'), (SELECT max(id) FROM requests))`.execute(
      tx,
    );
    await sql`SELECT setval(pg_get_serial_sequence('price_lists', 'id'), (SELECT max(id) FROM price_lists))`.execute(
      tx,
    );
    await sql`SELECT setval(pg_get_serial_sequence('request_events', 'id'), (SELECT max(id) FROM request_events))`.execute(
      tx,
    );
    await sql`
      INSERT INTO code_counters (prefix, year, quarter, last)
      SELECT substr(code, 1, 2), 2000 + substr(code, 4, 2)::int, substr(code, 7, 1)::int, max(substr(code, 8)::int)
      FROM requests GROUP BY 1, 2, 3`.execute(tx);
  });
  await sql`VACUUM (ANALYZE)`.execute(db);
}

/** Codes to open in the detail scenario, taken evenly over the whole age range. */
export async function sampleCodes(db: Db, count: number): Promise<readonly string[]> {
  const { rows } = await sql<{ code: string }>`
    SELECT code FROM requests WHERE id % greatest(1, (SELECT max(id) FROM requests) / ${count}) = 0 ORDER BY id LIMIT ${count}`.execute(
    db,
  );
  return rows.map(({ code }) => code);
}

export async function serverVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ server_version: string }>`SHOW server_version`.execute(db);
  return rows[0]?.server_version ?? 'unknown';
}

export async function requestCount(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM requests`.execute(db);
  return rows[0]?.count ?? 0;
}
