import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dividedHalfEven, percentOfTenths, units } from '../../../tests/helpers/any-prices.ts';
import {
  type Cost,
  compareMoney,
  groupThousands,
  type Money,
  margin,
  meanMoney,
  NO_COST,
  NO_MONEY,
  type Percent,
  parseCost,
  parseMoney,
  parsePercent,
  percentOf,
  shareOf,
  subtractCost,
  subtractMoney,
  sumCosts,
  sumMoney,
  times,
} from './money.ts';

const cents = fc.bigInt({ min: 0n, max: 10n ** 18n });

/** Written without the code under test. */
function written(amount: bigint, decimals = 2): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(decimals + 1, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
const money = (amount: bigint) => written(amount) as Money;
const cost = (amount: bigint) => written(amount, 3) as Cost;

describe('M1: money is exact', () => {
  it.each([
    ['330', '330.00'],
    ['1234.5', '1234.50'],
    ['1,234.50', '1234.50'],
    [' $200,000,000.00 ', '200000000.00'],
    ['0.1', '0.10'],
    ['007', '7.00'],
  ])('M1: %s is read as %s', (text, amount) => {
    expect(parseMoney(text)).toBe(amount);
  });

  it.each(['', '.5', '1.234', '1,23', '1.2.3', '-1', '1e3', 'NaN', '€5', '1 000', '٣', '0x10'])(
    'M1: “%s” is not an amount',
    (text) => {
      expect(parseMoney(text)).toBeNull();
    },
  );

  it('M1: every amount survives reading and grouping to the cent', () => {
    fc.assert(
      fc.property(cents, (amount) => {
        const text = written(amount);
        expect(parseMoney(text)).toBe(text);
        const grouped = groupThousands(text as Money);
        expect(grouped).toMatch(/^\d{1,3}(,\d{3})*\.\d{2}$/);
        expect(parseMoney(grouped)).toBe(text);
      }),
    );
  });

  it('M1: comparing agrees with comparing whole cents', () => {
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        const expected = a < b ? -1 : a > b ? 1 : 0;
        expect(compareMoney(written(a) as Money, written(b) as Money)).toBe(expected);
      }),
    );
  });

  it('refuses a million digits at once', () => {
    const start = performance.now();
    expect(parseMoney('9'.repeat(1_000_000))).toBeNull();
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe('M1: costs have three decimals', () => {
  it.each([
    ['0.1', '0.100'],
    ['1,234.5', '1234.500'],
    ['$0.001', '0.001'],
    ['7', '7.000'],
  ])('M1: %s is read as %s', (text, amount) => {
    expect(parseCost(text)).toBe(amount);
  });

  it.each(['', '.5', '1.2345', '-1', '1e3', 'NaN', '1,23'])('M1: “%s” is not a cost', (text) => {
    expect(parseCost(text)).toBeNull();
  });
});

describe('M4: percentages have one decimal, from 0 to 100', () => {
  it.each([
    ['0', '0.0'],
    ['10', '10.0'],
    ['12.5', '12.5'],
    [' 12.50 % ', '12.5'],
    ['100.0', '100.0'],
    ['007', '7.0'],
  ])('M4: %s is read as %s', (text, percent) => {
    expect(parsePercent(text)).toBe(percent);
  });

  it.each(['', '100.1', '101', '999', '12.55', '-1', '-0.1', '1e1', 'ten', '.5', '5.', '1,5', '%'])(
    'M4: “%s” is not a percentage',
    (text) => {
      expect(parsePercent(text)).toBeNull();
    },
  );
});

describe('M1: adding and multiplying agree with whole cents and thousandths', () => {
  const many = fc.array(cents, { maxLength: 30 });
  const total = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);

  it('M1: sums, in any order, of none as well', () => {
    fc.assert(
      fc.property(many, (amounts) => {
        expect(sumMoney(amounts.map(money))).toBe(money(total(amounts)));
        expect(sumMoney(amounts.map(money).reverse())).toBe(money(total(amounts)));
        expect(sumCosts(amounts.map(cost))).toBe(cost(total(amounts)));
      }),
    );
    expect(sumMoney([])).toBe(NO_MONEY);
    expect(sumCosts([])).toBe(NO_COST);
  });

  it('M1: a tenth, ten times, is one; a float says otherwise', () => {
    expect(sumMoney(Array.from({ length: 10 }, () => '0.10' as Money))).toBe('1.00');
    expect(Array.from({ length: 10 }, () => 0.1).reduce((a, b) => a + b)).not.toBe(1);
  });

  it('M3: quantity × price keeps the decimals of the price', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), cents, (quantity, amount) => {
        expect(times(quantity, money(amount))).toBe(money(BigInt(quantity) * amount));
        expect(times(quantity, cost(amount))).toBe(cost(BigInt(quantity) * amount));
      }),
    );
  });

  it('M1: differences and margins may fall below zero', () => {
    fc.assert(
      fc.property(cents, cents, cents, (a, b, c) => {
        expect(subtractMoney(money(a), money(b))).toBe(money(a - b));
        expect(subtractCost(cost(a), cost(b))).toBe(cost(a - b));
        expect(margin(money(a), cost(b), cost(c))).toBe(cost(a * 10n - b - c));
      }),
      { examples: [[0n, 1n, 0n]] },
    );
  });
});

