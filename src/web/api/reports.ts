import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { PointsAnswer, SummaryAnswer } from '../../domain/api/reports.ts';
import { type CalendarDay, parseCalendarDay } from '../../domain/kernel/calendar.ts';
import { TEAMS } from '../../domain/people.ts';
import { type DayKind, TREND_STEPS, type TrendStep } from '../../domain/reports/choices.ts';
import { resolveTrendStep } from '../../domain/reports/periods.ts';
import { REQUEST_TYPE_KEYS, type RequestTypeKey } from '../../domain/requests/define.ts';
import { addressOf, api } from './client.ts';

/** The period of a report as it stands in the address; no days: this month so far. */
export interface PeriodSearch {
  readonly from?: CalendarDay;
  readonly to?: CalendarDay;
  /** Only where it is not the viewer's own days. */
  readonly days?: Exclude<DayKind, 'local'>;
}

/** What narrows a report; several values are joined with commas. */
export interface ReportSearch extends PeriodSearch {
  readonly team?: string;
  readonly type?: string;
}

export interface SummarySearch extends ReportSearch {
  readonly trend?: TrendStep;
  /** The type whose prices are shown one by one. */
  readonly points?: RequestTypeKey;
}

export const REPORT_CHOICES = { team: TEAMS, type: REQUEST_TYPE_KEYS } as const;
export type ReportChoice = keyof typeof REPORT_CHOICES;

type Raw = Readonly<Record<string, unknown>>;

/** Both days or none; a mistyped or outdated address still shows a report. */
export function readPeriodSearch(raw: Raw): PeriodSearch {
  const day = (value: unknown) => (typeof value === 'string' ? parseCalendarDay(value) : null);
  const from = day(raw.from);
  const to = day(raw.to);
  return {
    ...(from === null || to === null ? {} : { from, to }),
    ...(raw.days === 'billing' ? { days: raw.days } : {}),
  };
}

export function readReportSearch(raw: Raw): ReportSearch {
  const chosen = (key: ReportChoice) => {
    const asked = typeof raw[key] === 'string' ? raw[key].split(',') : [];
    const values = REPORT_CHOICES[key].filter((value) => asked.includes(value));
    return values.length === 0 ? {} : { [key]: values.join(',') };
  };
  return { ...readPeriodSearch(raw), ...chosen('team'), ...chosen('type') };
}

export function readSummarySearch(raw: Raw): SummarySearch {
  const trend = TREND_STEPS.find((step) => step === raw.trend);
  const points = REQUEST_TYPE_KEYS.find((key) => key === raw.points);
  return {
    ...readReportSearch(raw),
    ...(trend === undefined ? {} : { trend }),
    ...(points === undefined ? {} : { points }),
  };
}

export function chosenOf(search: ReportSearch, key: ReportChoice): readonly string[] {
  return search[key]?.split(',') ?? [];
}

/** With one filter changed; empty: without it. */
export function withChoice<S extends ReportSearch>(
  search: S,
  key: ReportChoice,
  chosen: readonly string[],
): S {
  const { [key]: _replaced, ...rest } = search;
  return (chosen.length === 0 ? rest : { ...rest, [key]: chosen.join(',') }) as S;
}

/** With another period, the rest unchanged. */
export function withPeriod<S extends PeriodSearch>(search: S, period: PeriodSearch): S {
  const { from: _from, to: _to, days: _days, ...rest } = search;
  return { ...rest, ...period } as S;
}

type Parameters = Readonly<Record<string, string>>;

/** Beyond a year there would be more weeks than anybody reads; the server refuses them. */
export function mayShowWeeks(from: string, to: string): boolean {
  return resolveTrendStep('week', { from: from as CalendarDay, to: to as CalendarDay }).ok;
}

/** A choice of weeks gives way to a longer period. */
export function summaryParameters(search: SummarySearch): Parameters {
  const { points: _points, trend, ...rest } = search;
  const isTooLong =
    trend === 'week' &&
    rest.from !== undefined &&
    rest.to !== undefined &&
    !mayShowWeeks(rest.from, rest.to);
  return { ...rest, ...(trend === undefined || isTooLong ? {} : { trend }) };
}

export function summaryQuery(search: SummarySearch) {
  const parameters = summaryParameters(search);
  return queryOptions({
    queryKey: ['reports', 'summary', parameters],
    queryFn: ({ signal }) => api<SummaryAnswer>('/reports/summary', { query: parameters, signal }),
    // The figures before stay until the next ones are there.
    placeholderData: keepPreviousData,
  });
}

/** One type's completed requests as points; a filter by type does not narrow it. */
export function pointsQuery(search: SummarySearch, type: RequestTypeKey) {
  const { trend: _trend, points: _points, type: _type, ...rest } = search;
  const parameters: Parameters = { ...rest, type };
  return queryOptions({
    queryKey: ['reports', 'points', parameters],
    queryFn: ({ signal }) =>
      api<PointsAnswer>('/reports/summary/points', { query: parameters, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Where the tables of the summary are downloaded from. */
export function summaryDownload(search: SummarySearch, format: 'csv' | 'xlsx'): string {
  return addressOf('/reports/summary/download', { ...summaryParameters(search), format });
}
