import { type CalendarDay, parseCalendarDay } from '../../domain/kernel/calendar.ts';
import {
  EXPORT_FORMATS,
  EXPORT_REPORTS,
  EXPORT_STATUSES,
  type ExportFormat,
  type ExportReport,
  REVENUE_SUPPORT_TYPES,
} from '../../domain/reports/export-choices.ts';
import { CARRIER_CODES, STATE_CODES } from '../../domain/requests/types/xml-files.ts';

/** The exports page as it stands in the address; no days: this month so far. */
export interface ExportSearch {
  readonly report?: ExportReport;
  readonly type?: (typeof REVENUE_SUPPORT_TYPES)[number];
  /** Several values are joined with commas. */
  readonly team?: string;
  readonly state?: string;
  readonly carrier?: string;
  readonly status?: string;
  readonly from?: CalendarDay;
  readonly to?: CalendarDay;
  readonly format?: ExportFormat;
  /** Only where it is switched off. */
  readonly bom?: 'false';
}

export const EXPORT_CHOICES = {
  status: EXPORT_STATUSES,
  team: ['revenue', 'support'],
  state: STATE_CODES,
  carrier: CARRIER_CODES,
} as const satisfies Partial<Record<keyof ExportSearch, readonly string[]>>;
export type ExportChoice = keyof typeof EXPORT_CHOICES;

/** Which of the filters a report has (D2). */
export const REPORT_FILTERS = {
  revenue_support: ['team', 'status'],
  compliance: ['state', 'carrier', 'status'],
  accounting: ['status'],
} as const satisfies Record<ExportReport, readonly ExportChoice[]>;

/** Keeps what the page understands; a mistyped or outdated address still shows a report. */
export function readExportSearch(raw: Readonly<Record<string, unknown>>): ExportSearch {
  const one = <T extends string>(name: keyof ExportSearch, allowed: readonly T[]) => {
    const found = allowed.find((value) => value === raw[name]);
    return found === undefined ? {} : { [name]: found };
  };
  const several = (name: ExportChoice) => {
    const asked = typeof raw[name] === 'string' ? raw[name].split(',') : [];
    const chosen = EXPORT_CHOICES[name].filter((value) => asked.includes(value));
    return chosen.length === 0 ? {} : { [name]: chosen.join(',') };
  };
  const day = (value: unknown) => (typeof value === 'string' ? parseCalendarDay(value) : null);
  const [from, to] = [day(raw.from), day(raw.to)];
  return withoutForeign({
    ...one('report', EXPORT_REPORTS),
    ...one('type', REVENUE_SUPPORT_TYPES),
    ...several('team'),
    ...several('state'),
    ...several('carrier'),
    ...several('status'),
    ...(from === null || to === null ? {} : { from, to }),
    ...one('format', EXPORT_FORMATS),
    ...(raw.bom === 'false' ? { bom: 'false' } : {}),
  });
}

export function reportOf(search: ExportSearch): ExportReport {
  return search.report ?? 'revenue_support';
}

export function chosenIn(search: ExportSearch, key: ExportChoice): readonly string[] {
  return search[key]?.split(',') ?? [];
}

/** With one filter changed; empty: without it. */
export function withExportChoice(
  search: ExportSearch,
  key: ExportChoice,
  chosen: readonly string[],
): ExportSearch {
  const { [key]: _replaced, ...rest } = search;
  return chosen.length === 0 ? rest : { ...rest, [key]: chosen.join(',') };
}

/** Another report; days, format and statuses stay, filters that it does not have go. */
export function withReport(search: ExportSearch, report: ExportReport): ExportSearch {
  return withoutForeign({ ...search, report });
}

function withoutForeign(search: ExportSearch): ExportSearch {
  const report = reportOf(search);
  const has: readonly string[] = REPORT_FILTERS[report];
  const { type, ...rest } = search;
  const kept = Object.entries(rest).filter(
    ([name]) => !(name in EXPORT_CHOICES) || has.includes(name),
  );
  return {
    ...(Object.fromEntries(kept) as ExportSearch),
    ...(report === 'revenue_support' && type !== undefined ? { type } : {}),
  };
}

type Parameters = Readonly<Record<string, string>>;

/** Complete: with a report, days and, where the report is of one type, that type. */
export type CompleteSearch = ExportSearch & {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
};

/** What the endpoint is asked for the first rows. */
export function previewParameters(search: CompleteSearch): Parameters {
  const { format: _format, bom: _bom, report: _report, type, ...filters } = search;
  const report = reportOf(search);
  return {
    report,
    ...(report === 'revenue_support' ? { type: type ?? REVENUE_SUPPORT_TYPES[0] } : {}),
    ...filters,
  };
}

/** The same rows as a file; a byte order mark is something of CSV alone. */
export function downloadParameters(search: CompleteSearch): Parameters {
  const format = search.format ?? 'csv';
  return {
    ...previewParameters(search),
    format,
    ...(format === 'csv' ? { bom: search.bom ?? 'true' } : {}),
  };
}
