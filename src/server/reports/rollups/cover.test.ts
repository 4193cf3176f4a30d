import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addMs,
  type CalendarDay,
  epochMs,
  firstOfMonth,
  type Instant,
  instant,
  startOfDay,
} from '../../../domain/kernel/calendar.ts';
import type { Span } from '../../../domain/reports/periods.ts';
import { type Cover, cover, type SummedUnit } from './cover.ts';

const HOUR_MS = 3_600_000;
const START = instant('2025-10-01T00:00:00Z');
const HOURS = 24 * 210;
const months = Array.from({ length: 8 }, (_, n) => addMonths('2025-10-01' as CalendarDay, n));

const at = (hours: number): Instant => addMs(START, hours * HOUR_MS);
const span = (fromAt: string, untilAt: string): Span => ({
  fromAt: instant(fromAt),
  untilAt: instant(untilAt),
});

/** How often every half hour is counted for a span, by the parts. */
function counted(parts: Cover, index: number): Map<number, number> {
  const times = new Map<number, number>();
  const add = (fromAt: Instant, untilAt: Instant, sign: number) => {
    for (let ms = epochMs(fromAt); ms < epochMs(untilAt); ms += HOUR_MS / 2) {
      times.set(ms, (times.get(ms) ?? 0) + sign);
    }
  };
  for (const sum of parts.sums.filter((part) => part.span === index)) {
    add(startOfDay(sum.from, 'UTC'), startOfDay(sum.until, 'UTC'), 1);
  }
  for (const part of parts.facts) {
    for (const use of part.uses.filter((one) => one.span === index)) {
      add(part.fromAt, part.untilAt, use.sign);
    }
  }
  return new Map([...times].filter(([, count]) => count !== 0));
}

const spans = fc.array(
  fc.tuple(fc.integer({ min: 0, max: HOURS * 2 }), fc.integer({ min: 0, max: HOURS * 2 })).map(
    ([one, other]): Span => ({
      fromAt: at(Math.min(one, other) / 2),
      untilAt: at(Math.max(one, other) / 2),
    }),
  ),
  { minLength: 1, maxLength: 4 },
);

describe('a stretch of time put together from sums and facts', () => {
  it('counts every instant of each span exactly once, and none outside it', () => {
    fc.assert(
      fc.property(
        spans,
        fc.subarray(months),
        fc.constantFrom<SummedUnit>('day', 'month'),
        (wanted, foldedMonths, unit) => {
          const folded = new Set(foldedMonths);
          const parts = cover(wanted, folded, unit);
          for (const [index, { fromAt, untilAt }] of wanted.entries()) {
            const times = counted(parts, index);
            expect(times.size).toBe((epochMs(untilAt) - epochMs(fromAt)) / (HOUR_MS / 2));
            for (const [ms, count] of times) {
              expect(count).toBe(1);
              expect(ms >= epochMs(fromAt) && ms < epochMs(untilAt)).toBe(true);
            }
          }
          for (const { from, until } of parts.sums) {
            for (let day = from; day < until; day = addDays(day, 1)) {
              expect(folded.has(firstOfMonth(day))).toBe(true);
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('reads no more than a day of facts at a time where months are folded', () => {
    fc.assert(
      fc.property(spans, (wanted) => {
        const { facts } = cover(wanted, new Set(months), 'day');
        for (const { fromAt, untilAt } of facts) {
          expect(epochMs(untilAt) - epochMs(fromAt)).toBeLessThanOrEqual(24 * HOUR_MS);
        }
      }),
    );
  });

  it('reads the edge that two neighbours share once', () => {
    const neighbours = [
      span('2026-01-05T05:00:00Z', '2026-01-12T05:00:00Z'),
      span('2026-01-12T05:00:00Z', '2026-01-19T05:00:00Z'),
    ];
    const { facts } = cover(neighbours, new Set(months), 'day');
    expect(facts).toHaveLength(3);
    expect(facts.find(({ uses }) => uses.length === 2)).toEqual({
      ...span('2026-01-12T00:00:00Z', '2026-01-12T05:00:00Z'),
      uses: [
        { span: 0, sign: 1 },
        { span: 1, sign: -1 },
      ],
    });
  });

  it('reads all of it where nothing is folded, in one piece', () => {
    const whole = span('2025-10-03T00:00:00Z', '2026-03-03T00:00:00Z');
    expect(cover([whole], new Set(), 'day')).toEqual({
      sums: [],
      facts: [{ ...whole, uses: [{ span: 0, sign: 1 }] }],
    });
  });

  it('takes nothing for a day that did not happen', () => {
    const empty = span('2011-12-30T10:00:00Z', '2011-12-30T10:00:00Z');
    expect(cover([empty], new Set(months), 'month')).toEqual({ sums: [], facts: [] });
  });
});
