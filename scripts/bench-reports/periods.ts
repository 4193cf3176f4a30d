import {
  addDays,
  addMs,
  type CalendarDay,
  DAY_MS,
  dayIn,
  type Instant,
} from '../../src/domain/kernel/calendar.ts';
import type { Random } from '../bench/random.ts';

/** The periods that people ask reports for, and any others. */

const YEARS = 3;

export type PeriodKind =
  | 'this month'
  | 'a month'
  | 'a quarter'
  | 'a year'
  | 'all years'
  | 'any days';

/** As the query of a report: `from=…&to=…&days=…`. */
export function periodQuery(kind: PeriodKind, now: Instant, random: Random): string {
  const today = dayIn('UTC', now);
  const days = random.chance(0.5) ? 'local' : 'billing';
  const query = (from: CalendarDay, to: CalendarDay) => `from=${from}&to=${to}&days=${days}`;
  const monthsAgo = (count: number) =>
    firstOfMonth(dayIn('UTC', addMs(now, -count * 30.44 * DAY_MS)));
  const lastBefore = (first: CalendarDay) => addDays(first, -1);
  const back = random.whole(1, YEARS * 12 - 13);
  switch (kind) {
    case 'this month':
      return query(firstOfMonth(today), today);
    case 'a month':
      return query(monthsAgo(back), lastBefore(monthsAgo(back - 1)));
    case 'a quarter':
      return query(monthsAgo(back + 2), lastBefore(monthsAgo(back - 1)));
    case 'a year':
      return query(monthsAgo(back + 11), lastBefore(monthsAgo(back - 1)));
    case 'all years':
      return query(addDays(today, -YEARS * 366), today);
    case 'any days': {
      const first = random.whole(0, YEARS * 365);
      const last = random.whole(0, first);
      return query(addDays(today, -first), addDays(today, -last));
    }
  }
}

function firstOfMonth(day: CalendarDay): CalendarDay {
  return `${day.slice(0, 8)}01` as CalendarDay;
}
