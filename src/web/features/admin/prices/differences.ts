import {
  type Cost,
  compareMoney,
  type Money,
  shareOf,
  subtractCost,
  subtractMoney,
} from '../../../../domain/kernel/money.ts';
import type { PriceField } from '../../../../domain/pricing/price-list.ts';
import { formatMoney } from '../../../format.ts';

/** What changed from one amount to another, in words of exact text: no amount becomes a number. */

export interface Difference {
  /** "+0.10", "−0.105"; without a currency, for narrow places. */
  readonly amount: string;
  /** "+8.0 %"; null where it was nothing before. */
  readonly percent: string | null;
  readonly direction: 'up' | 'down';
}

/** Null when both are the same. Both in the decimals of their field. */
export function difference(field: PriceField, from: string, to: string): Difference | null {
  const amount =
    field === 'clientPrice'
      ? subtractMoney(to as Money, from as Money)
      : subtractCost(to as Cost, from as Cost);
  const sign = compareMoney(amount as Money, '0.00' as Money);
  if (sign === 0) return null;
  return {
    amount: signed(amount),
    percent: percentOfChange(amount, from),
    direction: sign > 0 ? 'up' : 'down',
  };
}

/** "+8.0 %", "+1,040.0 %"; null where it was nothing before. */
export function percentOfChange(change: string, from: string): string | null {
  const share = shareOf(change as Money, from as Money);
  return share === null ? null : `${signed(share).replace(/\B(?=(\d{3})+\.)/g, ',')} %`;
}

/** "+$0.10", "−$1,204.00", "$0.00". */
export function signedMoney(amount: string): string {
  return signOf(amount) + formatMoney(amount.replace(/^-/, ''));
}

function signed(amount: string): string {
  return signOf(amount) + amount.replace(/^-/, '');
}

function signOf(amount: string): string {
  if (!/[1-9]/.test(amount)) return '';
  return amount.startsWith('-') ? '−' : '+';
}

/** How long a bar is: `part` of the largest, as CSS reads it. Text from end to end. */
export function barLength(part: string, largest: string): string {
  const share = shareOf(part as Money, largest as Money);
  return share === null ? '0%' : `${share}%`;
}

export function largestOf(amounts: readonly string[]): string {
  return amounts.reduce(
    (largest, amount) => (compareMoney(amount as Money, largest as Money) > 0 ? amount : largest),
    '0.00',
  );
}
