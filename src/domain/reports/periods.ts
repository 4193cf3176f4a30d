import type { Issue } from '../errors.ts';
import {
  addDays,
  addMonths,
  type CalendarDay,
  dayIn,
  daysBetween,
  firstOfMonth,
  firstOfWeek,
  type Instant,
  parseCalendarDay,
  startOfDay,
} from '../kernel/calendar.ts';
import type { DayKind, TrendStep } from './choices.ts';

/** Which days a report is about, in whose zone, and how a trend divides them (D3). Pure. */

export interface Span {
  readonly fromAt: Instant;
  /** Not included. */
  readonly untilAt: Instant;
}

export interface DaySpan extends Span {
  /** First and last day, both included. */
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

export interface ReportPeriod extends DaySpan {
  /** IANA zone of the days. */
  readonly zone: string;
}

export interface TypedPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly days: DayKind;
}

const EARLIEST = '2000-01-01';
const LATEST = '2100-12-31';
const LONGEST_YEARS = 10;
/** A trend of more weeks than this has more points than anybody reads. */
const WEEKS_UP_TO_DAYS = 366;
const WEEKS_BY_DEFAULT_UP_TO_DAYS = 26 * 7;

export type Resolved<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/**
 * D3: the days asked for. Without a first day, from the first of the month of the last one; without
 * a last day, until today. Issues stand at `from` and `to`.
 *
 * @param timezone the viewer's; billing days are UTC days
 */
export function resolvePeriod(
  typed: TypedPeriod,
  timezone: string,
  now: Instant,
): Resolved<ReportPeriod> {
  const zone = typed.days === 'billing' ? 'UTC' : timezone;
  const issues: Issue[] = [];
  const last = readDay('to', typed.to, issues);
  const first = readDay('from', typed.from, issues);
  if (issues.length > 0) return { ok: false, issues };
  const to = last ?? dayIn(zone, now);
  const from = first ?? firstOfMonth(to);
  if (from > to) {
    return refused(
      last === null
        ? { path: 'from', message: `Choose today (${to}) or an earlier day` }
        : { path: 'to', message: `Choose ${from} or a later day` },
    );
  }
  if (to >= addMonths(from, LONGEST_YEARS * 12)) {
    return refused({ path: 'to', message: `A period may have at most ${LONGEST_YEARS} years` });
  }
  return { ok: true, value: periodOf(from, to, zone) };
}

/**
 * D3: what the period is compared with: as many whole months right before when it is whole calendar
 * months, else as many days.
 */
export function previousPeriod(period: ReportPeriod): ReportPeriod {
  const { from, to, zone } = period;
  const until = addDays(to, 1);
  const isWholeMonths = from === firstOfMonth(from) && until === firstOfMonth(until);
  const start = isWholeMonths
    ? addMonths(from, -monthsBetween(from, until))
    : addDays(from, -daysBetween(from, until));
  return periodOf(start, addDays(from, -1), zone);
}

/** D3: the step asked for, or weeks up to half a year and months beyond. The issue stands at `trend`. */
export function resolveTrendStep(
  asked: TrendStep | undefined,
  period: Pick<DaySpan, 'from' | 'to'>,
): Resolved<TrendStep> {
  const days = daysBetween(period.from, period.to) + 1;
  if (asked === 'week' && days > WEEKS_UP_TO_DAYS) {
    return refused({
      path: 'trend',
      message: `Weeks are shown for up to ${WEEKS_UP_TO_DAYS} days; choose months`,
    });
  }
  const byDefault = days <= WEEKS_BY_DEFAULT_UP_TO_DAYS ? 'week' : 'month';
  return { ok: true, value: asked ?? byDefault };
}

/**
 * D3: the period's weeks (from Monday) or calendar months without gaps; the first and the last are
 * cut by the period.
 */
export function trendBuckets(period: ReportPeriod, step: TrendStep): readonly DaySpan[] {
  const buckets: DaySpan[] = [];
  let from = period.from;
  while (from <= period.to) {
    const next = step === 'week' ? addDays(firstOfWeek(from), 7) : addMonths(firstOfMonth(from), 1);
    const to = next > period.to ? period.to : addDays(next, -1);
    buckets.push(spanOf(from, to, period.zone));
    from = next;
  }
  return buckets;
}

function periodOf(from: CalendarDay, to: CalendarDay, zone: string): ReportPeriod {
  return { ...spanOf(from, to, zone), zone };
}

function spanOf(from: CalendarDay, to: CalendarDay, zone: string): DaySpan {
  return { from, to, fromAt: startOfDay(from, zone), untilAt: startOfDay(addDays(to, 1), zone) };
}

function monthsBetween(from: CalendarDay, until: CalendarDay): number {
  const months = (day: CalendarDay) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(until) - months(from);
}

function readDay(
  path: 'from' | 'to',
  typed: string | undefined,
  issues: Issue[],
): CalendarDay | null {
  const text = (typed ?? '').trim();
  if (text === '') return null;
  const day = parseCalendarDay(text);
  if (day === null) issues.push({ path, message: 'Enter a day like 2026-11-22' });
  else if (day < EARLIEST || day > LATEST) {
    issues.push({ path, message: `Choose a day from ${EARLIEST} to ${LATEST}` });
  }
  return day;
}

function refused(issue: Issue): { readonly ok: false; readonly issues: readonly Issue[] } {
  return { ok: false, issues: [issue] };
}
