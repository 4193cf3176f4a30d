import fc from 'fast-check';
import type { Cost, Money, Percent } from '../../src/domain/kernel/money.ts';
import { OPERATION_KEYS, type OperationKey } from '../../src/domain/pricing/operations.ts';
import type { Price, Prices, Quantity } from '../../src/domain/pricing/price.ts';

/** Prices as whole cents and thousandths, for arithmetic that shares nothing with the code under test. */

export function written(amount: bigint, decimals: number): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(decimals + 1, '0');
  const sign = amount < 0n ? '-' : '';
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** `1.25` → 125n. */
export function units(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

/** amount ÷ divisor, a tie going to the even neighbour; for amounts of zero and more. */
export function dividedHalfEven(amount: bigint, divisor: bigint): bigint {
  const whole = amount / divisor;
  const twice = 2n * (amount % divisor);
  if (twice < divisor) return whole;
  if (twice > divisor) return whole + 1n;
  return whole % 2n === 0n ? whole : whole + 1n;
}

const cents = fc.bigInt({ min: 0n, max: 10_000_000n });
const thousandths = fc.bigInt({ min: 0n, max: 100_000_000n });

export const anyPrice: fc.Arbitrary<Price> = fc.record({
  clientPrice: cents.map((amount) => written(amount, 2) as Money),
  operateCost: thousandths.map((amount) => written(amount, 3) as Cost),
  qaCost: thousandths.map((amount) => written(amount, 3) as Cost),
});

export const anyPrices: fc.Arbitrary<Prices> = fc
  .tuple(...OPERATION_KEYS.map(() => anyPrice))
  .map(
    (prices) =>
      Object.fromEntries(OPERATION_KEYS.map((key, at) => [key, prices[at]])) as Record<
        OperationKey,
        Price
      >,
  );

export const anyQuantities: fc.Arbitrary<readonly Quantity[]> = fc
  .subarray([...OPERATION_KEYS])
  .chain((keys) =>
    fc.tuple(
      ...keys.map((operation) =>
        fc.integer({ min: 1, max: 10_000_000 }).map((quantity) => ({ operation, quantity })),
      ),
    ),
  );

/** 0.0 to 100.0, as tenths. */
export const anyTenths = fc.integer({ min: 0, max: 1000 });
export const percentOfTenths = (tenths: number): Percent => written(BigInt(tenths), 1) as Percent;
