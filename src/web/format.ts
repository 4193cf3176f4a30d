import { type CalendarDay, dayIn, instantFromEpochMs } from '../domain/kernel/calendar.ts';
import { formatCalendarDay, formatInstant } from '../domain/kernel/time-words.ts';
import { relative } from './words/common.ts';

/** How instants, days, money and sizes are shown. Nothing else in the web app formats them. */

export { formatDuration } from '../domain/kernel/calendar.ts';
export { formatFileSize } from '../domain/kernel/file-size.ts';
export { formatCalendarDay, formatInstant };

const LOCALE = 'en-GB';
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}|${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone });
    formatters.set(key, found);
  }
  return found;
}

const DATE = { day: 'numeric', month: 'short' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** The same with seconds: for hover. */
export function formatInstantExactly(at: string, zone: string): string {
  const format = formatter(zone, {
    weekday: 'short',
    ...DATE,
    year: 'numeric',
    ...TIME,
    second: '2-digit',
  });
  return format.format(new Date(at)).replace(/^(\w+), /, '$1 ');
}

/** "14:05". */
export function formatTime(at: string, zone: string): string {
  return formatter(zone, TIME).format(new Date(at));
}

/** The time alone when it is today in `zone`, else with its day: "14:05", "Tue 24 Nov 2026, 14:05". */
export function formatMoment(at: string, nowMs: number, zone: string): string {
  const isToday = calendarDaysBetween(at, nowMs, zone) === 0;
  return isToday ? formatTime(at, zone) : formatInstant(at, zone);
}

/** "Tue 24 Nov", with the year when it is not the present one in `zone`. */
export function formatDay(day: string, nowMs: number = Date.now()): string {
  const thisYear = new Date(nowMs).getUTCFullYear() === Number(day.slice(0, 4));
  const year = thisYear ? {} : ({ year: 'numeric' } as const);
  return formatter('UTC', { weekday: 'short', ...DATE, ...year })
    .format(new Date(`${day}T00:00:00Z`))
    .replace(/^(\w+), /, '$1 ');
}

/** "1–22 Nov 2026", "28 Oct – 3 Nov 2026"; one day alone: "22 Nov 2026". */
export function formatDays(from: string, to: string): string {
  const format = formatter('UTC', { ...DATE, year: 'numeric' });
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
}

/** "22 Nov": where the year is said elsewhere. */
export function formatShortDay(day: string): string {
  return formatter('UTC', DATE).format(new Date(`${day}T00:00:00Z`));
}

/** "Nov 2026". */
export function formatMonth(day: string): string {
  return formatter('UTC', { month: 'short', year: 'numeric' }).format(new Date(`${day}T00:00:00Z`));
}

/** "4 m ago", "3 h ago", "yesterday", "5 d ago"; from four weeks on the day, "12 Oct" or "12 Oct 2025". */
export function formatRelative(at: string, nowMs: number, zone: string): string {
  const ms = nowMs - Date.parse(at);
  const ahead = ms < 0;
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  // Also a little ahead: the page's clock ticks in steps, and the server's may differ.
  if (minutes < 1) return relative.now;
  if (minutes < 60) return ahead ? relative.inMinutes(minutes) : relative.minutesAgo(minutes);
  const days = calendarDaysBetween(at, nowMs, zone);
  const hours = Math.floor(minutes / 60);
  if (hours < 24 && (days === 0 || hours < 12)) {
    return ahead ? relative.inHours(hours) : relative.hoursAgo(hours);
  }
  if (days <= 1) return ahead ? relative.tomorrow : relative.yesterday;
  if (days <= 28) return ahead ? relative.inDays(days) : relative.daysAgo(days);
  const sameYear = at.slice(0, 4) === String(new Date(nowMs).getUTCFullYear());
  return formatter(zone, sameYear ? DATE : { ...DATE, year: 'numeric' }).format(new Date(at));
}

/** Whole calendar days between two instants as `zone` counts them: a clock change is not a day. */
function calendarDaysBetween(at: string, nowMs: number, zone: string): number {
  const there = dayNumber(dayIn(zone, instantFromEpochMs(Date.parse(at))));
  return Math.abs(dayNumber(dayIn(zone, instantFromEpochMs(nowMs))) - there);
}

function dayNumber(day: CalendarDay): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
}

/** `1234.5` → `$1,234.50`. The text is exact decimal (M1) and never becomes a number. */
export function formatMoney(amount: string): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}$${grouped}.${fraction.padEnd(2, '0')}`;
}

/** `12.5` → `12.5 %`, `10.0` → `10 %`. Exact text like an amount of money. */
export function formatPercent(percent: string): string {
  return `${percent.replace(/\.0$/, '')} %`;
}

/** A share of 0 to 1: `0.125` → `12.5 %`. Of counts and times; money has `formatPercent`. */
export function formatShare(share: number): string {
  return formatPercent((share * 100).toFixed(1));
}

/** Whole seconds, nothing left out: `3 d 04:05:06`. */
export function formatDurationExactly(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const time = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = time.map(two).join(':');
  return days === 0 ? clock : `${formatCount(days)} d ${clock}`;
}

/** "1,204". */
export function formatCount(count: number): string {
  return new Intl.NumberFormat(LOCALE).format(count);
}

/** "UTC+02:00" for a zone at an instant. */
export function formatOffset(zone: string, nowMs: number): string {
  const parts = formatter(zone, { timeZoneName: 'longOffset' }).formatToParts(new Date(nowMs));
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return name.replace('GMT', 'UTC').replace(/^UTC$/, 'UTC+00:00');
}
