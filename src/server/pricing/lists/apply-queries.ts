import { sql } from 'kysely';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';
import { addJob } from '../../jobs/queries.ts';
import { requestColumns } from '../../requests/queries.ts';
import type { RequestRow } from '../../requests/stored-request.ts';

export interface PriceUnpricedPayload {
  readonly priceListId: number;
  /** The admin whose command it is. */
  readonly actorId: number;
}

/** One job for a list, however often it is asked for: a second command only repeats the first. */
export async function enqueuePriceUnpriced(tx: Tx, payload: PriceUnpricedPayload): Promise<void> {
  await addJob(
    tx,
    'price-unpriced',
    { ...payload },
    {
      jobKey: `price-unpriced-${payload.priceListId}`,
    },
  );
}

/** The requests that have been completed longest without a price (M2). */
export async function findNotPriced(
  db: Db,
  limit: number,
  except: readonly number[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ request_id: number }>`
    SELECT request_id FROM completions
    WHERE superseded_at IS NULL AND price_list_id IS NULL
      AND request_id <> ALL (${[...except]}::bigint[])
    ORDER BY completed_at, id LIMIT ${sql.lit(limit)}`.execute(db);
  return rows.map(({ request_id }) => request_id);
}

/** Locks these requests, in one order for everybody who locks several. */
export async function lockRequests(tx: Tx, ids: readonly number[]): Promise<readonly RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    SELECT ${requestColumns} FROM requests
    WHERE id = ANY (${[...ids]}::bigint[]) ORDER BY id FOR UPDATE`.execute(tx);
  return rows;
}

/** Which of these, locked by the caller, are still completed without a price: event by request. */
export async function findStillNotPriced(
  tx: Tx,
  ids: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ request_id: number; event_id: number }>`
    SELECT request_id, event_id FROM completions
    WHERE superseded_at IS NULL AND price_list_id IS NULL
      AND request_id = ANY (${[...ids]}::bigint[])`.execute(tx);
  return new Map(rows.map((row) => [row.request_id, row.event_id]));
}
