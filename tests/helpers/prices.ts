import { sql } from 'kysely';
import { type Instant, instant, parseCalendarDay } from '../../src/domain/kernel/calendar.ts';
import type { Cost, Money } from '../../src/domain/kernel/money.ts';
import { OPERATION_KEYS, type OperationKey } from '../../src/domain/pricing/operations.ts';
import type { Price, Prices } from '../../src/domain/pricing/price.ts';
import type { Db } from '../../src/server/db/pool.ts';

/** Every operation has prices of its own, so that no two can be mistaken for each other. */
export const TEST_PRICES = Object.fromEntries(
  OPERATION_KEYS.map((key, index): [OperationKey, Price] => [
    key,
    {
      clientPrice: `${index + 1}.25` as Money,
      operateCost: `0.${index + 1}05`.slice(0, 5).padEnd(5, '0') as Cost,
      qaCost: `0.0${index}5`.slice(0, 5).padEnd(5, '0') as Cost,
    },
  ]),
) as Record<OperationKey, Price>;

export interface ListOptions {
  /** Who made it. */
  readonly by: number;
  /** Default: the next one. */
  readonly version?: number;
  /** Default 2020-01-01. */
  readonly effectiveOn?: string;
  /** Default: the start of the effective day. */
  readonly publishedAt?: Instant;
  readonly prices?: Prices;
  readonly title?: string;
}

/** A published price list; M2: without one in force nothing can be completed. */
export async function publishList(db: Db, options: ListOptions): Promise<{ id: number }> {
  const day = parseCalendarDay(options.effectiveOn ?? '2020-01-01');
  if (day === null) throw new Error('not a day');
  const at = options.publishedAt ?? instant(`${day}T00:00:00Z`);
  const prices = options.prices ?? TEST_PRICES;
  const { by } = options;
  const list = await db
    .insertInto('price_lists')
    .values({
      title: options.title ?? 'Test rates',
      effective_on: day,
      created_at: at,
      created_by: by,
      updated_at: at,
      updated_by: by,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('price_list_prices')
    .values(
      OPERATION_KEYS.map((operation) => ({
        price_list_id: list.id,
        operation,
        client_price: prices[operation].clientPrice,
        operate_cost: prices[operation].operateCost,
        qa_cost: prices[operation].qaCost,
      })),
    )
    .execute();
  await db
    .updateTable('price_lists')
    .set((eb) => ({
      version:
        options.version ??
        sql<number>`(SELECT coalesce(max(version), 0) + 1 FROM ${sql.table('price_lists')})`,
      published_at: at,
      published_by: eb.val(by),
    }))
    .where('id', '=', list.id)
    .execute();
  return list;
}
