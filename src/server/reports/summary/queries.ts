import { type RawBuilder, sql } from 'kysely';
import { addMonths, type CalendarDay } from '../../../domain/kernel/calendar.ts';
import type { Cost, Money } from '../../../domain/kernel/money.ts';
import type { Team } from '../../../domain/people.ts';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Db } from '../../db/pool.ts';
import type { Cover } from '../rollups/cover.ts';
import { isEverything, type Slices } from './slices.ts';

/** What the completions of one team and type within one span add up to. */
export interface SumRow {
  readonly span: number;
  readonly team: Team;
  readonly type: RequestTypeKey;
  readonly completed: number;
  readonly priced: number;
  readonly client_total: Money;
  readonly discount_amount: Money;
  /** Null unless costs are asked for (P4). */
  readonly operate_total: Cost | null;
  readonly qa_total: Cost | null;
  /** A whole number as text: it may be larger than a JavaScript number counts. */
  readonly tat_ms: string;
}

/** D3: sums by span, team and type. Facts are read by an index that holds all of their columns. */
export async function findSums(
  db: Db,
  parts: Cover,
  slices: Slices,
  withCosts: boolean,
): Promise<readonly SumRow[]> {
  const costs = withCosts
    ? sql`coalesce(sum(operate_total), 0), coalesce(sum(qa_total), 0)`
    : sql`NULL::numeric, NULL::numeric`;
  const { rows } = await sql<SumRow>`
    WITH fact_parts AS MATERIALIZED (
      SELECT piece, team, type, completed, priced, client_total, discount_amount, operate_total,
        qa_total, tat_ms
      FROM ${factParts(parts)}
      CROSS JOIN LATERAL (
        SELECT team, type, count(*), count(final_price), coalesce(sum(client_total), 0),
          coalesce(sum(discount_amount), 0), ${costs}, sum(tat_ms)
        FROM completions
        WHERE superseded_at IS NULL AND completed_at >= from_at AND completed_at < until_at
          ${andIn(slices)}
        GROUP BY team, type
      ) AS facts (team, type, completed, priced, client_total, discount_amount, operate_total,
        qa_total, tat_ms)
    )
    SELECT span, team, type, sum(completed)::bigint AS completed, sum(priced)::bigint AS priced,
      sum(client_total) AS client_total, sum(discount_amount) AS discount_amount,
      sum(operate_total) AS operate_total, sum(qa_total) AS qa_total, sum(tat_ms)::text AS tat_ms
    FROM (
      SELECT span, team, type, completed, priced, client_total, discount_amount, operate_total,
        qa_total, tat_ms
      FROM ${sumParts(parts)}
      CROSS JOIN LATERAL (
        SELECT team, type, sum(completed), sum(priced), sum(client_total), sum(discount_amount),
          ${costs}, sum(tat_ms)
        FROM completion_days WHERE day >= from_day AND day < until_day ${andIn(slices)}
        GROUP BY team, type
      ) AS days (team, type, completed, priced, client_total, discount_amount, operate_total,
        qa_total, tat_ms)
      UNION ALL
      SELECT span, team, type, sign * completed, sign * priced, sign * client_total,
        sign * discount_amount, sign * operate_total, sign * qa_total, sign * tat_ms
      FROM fact_parts JOIN ${factUses(parts)} USING (piece)
    ) AS signed
    GROUP BY span, team, type`.execute(db);
  return rows;
}

