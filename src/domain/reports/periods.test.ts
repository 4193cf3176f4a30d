import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type CalendarDay,
  dayIn,
  daysBetween,
  type Instant,
  instant,
} from '../kernel/calendar.ts';
import {
  previousPeriod,
  type ReportPeriod,
  resolvePeriod,
  resolveTrendStep,
  trendBuckets,
} from './periods.ts';

const NOW = instant('2026-11-22T03:30:00Z');
const ZONES = [
  'UTC',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
];

function resolved(
  typed: { from?: string; to?: string; days?: 'local' | 'billing' },
  zone = 'UTC',
  now: Instant = NOW,
): ReportPeriod {
  const period = resolvePeriod({ days: 'local', ...typed }, zone, now);
  if (!period.ok) throw new Error(JSON.stringify(period.issues));
  return period.value;
}

const issue = (from: string | undefined, to: string | undefined) => {
  const period = resolvePeriod({ from, to, days: 'local' }, 'UTC', NOW);
  return period.ok ? null : period.issues.map(({ path, message }) => `${path}: ${message}`);
};

const days = fc
  .integer({ min: 0, max: 20_000 })
  .map((count) => addDays('2005-01-01' as CalendarDay, count));
const periods = fc
  .tuple(days, fc.integer({ min: 0, max: 1_100 }), fc.constantFrom(...ZONES))
  .map(([from, length, zone]) => resolved({ from, to: addDays(from, length) }, zone));

describe('D3: the period', () => {
  it('is this month so far unless days are given, as the viewer or UTC has them', () => {
    expect(resolved({}, 'Asia/Kolkata')).toEqual({
      from: '2026-11-01',
      to: '2026-11-22',
      zone: 'Asia/Kolkata',
      fromAt: '2026-10-31T18:30:00.000Z',
      untilAt: '2026-11-22T18:30:00.000Z',
    });
    expect(resolved({}, 'America/New_York').to).toBe('2026-11-21');
    expect(resolved({ days: 'billing' }, 'America/New_York')).toMatchObject({
      to: '2026-11-22',
      zone: 'UTC',
    });
    expect(resolved({ from: '2026-01-05', to: '' })).toMatchObject({ to: '2026-11-22' });
    expect(resolved({ to: '2026-03-20' })).toMatchObject({ from: '2026-03-01' });
  });

  it('has days of 23, 25 and no hours where clocks change', () => {
    const hours = (day: string, zone: string) => {
      const { fromAt, untilAt } = resolved({ from: day, to: day }, zone);
      return (Date.parse(untilAt) - Date.parse(fromAt)) / 3_600_000;
    };
    expect(hours('2026-03-08', 'America/New_York')).toBe(23);
    expect(hours('2026-11-01', 'America/New_York')).toBe(25);
    expect(hours('2026-04-05', 'Australia/Lord_Howe')).toBe(24.5);
    expect(hours('2011-12-30', 'Pacific/Apia')).toBe(0);
  });

  it.each([
    ['2026-02-29', undefined, ['from: Enter a day like 2026-11-22']],
    [
      'yesterday',
      '22.11.2026',
      ['to: Enter a day like 2026-11-22', 'from: Enter a day like 2026-11-22'],
    ],
    ['1999-12-31', '2026-01-01', ['from: Choose a day from 2000-01-01 to 2100-12-31']],
    ['2026-01-01', '9999-01-01', ['to: Choose a day from 2000-01-01 to 2100-12-31']],
    ['2026-05-02', '2026-05-01', ['to: Choose 2026-05-02 or a later day']],
    ['2026-11-23', undefined, ['from: Choose today (2026-11-22) or an earlier day']],
    ['2016-11-22', '2026-11-22', ['to: A period may have at most 10 years']],
    ['2016-11-22', '2026-11-21', null],
  ])('from %s to %s: %j', (from, to, expected) => {
    expect(issue(from, to)).toEqual(expected);
  });
});

describe('D3: the period before', () => {
  it.each([
    ['2026-11-01', '2026-11-22', '2026-10-10', '2026-10-31'],
    ['2026-11-01', '2026-11-30', '2026-10-01', '2026-10-31'],
    ['2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31'],
    ['2024-02-01', '2024-02-29', '2024-01-01', '2024-01-31'],
    ['2026-05-05', '2026-05-05', '2026-05-04', '2026-05-04'],
  ])('of %s to %s is %s to %s', (from, to, before, until) => {
    expect(previousPeriod(resolved({ from, to }))).toMatchObject({ from: before, to: until });
  });

  it('ends where the period begins, in every zone', () => {
    fc.assert(
      fc.property(periods, (period) => {
        const previous = previousPeriod(period);
        expect(previous.untilAt).toBe(period.fromAt);
        expect(previous.zone).toBe(period.zone);
        expect(previous.from < period.from).toBe(true);
      }),
    );
  });
});

describe('D3: the trend', () => {
  it('divides the period into Monday weeks or calendar months without gaps', () => {
    fc.assert(
      fc.property(periods, fc.constantFrom('week' as const, 'month' as const), (period, step) => {
        const buckets = trendBuckets(period, step);
        expect(buckets[0]).toMatchObject({ from: period.from, fromAt: period.fromAt });
        expect(buckets.at(-1)).toMatchObject({ to: period.to, untilAt: period.untilAt });
        for (const [index, bucket] of buckets.entries()) {
          const next = buckets[index + 1];
          if (next === undefined) break;
          expect(next.from).toBe(addDays(bucket.to, 1));
          expect(next.fromAt).toBe(bucket.untilAt);
          const isStart =
            step === 'week'
              ? new Date(`${next.from}T00:00:00Z`).getUTCDay() === 1
              : next.from.endsWith('-01');
          expect(isStart).toBe(true);
          expect(daysBetween(bucket.from, next.from)).toBeLessThanOrEqual(step === 'week' ? 7 : 31);
        }
      }),
    );
  });

  it('is in weeks up to half a year, in months beyond, and in weeks at most a year', () => {
    const step = (asked: 'week' | 'month' | undefined, length: number) => {
      const from = '2024-01-01' as CalendarDay;
      const answer = resolveTrendStep(asked, { from, to: addDays(from, length - 1) });
      return answer.ok ? answer.value : answer.issues[0]?.path;
    };
    expect(step(undefined, 182)).toBe('week');
    expect(step(undefined, 183)).toBe('month');
    expect(step('month', 3)).toBe('month');
    expect(step('week', 366)).toBe('week');
    expect(step('week', 367)).toBe('trend');
  });
});

it('today is a day of the viewer', () => {
  for (const zone of ZONES) expect(resolved({}, zone).to).toBe(dayIn(zone, NOW));
});
