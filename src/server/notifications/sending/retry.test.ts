import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, DAY_MS, instant } from '../../../domain/kernel/calendar.ts';
import { isGivenUp, LONGEST_WAIT_MS, pauseMs } from './retry.ts';

const since = instant('2026-11-18T09:00:00Z');

describe('pauses between attempts (N2)', () => {
  it('grow from seconds to a quarter of an hour', () => {
    const middle = [1, 2, 3, 4, 8, 12, 100].map((attempts) => pauseMs(attempts, null, 0.5));
    expect(middle).toEqual([2_000, 4_000, 8_000, 16_000, 256_000, 900_000, 900_000]);
  });

  it('differ by a fifth, so that what failed together does not return together', () => {
    expect(pauseMs(1, null, 0)).toBeCloseTo(1_600);
    expect(pauseMs(1, null, 1)).toBeCloseTo(2_400);
  });

  it('are never shorter than what the provider asks for, and never endless', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.option(fc.integer({ min: 0, max: 10 * LONGEST_WAIT_MS })),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, waitMs, random) => {
          const pause = pauseMs(attempts, waitMs, random);
          if (waitMs !== null) {
            expect(pause).toBeGreaterThanOrEqual(Math.min(waitMs, LONGEST_WAIT_MS));
          }
          expect(pause).toBeLessThanOrEqual(LONGEST_WAIT_MS * 1.1);
        },
      ),
    );
  });
});

describe('giving up (N2)', () => {
  it('takes a day', () => {
    expect(isGivenUp(100, since, addMs(since, DAY_MS - 1))).toBe(false);
    expect(isGivenUp(100, since, addMs(since, DAY_MS))).toBe(true);
  });

  it('takes many attempts besides, or a clock that jumps a day would give up everything', () => {
    expect(isGivenUp(3, since, addMs(since, 400 * DAY_MS))).toBe(false);
  });
});
