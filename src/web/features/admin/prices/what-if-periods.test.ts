import { expect, it } from 'vitest';
import type { CalendarDay } from '../../../../domain/kernel/calendar.ts';
import { type PeriodKey, periodOf } from './what-if-periods.ts';

const CASES: readonly (readonly [PeriodKey, string, string, string])[] = [
  ['lastMonth', '2026-11-22', '2026-10-01', '2026-10-31'],
  ['lastMonth', '2026-01-01', '2025-12-01', '2025-12-31'],
  ['lastMonth', '2028-03-31', '2028-02-01', '2028-02-29'],
  ['lastQuarter', '2026-11-22', '2026-07-01', '2026-09-30'],
  ['lastQuarter', '2026-03-31', '2025-10-01', '2025-12-31'],
  ['lastQuarter', '2026-04-01', '2026-01-01', '2026-03-31'],
  ['thisYear', '2026-11-22', '2026-01-01', '2026-11-22'],
  ['thisYear', '2026-01-01', '2026-01-01', '2026-01-01'],
];

it.each(CASES)('M5: %s on %s is %s to %s', (key, today, from, to) => {
  expect(periodOf(key, today as CalendarDay)).toEqual({ from, to });
});
