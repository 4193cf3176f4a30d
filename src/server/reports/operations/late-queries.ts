import { sql } from 'kysely';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Db } from '../../db/pool.ts';
import type { Cover } from '../rollups/cover.ts';
import type { Target } from './queue-queries.ts';
import { andInSlice, completionsIn, type Slice, sumParts } from './slice-queries.ts';

/**
 * D4: completions over their type's target, exactly, over any period. Whole months are known by
 * steps of turn-around time: a step above the one that the target lies in is late, one below is not.
 * Of the one step it lies in, the completions beyond the target are counted themselves.
 */
export interface LateCount {
  readonly completed: number;
  readonly late: number;
}

interface StepsOfType {
  readonly type: RequestTypeKey;
  readonly target_ms: number;
  readonly completed: number;
  readonly above: number;
  readonly within: number;
  /** The shortest and the longest time in the target's step; null: none is in it. */
  readonly low: number | null;
  readonly high: number | null;
}

/** @param months the period covered by whole months; each slice is one team of one type */
export async function countLate(
  db: Db,
  slice: Slice,
  targets: readonly Target[],
  months: Cover,
): Promise<LateCount> {
  if (targets.length === 0) return { completed: 0, late: 0 };
  const steps = await countSteps(db, slice, targets, months);
  const others = await countFacts(db, slice, targets, months);
  const cut = steps.filter(({ low, high, target_ms }) => isCut(low, high, target_ms));
  const beyond = await countBeyond(db, slice, cut, months);
  const above = steps.map(({ above, within, low, target_ms }) =>
    low !== null && low > target_ms ? above + within : above,
  );
  return {
    completed: total(steps.map(({ completed }) => completed)) + others.completed,
    late: total(above) + beyond + others.late,
  };
}

const isCut = (low: number | null, high: number | null, targetMs: number): boolean =>
  low !== null && high !== null && low <= targetMs && high > targetMs;

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const goals = (targets: readonly Target[]) => sql`
  unnest(${targets.map(({ type }) => type)}::text[],
    ${targets.map(({ targetMs }) => targetMs)}::bigint[]) AS goal (of_type, target_ms)`;

async function countSteps(
  db: Db,
  slice: Slice,
  targets: readonly Target[],
  months: Cover,
): Promise<readonly StepsOfType[]> {
  const { rows } = await sql<StepsOfType>`
    SELECT of_type AS type, target_ms, sum(count)::bigint AS completed,
      coalesce(sum(count) FILTER (WHERE bucket > step), 0)::bigint AS above,
      coalesce(sum(count) FILTER (WHERE bucket = step), 0)::bigint AS within,
      min(low) FILTER (WHERE bucket = step) AS low, max(high) FILTER (WHERE bucket = step) AS high
    FROM (
      SELECT split_part(dimension, '|', 1) AS team, split_part(dimension, '|', 2) AS type, bucket,
        sum(count) AS count, min(low) AS low, max(high) AS high
      FROM ${sumParts(months)}
      JOIN completion_histograms ON month >= from_day AND month < until_day AND measure = 'tat'
      GROUP BY dimension, bucket
    ) AS steps
    JOIN (SELECT of_type, target_ms, duration_bucket(target_ms) AS step FROM ${goals(targets)}) AS goals
      ON of_type = type ${andInSlice(slice)}
    GROUP BY of_type, target_ms`.execute(db);
  return rows;
}

async function countFacts(
  db: Db,
  slice: Slice,
  targets: readonly Target[],
  months: Cover,
): Promise<LateCount> {
  const { rows } = await sql<LateCount>`
    SELECT coalesce(sum(sign), 0) AS completed,
      coalesce(sum(sign) FILTER (WHERE tat_ms > target_ms), 0) AS late
    FROM ${completionsIn(months, slice)}
    JOIN ${goals(targets)} ON of_type = type`.execute(db);
  return rows[0] ?? { completed: 0, late: 0 };
}

/** Of whole months: completions longer than the target, but not longer than its step goes. */
async function countBeyond(
  db: Db,
  slice: Slice,
  cut: readonly StepsOfType[],
  months: Cover,
): Promise<number> {
  if (cut.length === 0) return 0;
  const { rows } = await sql<{ late: number }>`
    SELECT coalesce(sum(found.late), 0)::bigint AS late
    FROM unnest(${cut.map(({ type }) => type)}::text[],
      ${cut.map(({ target_ms }) => target_ms)}::bigint[], ${cut.map(({ high }) => high)}::bigint[])
      AS goal (of_type, target_ms, high)
    CROSS JOIN LATERAL (
      SELECT count(*) AS late FROM completions
      WHERE superseded_at IS NULL AND tat_ms > goal.target_ms AND tat_ms <= goal.high
        AND type = goal.of_type ${andInSlice(slice)}
        AND EXISTS (SELECT 1 FROM ${sumParts(months)}
          WHERE completed_at >= from_day::timestamp AT TIME ZONE 'UTC'
            AND completed_at < until_day::timestamp AT TIME ZONE 'UTC')
    ) AS found`.execute(db);
  return rows[0]?.late ?? 0;
}
