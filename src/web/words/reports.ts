import type { ReadyPeriod } from '../api/report-periods.ts';
import type { ReportChoice } from '../api/reports.ts';

/** What the pages of reports share. */
export const reportsWords = {
  navigation: 'Reports',
  summary: 'Cost and performance',
  operations: 'Operations',
  exports: 'Exports',
  refused: 'These days cannot be shown',
  /** Of an address that asks for days that cannot be; `path` names its part. */
  issue: (path: string, message: string) =>
    path === 'from' || path === 'to'
      ? `${path === 'from' ? 'First' : 'Last'} day: ${message}.`
      : `${message}.`,
  thisMonth: 'Show this month',
  filters: { team: 'Team', type: 'Type' } satisfies Record<ReportChoice, string>,
} as const;

export const periodWords = {
  period: 'Period',
  /** The button that opens the choices. */
  change: (period: string) => `Period: ${period}`,
  ready: {
    thisMonth: 'This month',
    lastMonth: 'Last month',
    thisQuarter: 'This quarter',
    lastQuarter: 'Last quarter',
    thisYear: 'This year',
    last30Days: 'Last 30 days',
  } satisfies Record<ReadyPeriod, string>,
  own: 'Own days',
  named: (name: string, days: string) => `${name}, ${days}`,
  days: 'Days',
  local: 'Local days',
  billing: 'Billing days',
  zone: {
    local: (zone: string) => `Days in your zone, ${zone}`,
    billing: 'Days in UTC, as bills have them',
    fixed: (zone: string) => `Days in ${zone}`,
  },
  tooMuch: 'Choose the first and the last day',
} as const;
