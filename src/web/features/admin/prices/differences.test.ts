import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barLength, difference, largestOf, percentOfChange, signedMoney } from './differences.ts';

describe('M1: differences of prices are exact', () => {
  it.each([
    ['clientPrice', '1.25', '1.35', { amount: '+0.10', percent: '+8.0 %', direction: 'up' }],
    ['clientPrice', '2.00', '1.00', { amount: '−1.00', percent: '−50.0 %', direction: 'down' }],
    ['operateCost', '0.105', '0.110', { amount: '+0.005', percent: '+4.8 %', direction: 'up' }],
    ['qaCost', '0.000', '0.010', { amount: '+0.010', percent: null, direction: 'up' }],
    ['clientPrice', '3.00', '3.00', null],
  ] as const)('%s from %s to %s', (field, from, to, expected) => {
    expect(difference(field, from, to)).toEqual(expected);
  });

  it('M1: agrees with whole thousandths for every pair of costs', () => {
    const thousandths = fc.integer({ min: 0, max: 100_000_000 });
    const written = (value: number) => {
      const digits = String(value).padStart(4, '0');
      return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
    };
    fc.assert(
      fc.property(thousandths, thousandths, (from, to) => {
        const found = difference('operateCost', written(from), written(to));
        const sign = to > from ? '+' : '−';
        const expected = from === to ? undefined : `${sign}${written(Math.abs(to - from))}`;
        expect(found?.amount).toBe(expected);
      }),
    );
  });

  it.each([
    ['12.50', '+$12.50'],
    ['-1204.00', '−$1,204.00'],
    ['0.00', '$0.00'],
  ])('%s is shown as %s', (amount, shown) => {
    expect(signedMoney(amount)).toBe(shown);
  });

  it('says no percentage of nothing', () => {
    expect(percentOfChange('5.00', '0.00')).toBeNull();
    expect(percentOfChange('-5.00', '20.00')).toBe('−25.0 %');
    expect(percentOfChange('731.43', '0.07')).toBe('+1,044,900.0 %');
  });

  it('bars are measured against the largest amount', () => {
    const largest = largestOf(['9.00', '10.00', '2.00']);
    expect(largest).toBe('10.00');
    expect(barLength('2.50', largest)).toBe('25.0%');
    expect(barLength('0.00', '0.00')).toBe('0%');
  });
});
