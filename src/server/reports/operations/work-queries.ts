import { sql } from 'kysely';
import type { Span } from '../../../domain/reports/periods.ts';
import type { Db } from '../../db/pool.ts';
import type { Cover } from '../rollups/cover.ts';
import type { Place, Step } from '../rollups/median.ts';
import {
  countsWithin,
  factParts,
  rejectionsIn,
  type Slice,
  sumParts,
  takenIn,
} from './slice-queries.ts';

const EVERYTHING: Slice = { teams: [], types: [] };

export type WorkRole = 'operator' | 'qa_agent';

export interface WorkCount {
  readonly person_id: number;
  readonly role: WorkRole;
  readonly taken: number;
  readonly rejected: number;
}

/**
 * D4: what people took and what was rejected in a period; the same as `insertWork` folds (rollups),
 * with the facts of the days that are not folded. Work taken reads the index alone: its columns name
 * everybody but those who were handed work (L20), who stand in the details of few events.
 */
export async function sumWork(db: Db, days: Cover): Promise<readonly WorkCount[]> {
  const { rows } = await sql<WorkCount>`
    SELECT person_id, role, sum(taken)::bigint AS taken, sum(rejected)::bigint AS rejected
    FROM (
      SELECT person_id, role, sum(taken) AS taken, sum(rejected) AS rejected
      FROM ${sumParts(days)} JOIN work_days ON day >= from_day AND day < until_day
      GROUP BY person_id, role
      UNION ALL
      SELECT actor_id, CASE action WHEN 'operate' THEN 'operator' ELSE 'qa_agent' END, sum(sign), 0
      FROM ${takenIn(days, ['operate', 'start_qa'], sql`action, actor_id`)}
      GROUP BY actor_id, action
      UNION ALL
      SELECT coalesce((details->>'personId')::bigint, actor_id),
        CASE from_status WHEN 'qa_pending' THEN 'qa_agent' ELSE 'operator' END, sign, 0
      FROM ${takenIn(days, ['assign'], sql`details, actor_id, from_status`)}
      UNION ALL
      SELECT operator_id, 'operator', 0, sign
      FROM ${rejectionsIn(days)}
      UNION ALL
      SELECT rejected_by, 'qa_agent', 0, sign
      FROM ${rejectionsIn(days)}
      WHERE from_status = 'qa_in_progress' AND rejected_by = qa_agent_id
    ) AS done
    WHERE person_id IS NOT NULL
    GROUP BY person_id, role
    HAVING sum(taken) > 0 OR sum(rejected) > 0`.execute(db);
  return rows;
}

export interface WorkStep extends Step {
  readonly person_id: number;
  readonly role: WorkRole;
}

/**
 * D4: how much each person completed that counts now, by steps of how long it took.
 * @param months the period by whole months
 */
export async function countSteps(db: Db, months: Cover): Promise<readonly WorkStep[]> {
  const { rows } = await sql<WorkStep>`
    SELECT role, person_id, bucket, sum(count)::bigint AS count, min(low) AS low, max(high) AS high
    FROM (
      SELECT CASE measure WHEN 'operate' THEN 'operator' ELSE 'qa_agent' END AS role,
        dimension::bigint AS person_id, bucket, sum(count) AS count, min(low) AS low,
        max(high) AS high
      FROM ${sumParts(months)}
      JOIN completion_histograms ON month >= from_day AND month < until_day
        AND measure IN ('operate', 'qa')
      GROUP BY measure, dimension, bucket
      UNION ALL
      SELECT role, person_id, bucket, sign * count, low, high
      FROM ${factParts(months)}
      CROSS JOIN LATERAL (
        SELECT CASE GROUPING(operator_id) WHEN 0 THEN 'operator' ELSE 'qa_agent' END,
          coalesce(operator_id, qa_agent_id), coalesce(operate_bucket, qa_bucket), count(*),
          CASE GROUPING(operator_id) WHEN 0 THEN min(operate_ms) ELSE min(qa_ms) END,
          CASE GROUPING(operator_id) WHEN 0 THEN max(operate_ms) ELSE max(qa_ms) END
        FROM completions WHERE ${countsWithin(EVERYTHING)}
        GROUP BY GROUPING SETS ((operator_id, operate_bucket), (qa_agent_id, qa_bucket))
      ) AS facts (role, person_id, bucket, count, low, high)
    ) AS steps
    WHERE person_id IS NOT NULL
    GROUP BY role, person_id, bucket
    HAVING sum(count) > 0`.execute(db);
  return rows;
}

export interface WorkPlace extends Place {
  readonly person_id: number;
}

export interface WorkTime {
  readonly person_id: number;
  readonly ms: number;
}

/** The times at these places: each is one walk along an index through one step of one person. */
export async function findTimes(
  db: Db,
  role: WorkRole,
  places: readonly WorkPlace[],
  { fromAt, untilAt }: Span,
): Promise<readonly WorkTime[]> {
  if (places.length === 0) return [];
  const [person, time] =
    role === 'operator'
      ? [sql.ref('operator_id'), sql.ref('operate_ms')]
      : [sql.ref('qa_agent_id'), sql.ref('qa_ms')];
  const { rows } = await sql<WorkTime>`
    SELECT place.person_id, found.ms
    FROM unnest(${places.map(({ person_id }) => person_id)}::bigint[],
      ${places.map(({ low }) => low)}::bigint[], ${places.map(({ high }) => high)}::bigint[],
      ${places.map(({ skip }) => skip)}::bigint[], ${places.map(({ take }) => take)}::bigint[])
      AS place (person_id, low, high, skip, take)
    CROSS JOIN LATERAL (
      SELECT ${time} AS ms FROM completions
      WHERE superseded_at IS NULL AND ${person} = place.person_id
        AND ${time} BETWEEN place.low AND place.high
        AND completed_at >= ${fromAt}::timestamptz AND completed_at < ${untilAt}::timestamptz
      ORDER BY ${time} OFFSET place.skip LIMIT place.take
    ) AS found`.execute(db);
  return rows;
}
