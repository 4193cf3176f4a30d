import { type RawBuilder, sql } from 'kysely';
import type { CalendarDay, Instant } from '../../domain/kernel/calendar.ts';
import type { Percent } from '../../domain/kernel/money.ts';
import type { OperationKey } from '../../domain/pricing/operations.ts';
import type { Price, Priced, Prices } from '../../domain/pricing/price.ts';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';

/**
 * M2 in SQL, the same as `listInForce` in the domain: the rows of `price_lists` that may be in force
 * at an instant; the first in `inForceFirst` is.
 */
export function begunBy(at: Instant): RawBuilder<boolean> {
  return sql`price_lists.published_at <= ${at}::timestamptz AND price_lists.withdrawn_at IS NULL
    AND price_lists.effective_on::timestamp AT TIME ZONE 'UTC' <= ${at}::timestamptz`;
}
export const inForceFirst = sql`price_lists.effective_on DESC, price_lists.version DESC`;

export async function hasListInForce(db: Db, at: Instant): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    SELECT EXISTS (SELECT 1 FROM price_lists WHERE ${begunBy(at)}) AS has`.execute(db);
  return rows[0]?.has === true;
}

const PRICE_LISTS_LOCK = sql`hashtext('price_lists')`;

/**
 * M2: completions hold this shared from before they read the clock, publications alone: whatever is
 * completed at an instant finds exactly the lists that were published by then.
 */
export async function holdPriceLists(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock_shared(${PRICE_LISTS_LOCK})`.execute(tx);
}

export async function holdPriceListsAlone(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${PRICE_LISTS_LOCK})`.execute(tx);
}

export interface ListInForce {
  readonly id: number;
  readonly version: number;
  readonly title: string;
  readonly effectiveOn: CalendarDay;
  readonly prices: Prices;
}

interface PriceRow {
  readonly id: number;
  readonly version: number;
  readonly title: string;
  readonly effective_on: CalendarDay;
  readonly operation: OperationKey;
  readonly client_price: Price['clientPrice'];
  readonly operate_cost: Price['operateCost'];
  readonly qa_cost: Price['qaCost'];
}

/** The list in force with its prices, in one statement: never half of one and half of another. */
export async function findListInForce(db: Db, at: Instant): Promise<ListInForce | undefined> {
  const { rows } = await sql<PriceRow>`
    SELECT list.id, list.version, list.title, list.effective_on, operation, client_price, operate_cost,
      qa_cost
    FROM (SELECT id, version, title, effective_on FROM price_lists WHERE ${begunBy(at)}
      ORDER BY ${inForceFirst} LIMIT 1) AS list
    JOIN price_list_prices ON price_list_id = list.id`.execute(db);
  const [first] = rows;
  if (first === undefined) return undefined;
  const prices = rows.map((row): [OperationKey, Price] => [
    row.operation,
    { clientPrice: row.client_price, operateCost: row.operate_cost, qaCost: row.qa_cost },
  ]);
  return {
    id: first.id,
    version: first.version,
    title: first.title,
    effectiveOn: first.effective_on,
    prices: Object.fromEntries(prices) as Record<OperationKey, Price>,
  };
}

/** M3: writes the price of the completion that the event made, with the list it was computed by. */
export async function freeze(
  tx: Tx,
  eventId: number,
  price: Priced,
  priceListId: number,
  now: Instant,
): Promise<void> {
  const { id } = await tx
    .updateTable('completions')
    .set({
      price_list_id: priceListId,
      priced_at: now,
      client_total: price.clientTotal,
      operate_total: price.operateTotal,
      qa_total: price.qaTotal,
      discount_percent: price.discountPercent,
      discount_amount: price.discountAmount,
      final_price: price.finalPrice,
    })
    .where('event_id', '=', eventId)
    .returning('id')
    .executeTakeFirstOrThrow();
  if (price.lines.length === 0) return;
  await tx
    .insertInto('completion_lines')
    .values(
      price.lines.map((line) => ({
        completion_id: id,
        operation: line.operation,
        quantity: line.quantity,
        client_price: line.clientPrice,
        operate_cost: line.operateCost,
        qa_cost: line.qaCost,
        client_subtotal: line.clientSubtotal,
        operate_subtotal: line.operateSubtotal,
        qa_subtotal: line.qaSubtotal,
      })),
    )
    .execute();
}

/** The total of the current completion when it is priced; its request is locked by the caller. */
export async function findFrozenTotal(tx: Tx, requestId: number) {
  return tx
    .selectFrom('completions')
    .select('client_total')
    .where('request_id', '=', requestId)
    .where('superseded_at', 'is', null)
    .where('price_list_id', 'is not', null)
    .executeTakeFirst();
}

/** M4: the frozen totals stay as they are. */
export async function setDiscount(
  tx: Tx,
  requestId: number,
  price: Pick<Priced, 'discountAmount' | 'finalPrice'> & { readonly discountPercent: Percent },
): Promise<void> {
  await tx
    .updateTable('completions')
    .set({
      discount_percent: price.discountPercent,
      discount_amount: price.discountAmount,
      final_price: price.finalPrice,
    })
    .where('request_id', '=', requestId)
    .where('superseded_at', 'is', null)
    .execute();
}
