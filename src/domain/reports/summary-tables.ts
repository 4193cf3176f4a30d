import type { Figures, SummaryAnswer } from '../api/reports.ts';
import { formatDuration } from '../kernel/calendar.ts';
import { TEAM_NAMES } from '../people.ts';
import { requestType } from '../requests/types/index.ts';
import type { CellKind } from './exports/csv.ts';

/** The summary (D3) as tables for a file: exact decimal text in columns of numbers. Pure. */

export interface TableColumn {
  readonly heading: string;
  readonly kind: CellKind;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
}

type Row = Omit<Figures, 'medianTatMs'> & Partial<Pick<Figures, 'medianTatMs'>>;
type Column = TableColumn & { readonly read: (figures: Row) => string | number | null | undefined };

const words = (ms: number | null | undefined): string => (ms == null ? '' : formatDuration(ms));

const COUNTS: readonly Column[] = [
  { heading: 'Completed', kind: 'integer', read: (row) => row.completed },
  { heading: 'Not priced', kind: 'integer', read: (row) => row.completed - row.priced },
  { heading: 'Before discount (USD)', kind: 'money', read: (row) => row.clientTotal },
  { heading: 'Discount (USD)', kind: 'money', read: (row) => row.discount },
  { heading: 'Total (USD)', kind: 'money', read: (row) => row.total },
  { heading: 'Average price (USD)', kind: 'money', read: (row) => row.averagePrice },
  { heading: 'Average TAT', kind: 'text', read: (row) => words(row.averageTatMs) },
  { heading: 'Average TAT (ms)', kind: 'integer', read: (row) => row.averageTatMs },
];
const MEDIAN: readonly Column[] = [
  { heading: 'Median TAT', kind: 'text', read: (row) => words(row.medianTatMs) },
  { heading: 'Median TAT (ms)', kind: 'integer', read: (row) => row.medianTatMs },
];
const COSTS: readonly Column[] = [
  { heading: 'Operate cost (USD)', kind: 'money', read: (row) => row.costs?.operate },
  { heading: 'QA cost (USD)', kind: 'money', read: (row) => row.costs?.qa },
  { heading: 'Margin (USD)', kind: 'money', read: (row) => row.costs?.margin },
];

/** Total with the period before, teams, types and the trend; costs where the answer has them (P4). */
export function summaryTables(answer: SummaryAnswer): readonly Table[] {
  const costs = answer.total.costs === undefined ? [] : COSTS;
  const all = [...COUNTS, ...MEDIAN, ...costs];
  const { period, previousPeriod } = answer;
  return [
    table('Total', ['Period'], all, [
      [[`${period.from} to ${period.to}`], answer.total],
      [[`${previousPeriod.from} to ${previousPeriod.to}`], answer.previous],
    ]),
    table(
      'By team',
      ['Team'],
      all,
      answer.byTeam.map((row) => [[TEAM_NAMES[row.team]], row]),
    ),
    table(
      'By type',
      ['Type'],
      all,
      answer.byType.map((row) => [[requestType(row.type).name], row]),
    ),
    table(
      answer.trendStep === 'week' ? 'By week' : 'By month',
      ['From', 'To'],
      [...COUNTS, ...costs],
      answer.trend.map((row) => [[row.from, row.to], row]),
    ),
  ];
}

/** What the numbers are, for the file's first lines: name and value. */
export function summaryFacts(
  { period }: Pick<SummaryAnswer, 'period'>,
  narrowedTo: readonly string[],
): readonly (readonly [string, string])[] {
  return [
    ['Report', 'Cost and performance summary'],
    ['Period', `${period.from} to ${period.to}, both included`],
    ['Time zone of the days', period.zone],
    ['Date basis', 'Time of completion; requests that are completed and not rejected since'],
    [
      'Prices',
      'Frozen prices as they are now, in USD; requests without a price count in no amount',
    ],
    ['TAT', 'Turn-around time: completion less its start'],
    [
      'Narrowed to',
      narrowedTo.length === 0 ? 'Nothing: all teams and types' : narrowedTo.join(', '),
    ],
  ];
}

/** The date basis, the period and the zone are in the name. */
export function summaryFileName(
  { period }: Pick<SummaryAnswer, 'period'>,
  format: 'csv' | 'xlsx',
): string {
  const zone = period.zone.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `summary_completed_${period.from}_to_${period.to}_${zone}.${format}`;
}

function table(
  name: string,
  labels: readonly string[],
  columns: readonly Column[],
  rows: readonly (readonly [readonly string[], Row])[],
): Table {
  return {
    name,
    columns: [
      ...labels.map((heading): TableColumn => ({ heading, kind: 'text' })),
      ...columns.map(({ heading, kind }): TableColumn => ({ heading, kind })),
    ],
    rows: rows.map(([label, figures]) => [
      ...label,
      ...columns.map(({ read }) => String(read(figures) ?? '')),
    ]),
  };
}
