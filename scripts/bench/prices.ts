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
  readonly listId: number;
}

export function pricedBy(
  at: Instant,
  quantities: readonly Quantity[],
  discountPercent: Percent,
): BenchPrice {
  const list = at < SECOND_FROM ? LISTS[0] : LISTS[1];
  return { at, listId: list.id, ...priceOf(quantities, list.prices, discountPercent) };
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
    prices: LISTS.flatMap(({ id, prices }) =>
      OPERATION_KEYS.map((operation) => ({
        price_list_id: id,
        operation,
        client_price: prices[operation].clientPrice,
        operate_cost: prices[operation].operateCost,
        qa_cost: prices[operation].qaCost,
      })),
    ),
  };
}

/** As `priceCompletions` of the sample data takes them: found by the event that completed. */
export function priceRows(
  eventId: unknown,
  price: BenchPrice,
): { readonly completion: Row; readonly lines: readonly Row[] } {
  return {
    completion: {
      event_id: eventId,
      price_list_id: price.listId,
      priced_at: price.at,
      client_total: price.clientTotal,
      operate_total: price.operateTotal,
      qa_total: price.qaTotal,
      discount_percent: price.discountPercent,
      discount_amount: price.discountAmount,
      final_price: price.finalPrice,
    },
    lines: price.lines.map((line) => ({
      event_id: eventId,
      operation: line.operation,
      quantity: line.quantity,
      client_price: line.clientPrice,
      operate_cost: line.operateCost,
      qa_cost: line.qaCost,
      client_subtotal: line.clientSubtotal,
      operate_subtotal: line.operateSubtotal,
      qa_subtotal: line.qaSubtotal,
    })),
  };
}
