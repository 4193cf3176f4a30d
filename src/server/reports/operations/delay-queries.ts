import { sql } from 'kysely';
import type { Span } from '../../../domain/reports/periods.ts';
import type { Db } from '../../db/pool.ts';
import type { Cover } from '../rollups/cover.ts';
import { andInSlice, countsWithin, factParts, type Slice, sumParts } from './slice-queries.ts';

const TIMES = [
  'elapsed_ms',
  'scheduled_ms',
  'approval_ms',
  'pending_ms',
  'operate_ms',
  'qa_pending_ms',
  'qa_ms',
  'blocked_ms',
  'cancelled_ms',
  'completed_ms',
  'tat_ms',
  'tat_pending_ms',
  'tat_operate_ms',
  'tat_qa_pending_ms',
  'tat_qa_ms',
  'tat_other_ms',
] as const;

export type DelaySums = Readonly<Record<(typeof TIMES)[number] | 'completed', number>>;

/** D4: what the completions of a period that count now add up to. @param cover by days */
export async function sumDelay(db: Db, slice: Slice, cover: Cover): Promise<DelaySums> {
  const each = (column: (name: string) => unknown) =>
    sql.join(TIMES.map((name) => sql`${column(name)} AS ${sql.ref(name)}`));
  const { rows } = await sql<DelaySums>`
    SELECT coalesce(sum(completed), 0)::bigint AS completed,
      ${each((name) => sql`coalesce(sum(${sql.ref(name)}), 0)::bigint`)}
    FROM (
      SELECT sum(completed) AS completed, ${each((name) => sql`sum(${sql.ref(name)})`)}
      FROM ${sumParts(cover)}
      JOIN completion_days ON day >= from_day AND day < until_day ${andInSlice(slice)}
      UNION ALL
      SELECT sum(sign * facts.completed), ${each((name) => sql`sum(sign * ${sql.ref(name)})`)}
      FROM ${factParts(cover)}
      CROSS JOIN LATERAL (
        SELECT count(*) AS completed, ${each((name) => sql`sum(${sql.ref(name)})`)}
        FROM completions WHERE ${countsWithin(slice)}
      ) AS facts
    ) AS parts`.execute(db);
  const [sums] = rows;
  if (sums === undefined) throw new Error('sums without a row');
  return sums;
}

export interface RejectionCounts {
  readonly from_qa: number;
  readonly from_completed: number;
  /** Completions within the period that were rejected at some time. */
  readonly superseded: number;
}

/** D4: rejections within the period, and the completions of the period that count no more. */
export async function countRejections(
  db: Db,
  slice: Slice,
  { fromAt, untilAt }: Span,
): Promise<RejectionCounts> {
  const { rows } = await sql<RejectionCounts>`
    SELECT count(*) FILTER (WHERE from_status = 'qa_in_progress') AS from_qa,
      count(*) FILTER (WHERE from_status = 'completed') AS from_completed,
      (SELECT count(*) FROM completions
        WHERE superseded_at IS NOT NULL AND completed_at >= ${fromAt}::timestamptz
          AND completed_at < ${untilAt}::timestamptz ${andInSlice(slice)}) AS superseded
    FROM rejections
    WHERE at >= ${fromAt}::timestamptz AND at < ${untilAt}::timestamptz
      ${andInSlice(slice)}`.execute(db);
  const [counts] = rows;
  if (counts === undefined) throw new Error('counts without a row');
  return counts;
}
