import {
  addDays,
  addMs,
  type CalendarDay,
  DAY_MS,
  dayIn,
  epochMs,
  type Instant,
  instantFromEpochMs,
  startOfDay,
} from '../../src/domain/kernel/calendar.ts';
import type { Random } from './random.ts';

export const MINUTE_MS = 60_000;
const FIRST_MINUTE = 8 * 60 + 30;
const LAST_MINUTE = 18 * 60;

/** `at` when somebody in `zone` is at work then, else a while into their next working day. */
export function atWork(at: Instant, zone: string, random: Random): Instant {
  const day = dayIn(zone, at);
  const minute = (epochMs(at) - startMs(day, zone)) / MINUTE_MS;
  if (!isWeekend(day) && minute >= FIRST_MINUTE && minute <= LAST_MINUTE) return at;
  let next = minute > LAST_MINUTE ? addDays(day, 1) : day;
  while (isWeekend(next)) next = addDays(next, 1);
  return momentOf(next, zone, FIRST_MINUTE + random.low() * 110);
}

/** A moment of work `daysAgo` calendar days ago, the Friday before when that is a weekend. */
export function workMoment(now: Instant, daysAgo: number, zone: string, random: Random): Instant {
  let day = addDays(dayIn(zone, now), -daysAgo);
  while (isWeekend(day)) day = addDays(day, -1);
  const minutes = random.whole(FIRST_MINUTE * 10, LAST_MINUTE * 10) / 10;
  const moment = momentOf(day, zone, minutes);
  const latest = addMs(now, -random.whole(6, 300) * MINUTE_MS);
  return epochMs(moment) < epochMs(latest) ? moment : latest;
}

function momentOf(day: CalendarDay, zone: string, minutes: number): Instant {
  return instantFromEpochMs(startMs(day, zone) + minutes * MINUTE_MS);
}

/** Days are counted from a Thursday. */
function isWeekend(day: CalendarDay): boolean {
  const weekday = (epochMs(startOfDay(day, 'UTC')) / DAY_MS + 4) % 7;
  return weekday === 0 || weekday === 6;
}

const starts = new Map<string, number>();

/** Remembered: a year of sample data asks for the same few thousand days again and again. */
function startMs(day: CalendarDay, zone: string): number {
  const key = `${zone} ${day}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const start = epochMs(startOfDay(day, zone));
  starts.set(key, start);
  return start;
}
