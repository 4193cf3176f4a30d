import type {
  Period,
  PointsAnswer,
  PointsQuery,
  SummaryAnswer,
  SummaryQuery,
} from '../../../domain/api/reports.ts';
import { DomainError, type Issue } from '../../../domain/errors.ts';
import type { CalendarDay } from '../../../domain/kernel/calendar.ts';
import type { Actor } from '../../../domain/people.ts';
import { canSeeCosts } from '../../../domain/permissions.ts';
import { TAT_EDGES_MS } from '../../../domain/reports/distribution.ts';
import {
  previousPeriod,
  type ReportPeriod,
  type Resolved,
  resolvePeriod,
  resolveTrendStep,
  trendBuckets,
} from '../../../domain/reports/periods.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/pool.ts';
import { inSnapshot } from '../../db/transaction.ts';
import { requireReportReader } from '../report-readers.ts';
import { cover } from '../rollups/cover.ts';
import { findFoldedMonths } from '../rollups/queries.ts';
import { readChangedSince } from './changed-since.ts';
import { distributionOf } from './distribution.ts';
import { figuresOf, sumsOf } from './figures.ts';
import { findPoints } from './points-queries.ts';
import { findSteps, findSums } from './queries.ts';
import { readMedians } from './read-medians.ts';
import { type Slices, slicesOf } from './slices.ts';

/**
 * D3: the cost and performance summary of what was completed in a period and counts now, by current
 * frozen prices. Everything in it belongs to one state of the database. Costs are neither read nor
 * computed for whoever may not see them (P4).
 *
 * @throws DomainError `not_allowed` (P5), `validation_failed` at `from`, `to` or `trend`
 */
export async function readSummary(
  context: Pick<Context, 'db' | 'now'>,
  actor: Actor,
  query: SummaryQuery,
): Promise<SummaryAnswer> {
  requireReportReader(actor);
  const period = accepted(resolvePeriod(query, actor.timezone, context.now()));
  const trendStep = accepted(resolveTrendStep(query.trend, period));
  const slices = slicesOf(query);
  const withCosts = canSeeCosts(actor);
  return inSnapshot(context.db, async (db) => {
    const folded = await findFoldedMonths(db);
    const sums = await readSums(db, { period, trendStep, slices, withCosts, folded });
    const spans = [period, sums.previousPeriod];
    const steps = await findSteps(db, cover(spans, folded, 'month'), slices, TAT_EDGES_MS);
    const medians = await readMedians(db, spans, slices, steps);
    const changes = await readChangedSince(db, period, slices);
    return {
      period: periodView(period),
      previousPeriod: periodView(sums.previousPeriod),
      total: { ...sums.total, medianTatMs: medians.total },
      previous: { ...sums.previous, medianTatMs: medians.previous },
      byTeam: slices.teams.map((team) => ({
        team,
        ...sums.ofTeam(team),
        medianTatMs: medians.ofTeam(team),
      })),
      byType: slices.types.map((type) => ({
        type,
        ...sums.ofType(type),
        medianTatMs: medians.ofType(type),
      })),
      trendStep,
      trend: sums.trend,
      distribution: distributionOf(steps),
      ...changes,
    };
  });
}

const MOST_POINTS = 2_000;

/**
 * D3: the price of each completed request of a type over time, the newest ones, and how many there
 * are in all.
 *
 * @throws DomainError `not_allowed` (P5), `validation_failed` at `from` or `to`
 */
export async function readPoints(
  context: Pick<Context, 'db' | 'now'>,
  actor: Actor,
  query: PointsQuery,
): Promise<PointsAnswer> {
  requireReportReader(actor);
  const period = accepted(resolvePeriod(query, actor.timezone, context.now()));
  const slices = slicesOf({ team: query.team, type: [query.type] });
  return inSnapshot(context.db, async (db) => {
    const rows = await findPoints(db, period, query.type, slices.teams, MOST_POINTS);
    const points = rows.map((row) => ({
      code: row.code,
      completedAt: row.completed_at,
      finalPrice: row.final_price,
      partnerName: row.partner_name,
    }));
    if (points.length < MOST_POINTS) return { points, count: points.length };
    const parts = cover([period], await findFoldedMonths(db), 'day');
    return { points, count: sumsOf(await findSums(db, parts, slices, false)).priced };
  });
}

interface SumsOptions {
  readonly period: ReportPeriod;
  readonly trendStep: SummaryAnswer['trendStep'];
  readonly slices: Slices;
  readonly withCosts: boolean;
  readonly folded: ReadonlySet<CalendarDay>;
}

/** The buckets of the trend make up the period: what they add up to is read once. */
async function readSums(db: Db, options: SumsOptions) {
  const { period, slices, withCosts } = options;
  const buckets = trendBuckets(period, options.trendStep);
  const previous = previousPeriod(period);
  const parts = cover([...buckets, previous], options.folded, 'day');
  const rows = await findSums(db, parts, slices, withCosts);
  const bySpan = Map.groupBy(rows, ({ span }) => span);
  const within = rows.filter(({ span }) => span < buckets.length);
  const figures = (of: typeof rows) => figuresOf(sumsOf(of), withCosts);
  return {
    previousPeriod: previous,
    total: figures(within),
    previous: figures(bySpan.get(buckets.length) ?? []),
    ofTeam: (team: string) => figures(within.filter((row) => row.team === team)),
    ofType: (type: string) => figures(within.filter((row) => row.type === type)),
    trend: buckets.map(({ from, to }, index) => ({
      from,
      to,
      ...figures(bySpan.get(index) ?? []),
    })),
  };
}

function accepted<T>(resolved: Resolved<T>): T {
  if (resolved.ok) return resolved.value;
  throw invalid(resolved.issues);
}

function invalid(issues: readonly Issue[]): DomainError {
  return new DomainError('validation_failed', 'This period cannot be shown.', { issues });
}

function periodView({ from, to, zone, fromAt, untilAt }: ReportPeriod): Period {
  return { from, to, zone, fromAt, untilAt };
}
