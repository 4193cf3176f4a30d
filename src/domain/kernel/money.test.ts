import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMoney, groupThousands, type Money, parseMoney } from './money.ts';

const cents = fc.bigInt({ min: 0n, max: 10n ** 18n });

/** Written without the code under test. */
function written(amount: bigint): string {
  const digits = String(amount).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

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
