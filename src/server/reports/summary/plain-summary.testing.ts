import type { Figures, SummaryAnswer, SummaryQuery } from '../../../domain/api/reports.ts';
import { TEAMS } from '../../../domain/people.ts';
import { REQUEST_TYPE_KEYS } from '../../../domain/requests/define.ts';

/**
 * D5: the summary as somebody with a list of completions and a calendar would compute it: days from
 * Temporal, amounts in whole tenths of a cent, medians by sorting. Shares no code with the report.
 */
export interface Standing {
  readonly at: string;
  readonly team: string;
  readonly type: string;
  readonly tatMs: number;
  readonly clientTotal: string | null;
  readonly discount: string | null;
  readonly operate: string | null;
  readonly qa: string | null;
}

type Plain = Omit<SummaryAnswer, 'changedSince' | 'changedSinceCount'>;

const TAT_BANDS = [0, 1, 4, 8, 24, 48, 120, 336].map((hours) => hours * 3_600_000);
const PRICE_BANDS = [0, 10, 25, 50, 100, 250, 500, 1_000, 2_500];

export function plainSummary(
  all: readonly Standing[],
  query: SummaryQuery & { readonly trend?: 'week' | 'month' | undefined },
  viewerZone: string,
): Plain {
  const zone = query.days === 'billing' ? 'UTC' : viewerZone;
  const from = Temporal.PlainDate.from(query.from ?? '');
  const to = Temporal.PlainDate.from(query.to ?? '');
  const step = query.trend ?? 'week';
  const dayOf = (row: Standing) =>
    Temporal.Instant.from(row.at).toZonedDateTimeISO(zone).toPlainDate();
  const teams = TEAMS.filter((team) => query.team === undefined || query.team.includes(team));
  const types = REQUEST_TYPE_KEYS.filter(
    (type) => query.type === undefined || query.type.includes(type),
  );
  const shown = all
    .filter((row) => teams.some((team) => team === row.team))
    .filter((row) => types.some((type) => type === row.type))
    .map((row) => ({ ...row, day: dayOf(row).toString() }));
  const during = (first: Temporal.PlainDate, last: Temporal.PlainDate) =>
    shown.filter((row) => row.day >= first.toString() && row.day <= last.toString());
  const [previousFrom, previousTo] = before(from, to);
  const rows = during(from, to);
  const buckets = bucketsOf(from, to, step);
  return {
    period: periodOf(from, to, zone),
    previousPeriod: periodOf(previousFrom, previousTo, zone),
    total: figures(rows),
    previous: figures(during(previousFrom, previousTo)),
    byTeam: teams.map((team) => ({ team, ...figures(rows.filter((row) => row.team === team)) })),
    byType: types.map((type) => ({ type, ...figures(rows.filter((row) => row.type === type)) })),
    trendStep: step,
    trend: buckets.map(([first, last]) => {
      const { medianTatMs: _, ...rest } = figures(during(first, last));
      return { from: first.toString(), to: last.toString(), ...rest };
    }),
    distribution: {
      tat: bands(
        TAT_BANDS,
        rows.map(({ tatMs }) => tatMs),
      ).map(({ low, high, count }) => ({
        fromMs: low,
        untilMs: high,
        count,
      })),
      price: bands(
        PRICE_BANDS.map((dollars) => dollars * 1_000),
        rows.filter(isPriced).map((row) => Number(finalMills(row))),
      ).map(({ low, high, count }) => ({
        from: `${low / 1_000}.00`,
        until: high === null ? null : `${high / 1_000}.00`,
        count,
      })),
    },
  };
}

function figures(rows: readonly Standing[]): Figures {
  const priced = rows.filter(isPriced);
  const total = (key: 'clientTotal' | 'discount' | 'operate' | 'qa') =>
    priced.reduce((sum, row) => sum + mills(row[key]), 0n);
  const client = total('clientTotal');
  const discount = total('discount');
  const operate = total('operate');
  const qa = total('qa');
  const billed = client - discount;
  const tat = rows.map(({ tatMs }) => tatMs).sort((a, b) => a - b);
  const middle = [tat[Math.floor((tat.length - 1) / 2)], tat[Math.floor(tat.length / 2)]];
  const tatSum = tat.reduce((sum, ms) => sum + BigInt(ms), 0n);
  return {
    completed: rows.length,
    priced: priced.length,
    clientTotal: written(client, 2),
    discount: written(discount, 2),
    total: written(billed, 2),
    averagePrice: priced.length === 0 ? null : written(meanCents(billed, priced.length) * 10n, 2),
    averageTatMs: rows.length === 0 ? null : Number(tatSum / BigInt(rows.length)),
    medianTatMs: rows.length === 0 ? null : Math.floor(((middle[0] ?? 0) + (middle[1] ?? 0)) / 2),
    costs: {
      operate: written(operate, 3),
      qa: written(qa, 3),
      margin: written(billed - operate - qa, 3),
    },
  };
}

const isPriced = (row: Standing): boolean => row.clientTotal !== null;
const finalMills = (row: Standing): bigint => mills(row.clientTotal) - mills(row.discount);

/** `12.5` → 12500 thousandths. */
function mills(text: string | null): bigint {
  const [whole = '0', fraction = ''] = (text ?? '0').split('.');
  return BigInt(whole) * 1_000n + BigInt(fraction.padEnd(3, '0'));
}

function written(amount: bigint, decimals: 2 | 3): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(4, '0');
  const fraction = digits.slice(-3).slice(0, decimals);
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -3)}.${fraction}`;
}

/** Half-even; the total is in thousandths and whole cents. */
function meanCents(totalMills: bigint, count: number): bigint {
  const cents = totalMills / 10n;
  const by = BigInt(count);
  const down = cents / by;
  const twice = (cents % by) * 2n;
  return twice > by || (twice === by && down % 2n === 1n) ? down + 1n : down;
}

function bands(edges: readonly number[], values: readonly number[]) {
  return edges.map((low, index) => {
    const high = edges[index + 1] ?? null;
    const count = values.filter((value) => value >= low && (high === null || value < high)).length;
    return { low, high, count };
  });
}

function before(from: Temporal.PlainDate, to: Temporal.PlainDate) {
  const last = from.subtract({ days: 1 });
  const isWhole = from.day === 1 && to.day === to.daysInMonth;
  if (isWhole) {
    const months = (to.year - from.year) * 12 + to.month - from.month + 1;
    return [from.subtract({ months }), last] as const;
  }
  return [from.subtract({ days: from.until(to).days + 1 }), last] as const;
}

function bucketsOf(from: Temporal.PlainDate, to: Temporal.PlainDate, step: 'week' | 'month') {
  const groups = new Map<string, Temporal.PlainDate[]>();
  for (let day = from; Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    const key =
      step === 'week' ? `${day.yearOfWeek}-${day.weekOfYear}` : day.toPlainYearMonth().toString();
    groups.set(key, [...(groups.get(key) ?? []), day]);
  }
  return [...groups.values()].map((days) => [days[0] ?? from, days.at(-1) ?? to] as const);
}

function periodOf(from: Temporal.PlainDate, to: Temporal.PlainDate, zone: string) {
  const start = (day: Temporal.PlainDate) =>
    day.toZonedDateTime(zone).startOfDay().toInstant().toString({ fractionalSecondDigits: 3 });
  return {
    from: from.toString(),
    to: to.toString(),
    zone,
    fromAt: start(from),
    untilAt: start(to.add({ days: 1 })),
  };
}
