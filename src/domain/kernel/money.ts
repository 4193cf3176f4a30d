import Big from 'big.js';

/** The only place where decimals are computed or compared (M1). Money is a decimal string in USD. */

declare const moneyBrand: unique symbol;
export type Money = string & { readonly [moneyBrand]: true };

/** Far beyond any amount; without a limit, grouping a million digits would take minutes. */
const MAX_LENGTH = 40;

/** `1234.5`, `1,234.50` or `$1,234.50` → `1234.50`; null when it is not an amount with at most two decimals. */
export function parseMoney(text: string): Money | null {
  const plain = text.trim().replace(/^\$\s*/, '');
  if (plain.length > MAX_LENGTH) return null;
  if (!/^(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?$/.test(plain)) return null;
  return new Big(plain.replaceAll(',', '')).toFixed(2) as Money;
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareMoney(a: Money, b: Money): number {
  return new Big(a).cmp(new Big(b));
}

/** `200000000.00` → `200,000,000.00`. */
export function groupThousands(amount: Money): string {
  const [whole = '0', cents = '00'] = new Big(amount).toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${cents}`;
}

declare const costBrand: unique symbol;
/** An internal cost: a decimal string in USD with three decimals (section 6). */
export type Cost = string & { readonly [costBrand]: true };
declare const percentBrand: unique symbol;
/** `0.0` to `100.0`, one decimal (M4). */
export type Percent = string & { readonly [percentBrand]: true };

/** Half-even, as M4 asks for. */
const HALF_EVEN = 2;
const MONEY_DECIMALS = 2;
const COST_DECIMALS = 3;

declare const amountLaw: unique symbol;
interface AmountIsNoNumber {
  readonly [amountLaw]: 'an amount never becomes a float (M1)';
}
declare global {
  /** M1: what these make of an amount cannot be used as a number; `npm run check` finds the rest. */
  interface NumberConstructor {
    (amount: Money | Cost | Percent | null | undefined): AmountIsNoNumber;
    parseFloat(amount: Money | Cost | Percent): AmountIsNoNumber;
  }
}

export const NO_MONEY = '0.00' as Money;
export const NO_COST = '0.000' as Cost;
export const NO_PERCENT = '0.0' as Percent;

/** `1.5` → `1.500`; null when it is not an amount of zero or more with at most three decimals. */
export function parseCost(text: string): Cost | null {
  const plain = text.trim().replace(/^\$\s*/, '');
  if (plain.length > MAX_LENGTH) return null;
  if (!/^(\d+|\d{1,3}(,\d{3})+)(\.\d{1,3})?$/.test(plain)) return null;
  return new Big(plain.replaceAll(',', '')).toFixed(COST_DECIMALS) as Cost;
}

/** `12.5`, `12.50` or `12.5 %` → `12.5`; null when it is not 0.0 to 100.0 with one decimal (M4). */
export function parsePercent(text: string): Percent | null {
  const plain = text.trim().replace(/\s*%$/, '');
  if (!/^\d{1,3}(\.\d0*)?$/.test(plain)) return null;
  const percent = new Big(plain);
  return percent.gt(100) ? null : (percent.toFixed(1) as Percent);
}

/** Whole units × a price or a cost; exact, in the same number of decimals. */
export function times<T extends Money | Cost>(quantity: number, amount: T): T {
  return new Big(amount).times(quantity).toFixed(decimalsOf(amount)) as T;
}

export function sumMoney(amounts: readonly Money[]): Money {
  return sum(amounts).toFixed(MONEY_DECIMALS) as Money;
}

export function sumCosts(amounts: readonly Cost[]): Cost {
  return sum(amounts).toFixed(COST_DECIMALS) as Cost;
}

/** May be negative. */
export function subtractMoney(amount: Money, less: Money): Money {
  return new Big(amount).minus(less).toFixed(MONEY_DECIMALS) as Money;
}

/** May be negative. */
export function subtractCost(amount: Cost, less: Cost): Cost {
  return new Big(amount).minus(less).toFixed(COST_DECIMALS) as Cost;
}

/** M4: `amount` × `percent` / 100, rounded half-even to cents. */
export function percentOf(amount: Money, percent: Percent): Money {
  return new Big(amount).times(percent).times('0.01').toFixed(MONEY_DECIMALS, HALF_EVEN) as Money;
}

/** The mean in cents, rounded half-even; null over nothing. */
export function meanMoney(total: Money, count: number): Money | null {
  if (count === 0) return null;
  // More digits than any total has, so that rounding once is rounding right.
  const exact = new (bigWith(MEAN_DIGITS))(total).div(count);
  return exact.toFixed(MONEY_DECIMALS, HALF_EVEN) as Money;
}

/** Client price less both costs, in three decimals: what is left; may be negative. */
export function margin(price: Money, ...costs: readonly Cost[]): Cost {
  return costs
    .reduce((left, cost) => left.minus(cost), new Big(price))
    .toFixed(COST_DECIMALS) as Cost;
}

/**
 * `part` of `whole` in percent with one decimal, for shares and changes; null where `whole` is zero.
 * Not for billing: M4's rounding is `percentOf`.
 */
export function shareOf(part: Money | Cost, whole: Money | Cost): string | null {
  const all = new Big(whole);
  if (all.eq(0)) return null;
  const share = new (bigWith(MEAN_DIGITS))(part).times(100).div(all).round(1, HALF_EVEN);
  // What is less than nothing by too little to be seen is nothing, not `-0.0`.
  return share.eq(0) ? NO_PERCENT : share.toFixed(1);
}

const MEAN_DIGITS = 20;

/** Big's precision of divisions belongs to its constructor: one of our own leaves the shared one alone. */
function bigWith(digits: number): typeof Big {
  const Precise = Big();
  Precise.DP = digits;
  return Precise;
}

function decimalsOf(amount: string): number {
  return amount.length - 1 - amount.indexOf('.');
}

function sum(amounts: readonly string[]): Big {
  return amounts.reduce((total, amount) => total.plus(amount), new Big(0));
}