/** How many completions of a slice lie in one step of turn-around times, or one band of prices. */
export interface StepRow {
  readonly span: number;
  readonly measure: 'tat' | 'price';
  /** Null in every span but the first, and for prices: all of them together. */
  readonly team: Team | null;
  readonly type: RequestTypeKey | null;
  readonly bucket: number;
  /** Which band of the distribution the step lies in. */
  readonly band: number;
  readonly count: number;
  /** What is in the step lies between, in milliseconds; null for prices. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * D3: turn-around times by step, of the first span by team and type, and its prices by band.
 *
 * @param parts of whole months
 * @param edgesMs among the steps
 */
export async function findSteps(
  db: Db,
  parts: Cover,
  slices: Slices,
  edgesMs: readonly number[],
): Promise<readonly StepRow[]> {
  const months = parts.sums.flatMap(monthsOf);
  const ofSlices = isEverything(slices)
    ? sql``
    : sql`AND dimension = ANY(${slices.teams.flatMap((team) => slices.types.map((type) => `${team}|${type}`))}::text[])`;
  const { rows } = await sql<StepRow>`
    WITH fact_steps AS MATERIALIZED (
      SELECT piece, measure, team, type, bucket, count, low, high
      FROM ${factParts(parts)}
      CROSS JOIN LATERAL (
        SELECT CASE GROUPING(tat_bucket) WHEN 0 THEN 'tat' ELSE 'price' END, team, type,
          coalesce(tat_bucket, price_band), count(*), min(tat_ms), max(tat_ms)
        FROM completions
        WHERE superseded_at IS NULL AND completed_at >= from_at AND completed_at < until_at
          ${andIn(slices)}
        GROUP BY GROUPING SETS ((team, type, tat_bucket), (price_band))
        HAVING GROUPING(tat_bucket) = 0 OR price_band IS NOT NULL
      ) AS steps (measure, team, type, bucket, count, low, high)
    ), months AS (
      SELECT span, of_month FROM unnest(${months.map(({ span }) => span)}::int[],
        ${months.map(({ month }) => month)}::date[]) AS part (span, of_month)
    ), month_steps AS MATERIALIZED (
      -- Summed by as few and plain columns as will do: there may be a hundred thousand rows. OFFSET 0
      -- keeps to the index, which has the wanted ones side by side.
      SELECT span, 'tat' AS measure, dimension, bucket, sum(count)::bigint AS count,
        min(low) AS low, max(high) AS high
      FROM months CROSS JOIN LATERAL (
        SELECT dimension COLLATE "C" AS dimension, bucket, count, low, high
        FROM completion_histograms WHERE month = of_month AND measure = 'tat' ${ofSlices} OFFSET 0
      ) AS steps
      GROUP BY span, dimension, bucket
      UNION ALL
      SELECT span, 'price', '', bucket, sum(count)::bigint, NULL, NULL
      FROM months CROSS JOIN LATERAL (
        SELECT bucket, count FROM completion_histograms
        WHERE month = of_month AND measure = 'price' ${ofSlices} OFFSET 0
      ) AS bands
      WHERE span = 0
      GROUP BY span, bucket
    ), signed AS (
      SELECT span, measure, split_part(dimension, '|', 1) AS team,
        split_part(dimension, '|', 2) AS type, bucket, count, low, high
      FROM month_steps
      UNION ALL
      SELECT span, measure, team, type, bucket, sign * count, low, high
      FROM fact_steps JOIN ${factUses(parts)} USING (piece)
      WHERE measure = 'tat' OR span = 0
    )
    SELECT span, measure, team, type, bucket, count, low, high,
      CASE measure WHEN 'price' THEN bucket ELSE width_bucket(bucket, edges) END AS band
    FROM (
      SELECT span, measure, CASE WHEN measure = 'tat' AND span = 0 THEN team END AS team,
        CASE WHEN measure = 'tat' AND span = 0 THEN type END AS type, bucket::int AS bucket,
        sum(count)::bigint AS count, min(low) AS low, max(high) AS high
      FROM signed GROUP BY 1, 2, 3, 4, 5
    ) AS summed
    CROSS JOIN (
      SELECT array_agg(duration_bucket(edge)::int ORDER BY edge) AS edges
      FROM unnest(${[...edgesMs]}::bigint[]) AS edge
    ) AS bands
    WHERE count <> 0`.execute(db);
  return rows;
}

function monthsOf({ span, from, until }: Cover['sums'][number]) {
  const months: { readonly span: number; readonly month: CalendarDay }[] = [];
  for (let month = from; month < until; month = addMonths(month, 1)) months.push({ span, month });
  return months;
}

/** As conditions on columns `team` and `type`. */
export function andIn(slices: Slices): RawBuilder<unknown> {
  return isEverything(slices)
    ? sql``
    : sql`AND team = ANY(${[...slices.teams]}::text[]) AND type = ANY(${[...slices.types]}::text[])`;
}

function sumParts({ sums }: Cover): RawBuilder<unknown> {
  return sql`unnest(${sums.map(({ span }) => span)}::int[], ${sums.map(({ from }) => from)}::date[],
    ${sums.map(({ until }) => until)}::date[]) AS part (span, from_day, until_day)`;
}

function factParts({ facts }: Cover): RawBuilder<unknown> {
  return sql`unnest(${facts.map((_, index) => index)}::int[],
    ${facts.map(({ fromAt }) => fromAt)}::timestamptz[],
    ${facts.map(({ untilAt }) => untilAt)}::timestamptz[]) AS part (piece, from_at, until_at)`;
}

function factUses({ facts }: Cover): RawBuilder<unknown> {
  const uses = facts.flatMap((fact, piece) => fact.uses.map((use) => ({ piece, ...use })));
  return sql`unnest(${uses.map(({ piece }) => piece)}::int[], ${uses.map(({ span }) => span)}::int[],
    ${uses.map(({ sign }) => sign)}::int[]) AS used (piece, span, sign)`;
}
