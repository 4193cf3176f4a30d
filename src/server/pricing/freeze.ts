import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Percent } from '../../domain/kernel/money.ts';
import { discounted, priceOf, quantitiesOf } from '../../domain/pricing/price.ts';
import type { RequestType, Values } from '../../domain/requests/define.ts';
import type { Tx } from '../db/transaction.ts';
import { findFrozenTotal, findListInForce, freeze, setDiscount } from './queries.ts';

export interface Completed {
  /** The "complete" event. */
  readonly eventId: number;
  readonly type: RequestType;
  /** The operation details that the QA agent confirmed. */
  readonly operation: Values;
  readonly request: Values;
  readonly discountPercent: Percent;
  readonly at: Instant;
}

/**
 * M2, M3: computes the price of a completion by the list in force at that instant and freezes it,
 * in the transaction of the completion. The lifecycle has asked whether there is a list.
 */
export async function freezePrice(tx: Tx, completed: Completed): Promise<void> {
  const { eventId, type, operation, request, discountPercent, at } = completed;
  const list = await findListInForce(tx, at);
  if (list === undefined) throw new Error('completed without a price list in force');
  const price = priceOf(quantitiesOf(type, operation, request), list.prices, discountPercent);
  await freeze(tx, eventId, price, list.id, at);
}

/** M4: discount and final price of what is completed now; a request without a price keeps none. */
export async function discountPrice(
  tx: Tx,
  requestId: number,
  discountPercent: Percent,
): Promise<void> {
  const frozen = await findFrozenTotal(tx, requestId);
  if (frozen?.client_total == null) return;
  await setDiscount(tx, requestId, discounted(frozen.client_total, discountPercent));
}
