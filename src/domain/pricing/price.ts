import {
  type Cost,
  type Money,
  NO_PERCENT,
  type Percent,
  percentOf,
  subtractMoney,
  sumCosts,
  sumMoney,
  times,
} from '../kernel/money.ts';
import type { RequestType, Values } from '../requests/define.ts';
import type { OperationKey } from './operations.ts';

/** Quantities × price list → lines and totals (section 6). Pure. */

/** What one operation costs: two decimals for the client, three for us. */
export interface Price {
  readonly clientPrice: Money;
  readonly operateCost: Cost;
  readonly qaCost: Cost;
}

export type Prices = Readonly<Record<OperationKey, Price>>;

export interface Quantity {
  readonly operation: OperationKey;
  /** A whole number, one or more. */
  readonly quantity: number;
}

export interface Line extends Quantity, Price {
  readonly clientSubtotal: Money;
  readonly operateSubtotal: Cost;
  readonly qaSubtotal: Cost;
}

/** M3: frozen with the completion; never computed again. */
export interface Totals {
  readonly clientTotal: Money;
  readonly operateTotal: Cost;
  readonly qaTotal: Cost;
}

/** M4. */
export interface Discounted {
  readonly discountPercent: Percent;
  readonly discountAmount: Money;
  readonly finalPrice: Money;
}

export interface Priced extends Totals, Discounted {
  readonly lines: readonly Line[];
}

/**
 * How often each operation was done, by the type's pricing units; operations that were not done
 * are left out.
 *
 * @param operation the operation details (section 5), checked or as far as they are typed
 * @param request the request's own values
 */
export function quantitiesOf(
  type: Pick<RequestType, 'pricing'>,
  operation: Values,
  request: Values,
): readonly Quantity[] {
  return type.pricing
    .map(({ operation: key, quantity }) => ({
      operation: key,
      quantity: quantity(operation, request),
    }))
    .filter(({ quantity }) => quantity > 0);
}

/** M3: three subtotals for each operation and three grand totals, with M4's discount on the client's. */
export function priceOf(
  quantities: readonly Quantity[],
  prices: Prices,
  discountPercent: Percent = NO_PERCENT,
): Priced {
  const lines = quantities.map(({ operation, quantity }): Line => {
    const price = prices[operation];
    return {
      operation,
      quantity,
      ...price,
      clientSubtotal: times(quantity, price.clientPrice),
      operateSubtotal: times(quantity, price.operateCost),
      qaSubtotal: times(quantity, price.qaCost),
    };
  });
  const clientTotal = sumMoney(lines.map((line) => line.clientSubtotal));
  return {
    lines,
    clientTotal,
    operateTotal: sumCosts(lines.map((line) => line.operateSubtotal)),
    qaTotal: sumCosts(lines.map((line) => line.qaSubtotal)),
    ...discounted(clientTotal, discountPercent),
  };
}

/** M4: the grand total × percent / 100 rounded half-even to cents, and what is left of the total. */
export function discounted(clientTotal: Money, discountPercent: Percent): Discounted {
  const discountAmount = percentOf(clientTotal, discountPercent);
  return {
    discountPercent,
    discountAmount,
    finalPrice: subtractMoney(clientTotal, discountAmount),
  };
}
