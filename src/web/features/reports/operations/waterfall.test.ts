import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DELAY_PARTS } from '../../../../domain/reports/choices.ts';
import { type Delay, waterfallOf } from './waterfall.ts';

const delays = fc
  .tuple(
    fc.integer({ min: 1, max: 1_000_000 }),
    fc.array(fc.tuple(fc.nat(5_000_000_000), fc.nat(5_000_000_000)), {
      minLength: DELAY_PARTS.length,
      maxLength: DELAY_PARTS.length,
    }),
  )
  .map(([completed, spent]): Delay => {
    const parts = DELAY_PARTS.map((part, at) => {
      const [before = 0, within = 0] = spent[at] ?? [];
      return { part, ms: before + within, tatMs: within };
    });
    const sum = (key: 'ms' | 'tatMs') => parts.reduce((all, part) => all + part[key], 0);
    return { completed, elapsedMs: sum('ms'), tatMs: sum('tatMs'), parts };
  });

test('D4: each bar begins where the one before it ended, and the last one ends at the whole', () => {
  fc.assert(
    fc.property(delays, (delay) => {
      const waterfall = waterfallOf(delay);
      let end = 0;
      for (const bar of waterfall?.bars ?? []) {
        expect(bar.start).toBeCloseTo(end, 9);
        end = bar.start + bar.beforeTat + bar.withinTat;
      }
      expect(end).toBeCloseTo(delay.elapsedMs === 0 ? 0 : 1, 9);
    }),
  );
});

test('D4: the seconds shown for the parts add up to the seconds shown for the whole', () => {
  fc.assert(
    fc.property(delays, (delay) => {
      const waterfall = waterfallOf(delay);
      const seconds = waterfall?.bars.reduce((all, bar) => all + bar.seconds, 0);
      expect(seconds).toBe(waterfall?.elapsedSeconds);
      for (const [at, bar] of (waterfall?.bars ?? []).entries()) {
        const ms = delay.parts[at]?.ms ?? Number.NaN;
        expect(Math.abs(bar.seconds - ms / 1000)).toBeLessThan(1);
      }
    }),
  );
});

test('D4: the pieces within the turn-around time add up to its share', () => {
  fc.assert(
    fc.property(delays, (delay) => {
      const waterfall = waterfallOf(delay);
      const within = waterfall?.bars.reduce((all, bar) => all + bar.withinTat, 0);
      expect(within).toBeCloseTo(waterfall?.tat ?? Number.NaN, 9);
    }),
  );
});

test('D4: without completed requests there is no waterfall; without any time the bars are empty', () => {
  const parts = DELAY_PARTS.map((part) => ({ part, ms: 0, tatMs: 0 }));
  expect(waterfallOf({ completed: 0, elapsedMs: 0, tatMs: 0, parts })).toBeNull();
  const waterfall = waterfallOf({ completed: 2, elapsedMs: 0, tatMs: 0, parts });
  expect(waterfall?.bars.every((bar) => bar.start === 0 && bar.withinTat === 0)).toBe(true);
  expect(waterfall?.tat).toBe(0);
});
