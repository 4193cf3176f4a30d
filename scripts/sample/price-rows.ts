import type { Instant } from '../../src/domain/kernel/calendar.ts';
import { OPERATION_KEYS } from '../../src/domain/pricing/operations.ts';
import type { Priced, Prices } from '../../src/domain/pricing/price.ts';

/** Prices as rows of their tables, for sample data and benchmarks. */

type Row = Readonly<Record<string, unknown>>;

export function listPriceRows(priceListId: number, prices: Prices): readonly Row[] {
  return OPERATION_KEYS.map((operation) => ({
    price_list_id: priceListId,
    operation,
    client_price: prices[operation].clientPrice,
    operate_cost: prices[operation].operateCost,
    qa_cost: prices[operation].qaCost,
  }));
}

/** As `priceCompletions` takes them: found by the event that completed. */
export function completionRow(
  eventId: unknown,
  { priceListId, at }: { readonly priceListId: number; readonly at: Instant },
  price: Priced,
): Row {
  return {
    event_id: eventId,
    price_list_id: priceListId,
    priced_at: at,
    client_total: price.clientTotal,
    operate_total: price.operateTotal,
    qa_total: price.qaTotal,
    discount_percent: price.discountPercent,
    discount_amount: price.discountAmount,
    final_price: price.finalPrice,
  };
}

export function lineRows(eventId: unknown, { lines }: Priced): readonly Row[] {
  return lines.map((line) => ({
    event_id: eventId,
    operation: line.operation,
    quantity: line.quantity,
    client_price: line.clientPrice,
    operate_cost: line.operateCost,
    qa_cost: line.qaCost,
    client_subtotal: line.clientSubtotal,
    operate_subtotal: line.operateSubtotal,
    qa_subtotal: line.qaSubtotal,
  }));
}
