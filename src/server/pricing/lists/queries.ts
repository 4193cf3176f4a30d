import { sql } from 'kysely';
import type { PriceListEvent } from '../../../domain/api/prices.ts';
import type { CalendarDay, Instant } from '../../../domain/kernel/calendar.ts';
import type { OperationKey } from '../../../domain/pricing/operations.ts';
import type { DraftPrices } from '../../../domain/pricing/price-list.ts';
import type { Db } from '../../db/pool.ts';
import type { PriceListAction } from '../../db/schema.ts';
import type { Tx } from '../../db/transaction.ts';

const LIST_COLUMNS = [
  'id',
  'version',
  'title',
  'effective_on',
  'revision',
  'updated_at',
  'updated_by',
  'published_at',
  'published_by',
  'withdrawn_at',
  'withdrawn_by',
] as const;

export interface ListRow {
  readonly id: number;
  readonly version: number | null;
  readonly title: string;
  readonly effective_on: CalendarDay | null;
  readonly revision: number;
  readonly updated_at: Instant;
  readonly updated_by: number;
  readonly published_at: Instant | null;
  readonly published_by: number | null;
  readonly withdrawn_at: Instant | null;
  readonly withdrawn_by: number | null;
}

/** Every list but discarded drafts. There are as many as somebody ever wrote: dozens, not thousands. */
export function findLists(db: Db): Promise<ListRow[]> {
  return db
    .selectFrom('price_lists')
    .select(LIST_COLUMNS)
    .where('discarded_at', 'is', null)
    .execute();
}

/** For a change: locked until the transaction ends. Undefined for discarded drafts. */
export function lockList(tx: Tx, id: number): Promise<ListRow | undefined> {
  return tx
    .selectFrom('price_lists')
    .select(LIST_COLUMNS)
    .where('id', '=', id)
    .where('discarded_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

export async function loadPrices(db: Db, id: number): Promise<DraftPrices> {
  const rows = await db
    .selectFrom('price_list_prices')
    .select(['operation', 'client_price', 'operate_cost', 'qa_cost'])
    .where('price_list_id', '=', id)
    .execute();
  const prices = rows.map((row): [OperationKey, DraftPrices[OperationKey]] => [
    row.operation,
    { clientPrice: row.client_price, operateCost: row.operate_cost, qaCost: row.qa_cost },
  ]);
  // Every list has a row for every operation from its first moment on.
  return Object.fromEntries(prices) as DraftPrices;
}

export interface PersonRow {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string;
  readonly isActive: boolean;
}

export function loadPeople(db: Db, ids: readonly number[]): Promise<PersonRow[]> {
  return db
    .selectFrom('users')
    .select(['id', 'first_name as firstName', 'last_name as lastName', 'username'])
    .select('is_active as isActive')
    .where('id', '=', sql<number>`ANY (${[...ids]}::bigint[])`)
    .execute();
}

export interface ListEventRow {
  readonly id: number;
  readonly at: Instant;
  readonly actor_id: number;
  readonly action: PriceListAction;
  readonly changes: ListChanges;
}
export type ListChanges = PriceListEvent['changes'];

/** Newest first. */
export async function loadListEvents(db: Db, id: number): Promise<readonly ListEventRow[]> {
  const { rows } = await sql<ListEventRow>`
    SELECT id, at, actor_id, action, changes FROM price_list_events
    WHERE price_list_id = ${id} ORDER BY id DESC`.execute(db);
  return rows;
}

/** How many current completions each list has priced. */
export async function countPriced(db: Db): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    SELECT price_list_id AS id, count(*) AS count FROM completions
    WHERE superseded_at IS NULL AND price_list_id IS NOT NULL
    GROUP BY price_list_id`.execute(db);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

export async function countPricedBy(db: Db, id: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM completions
    WHERE superseded_at IS NULL AND price_list_id = ${id}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** M2: completed, current, without a price. */
export async function countNotPriced(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM completions
    WHERE superseded_at IS NULL AND price_list_id IS NULL`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The newest version there ever was, withdrawn ones included; 0 before the first. */
export async function findNewestVersion(db: Db): Promise<number> {
  const { newest } = await db
    .selectFrom('price_lists')
    .select((eb) => eb.fn.max('version').as('newest'))
    .executeTakeFirstOrThrow();
  return newest ?? 0;
}
