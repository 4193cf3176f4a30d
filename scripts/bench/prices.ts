import {
  addDays,
  type CalendarDay,
  dayIn,
  type Instant,
  parseCalendarDay,
  startOfDay,
} from '../../src/domain/kernel/calendar.ts';
import type { Cost, Money, Percent } from '../../src/domain/kernel/money.ts';
import { OPERATION_KEYS, type OperationKey } from '../../src/domain/pricing/operations.ts';
import {
  type Price,
  type Priced,
  type Prices,
  priceOf,
  type Quantity,
} from '../../src/domain/pricing/price.ts';
import { listPriceRows } from '../sample/price-rows.ts';

/** Two price lists: the second one applies to what was completed from 2025 on, nothing is without a price. */

const SECOND_FROM = startOfDay(day('2025-07-01'), 'UTC');

function day(text: string): CalendarDay {
  const parsed = parseCalendarDay(text);
  if (parsed === null) throw new Error(`${text} is no day`);
  return parsed;
}

function rates(raise: number): Prices {
  const prices = OPERATION_KEYS.map((key, index): [OperationKey, Price] => [
    key,
    {
      clientPrice: `${index + 1 + raise}.${15 + index * 7}` as Money,
      operateCost: `0.${String(110 + index * 31 + raise)}` as Cost,
      qaCost: `0.0${String(21 + index * 3 + raise)}` as Cost,
    },
  ]);
  return Object.fromEntries(prices) as Record<OperationKey, Price>;
}

const LISTS = [
  { id: 1, effectiveOn: day('2020-01-01'), prices: rates(0) },
  { id: 2, effectiveOn: day('2025-07-01'), prices: rates(1) },
] as const;

export interface BenchPrice extends Priced {
  readonly at: Instant;
  readonly priceListId: number;
}

export function pricedBy(
  at: Instant,
  quantities: readonly Quantity[],
  discountPercent: Percent,
): BenchPrice {
  const list = at < SECOND_FROM ? LISTS[0] : LISTS[1];
  return { at, priceListId: list.id, ...priceOf(quantities, list.prices, discountPercent) };
}

type Row = Readonly<Record<string, unknown>>;

export function priceListRows(by: number): {
  readonly lists: readonly Row[];
  readonly prices: readonly Row[];
} {
  return {
    lists: LISTS.map(({ id, effectiveOn }) => {
      const at = startOfDay(addDays(effectiveOn, -1), 'UTC');
      return {
        id,
        version: id,
        title: `Rates from ${dayIn('UTC', startOfDay(effectiveOn, 'UTC'))}`,
        effective_on: effectiveOn,
        revision: 1,
        created_at: at,
        created_by: by,
        updated_at: at,
        updated_by: by,
        published_at: at,
        published_by: by,
      };
    }),
    prices: LISTS.flatMap(({ id, prices }) => listPriceRows(id, prices)),
  };
}