describe('M4: rounding goes to the even cent', () => {
  it('M4: a percentage of an amount is the exact product, a tie to the even neighbour', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 1000 }), (amount, tenths) => {
        const exact = dividedHalfEven(amount * BigInt(tenths), 1000n);
        expect(percentOf(money(amount), percentOfTenths(tenths))).toBe(money(exact));
      }),
    );
  });

  it('M4: every amount of half a cent: 10 % of 0.05, 0.15, 0.25 and so on', () => {
    for (let ten = 5n; ten < 2_000n; ten += 10n) {
      const rounded = units(percentOf(money(ten), '10.0' as Percent));
      expect(rounded % 2n, written(ten)).toBe(0n);
      expect([ten - 5n, ten + 5n], written(ten)).toContain(rounded * 10n);
    }
  });

  it('the mean is the exact quotient, a tie to the even neighbour; of nothing there is none', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 1_000_000 }), (amount, count) => {
        expect(meanMoney(money(amount), count)).toBe(money(dividedHalfEven(amount, BigInt(count))));
      }),
      {
        examples: [
          [1n, 2],
          [3n, 2],
          [10n, 3],
          [1_000_000_000_000_005n, 1_000_000],
        ],
      },
    );
    expect(meanMoney('0.00' as Money, 0)).toBeNull();
  });

  it('a share is a percentage with one decimal, of nothing there is none', () => {
    fc.assert(
      fc.property(cents, fc.bigInt({ min: 1n, max: 10n ** 15n }), (part, whole) => {
        const tenths = dividedHalfEven(part * 1000n, whole);
        expect(shareOf(money(part), money(whole))).toBe(written(tenths, 1));
      }),
    );
    expect(shareOf('1.00' as Money, NO_MONEY)).toBeNull();
    expect(shareOf('-5.00' as Money, '10.00' as Money)).toBe('-50.0');
    expect(shareOf('-0.01' as Money, '1000.00' as Money)).toBe('0.0');
  });
});

describe('M1: amounts are no numbers, and the compiler says so', () => {
  const price = '10.10' as Money;
  const spent = '0.105' as Cost;
  const percent = '12.5' as Percent;

  it('M1: arithmetic on an amount does not type-check', () => {
    // @ts-expect-error an amount cannot be multiplied
    const product: unknown = price * 3;
    // @ts-expect-error nor subtracted
    const difference: unknown = spent - 1;
    // @ts-expect-error nor rounded
    const rounded: unknown = Math.round(percent);
    // @ts-expect-error nor become a number that arithmetic could use
    const converted: number = Number(price);
    // @ts-expect-error whichever way
    const parsed: number = Number.parseFloat(spent);
    // What JavaScript would have made of it: the floats that this is all about.
    expect(product).toBe(10.1 * 3);
    expect(product).not.toBe(30.3);
    expect([difference, rounded, converted, parsed]).toHaveLength(4);
  });

  it('M1: amounts of different decimals are not mixed up, nor made of any text', () => {
    // @ts-expect-error a cost has three decimals, a price two
    const cost: Cost = price;
    // @ts-expect-error a sum of prices takes no costs
    const sum = sumMoney([price, spent]);
    // @ts-expect-error text has to be read first
    const unread: Money = '1.00';
    // @ts-expect-error joined amounts are text
    const joined: Money = price + price;
    expect([cost, sum, unread, joined]).toHaveLength(4);
  });
});
