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
