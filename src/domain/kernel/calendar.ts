/**
 * The only place where dates are computed: instants, calendar days, time zones, durations.
 *
 * An instant is an ISO 8601 UTC string with milliseconds, a calendar day a `YYYY-MM-DD` string.
 * `now` is always passed in. `Temporal` is the runtime's own; the web entry loads a polyfill
 * before anything here is called where a browser lacks it.
 */

declare const instantBrand: unique symbol;
declare const dayBrand: unique symbol;
export type Instant = string & { readonly [instantBrand]: true };
export type CalendarDay = string & { readonly [dayBrand]: true };

/** Any ISO 8601 instant with an offset → UTC with milliseconds. Throws RangeError otherwise. */
export function instant(text: string): Instant {
  return fromTemporal(Temporal.Instant.from(text));
}

export function instantFromEpochMs(epochMs: number): Instant {
  return fromTemporal(Temporal.Instant.fromEpochMilliseconds(Math.trunc(epochMs)));
}

export function epochMs(at: Instant): number {
  return Date.parse(at);
}

function fromTemporal(value: Temporal.Instant): Instant {
  return value.toString({ fractionalSecondDigits: 3, roundingMode: 'trunc' }) as Instant;
}

/** A real calendar day written `YYYY-MM-DD`, or null. */
export function parseCalendarDay(text: string): CalendarDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as CalendarDay;
  } catch {
    return null;
  }
}

/** True for IANA names the runtime knows ("Europe/Berlin", "UTC"); offsets are not zones here. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The calendar day it is in `zone` at `now`. */
export function dayIn(zone: string, now: Instant): CalendarDay {
  return Temporal.Instant.from(now)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString() as CalendarDay;
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  return Temporal.PlainDate.from(day).add({ days }).toString() as CalendarDay;
}

/** The last day of the month where the month that results is shorter: 31 January + 1 is the last of February. */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  return Temporal.PlainDate.from(day).add({ months }).toString() as CalendarDay;
}

/** How many days later `to` is than `from`. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;
}

export function firstOfMonth(day: CalendarDay): CalendarDay {
  return `${day.slice(0, -2)}01` as CalendarDay;
}

/** The Monday of its week. */
export function firstOfWeek(day: CalendarDay): CalendarDay {
  return addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);
}

/** The first instant of `day` in `zone`: 00:00, or the first time that exists where a clock change skips it. */
export function startOfDay(day: CalendarDay, zone: string): Instant {
  return fromTemporal(Temporal.PlainDate.from(day).toZonedDateTime(zone).startOfDay().toInstant());
}

/** Year (four digits) and quarter (1–4) of an instant in UTC (R1). */
export function quarterOf(at: Instant): { year: number; quarter: number } {
  const utc = Temporal.Instant.from(at).toZonedDateTimeISO('UTC');
  return { year: utc.year, quarter: Math.floor((utc.month - 1) / 3) + 1 };
}

export function addMs(at: Instant, durationMs: number): Instant {
  return instantFromEpochMs(epochMs(at) + durationMs);
}

export const DAY_MS = 86_400_000;

/** Elapsed time as people read it (X4): `2 d, 3 h`, `4 h, 5 m`, `12 m`, `8 s`. Never negative. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h, ${minutes % 60} m`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d, ${hours % 24} h`;
}
