import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanMs, rejectionRate } from './operations.ts';

describe('D4: the rejection rate', () => {
  it.each([
    [0, 7, '0.0'],
    [1, 3, '33.3'],
    [2, 3, '66.7'],
    [3, 3, '100.0'],
    [5, 2, '250.0'],
    // Halves go to the even tenth.
    [1, 2_000, '0.0'],
    [3, 2_000, '0.2'],
    [5, 2_000, '0.2'],
    [7, 2_000, '0.4'],
    [9_007_199_254_740_990, 9_007_199_254_740_991, '100.0'],
  ])('%i of %i is %s', (rejections, attempts, rate) => {
    expect(rejectionRate(rejections, attempts)).toBe(rate);
  });

  it('is nothing over nothing', () => {
    expect(rejectionRate(0, 0)).toBeNull();
    expect(rejectionRate(3, 0)).toBeNull();
  });

  it('is never further from the exact share than half a tenth', () => {
    const count = fc.integer({ min: 0, max: 2_000_000 });
    fc.assert(
      fc.property(count, count, (rejections, some) => {
        const attempts = some + 1;
        const tenths = BigInt((rejectionRate(rejections, attempts) ?? '').replace('.', ''));
        const off = tenths * BigInt(attempts) - BigInt(rejections) * 1_000n;
        expect((off < 0n ? -off : off) * 2n <= BigInt(attempts)).toBe(true);
      }),
    );
  });
});

it('the mean of milliseconds is rounded down, and nothing over nothing', () => {
  expect(meanMs(10, 4)).toBe(2);
  expect(meanMs(9_007_199_254_740_991, 2)).toBe(4_503_599_627_370_495);
  expect(meanMs(0, 0)).toBeNull();
});
