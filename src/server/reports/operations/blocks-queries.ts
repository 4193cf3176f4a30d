import { sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Span } from '../../../domain/reports/periods.ts';
import type { Db } from '../../db/pool.ts';
import { andInSlice, type Slice } from './slice-queries.ts';

export interface ReasonCount {
  /** Null: the reasons that were redacted. */
  readonly reason_hash: string | null;
  readonly count: number;
  readonly total_ms: number;
  readonly open: number;
  /** The newest of them. */
  readonly event_id: number;
}

/**
 * D4: blocks that lie in the period, wholly or partly, by reason, with the time of them that does.
 * One that goes on counts until now.
 */
export async function sumBlocks(
  db: Db,
  slice: Slice,
  { fromAt, untilAt }: Span,
  now: Instant,
): Promise<readonly ReasonCount[]> {
  // Half of all blocks may lie before any period, and half after: planned for its values.
  const { rows } = await sql<ReasonCount>`/* planned for its values */
    SELECT reason_hash, count(*) AS count, count(*) FILTER (WHERE ended_at IS NULL) AS open,
      (extract(epoch FROM sum(least(until_at, ${untilAt}::timestamptz)
        - greatest(began_at, ${fromAt}::timestamptz))) * 1000)::bigint AS total_ms,
      max(event_id) AS event_id
    FROM blocks
    CROSS JOIN LATERAL (SELECT coalesce(ended_at, greatest(began_at, ${now}::timestamptz)))
      AS block (until_at)
    WHERE began_at < ${untilAt}::timestamptz
      AND (until_at > ${fromAt}::timestamptz OR began_at >= ${fromAt}::timestamptz)
      AND (ended_at IS NULL OR ended_at >= ${fromAt}::timestamptz) ${andInSlice(slice)}
    GROUP BY reason_hash`.execute(db);
  return rows;
}

/** What was written with these events. */
export async function findReasons(
  db: Db,
  eventIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ event_id: number; message: string | null }>`
    SELECT event_id, message FROM request_event_texts
    WHERE event_id = ANY(${[...eventIds]}::bigint[])`.execute(db);
  return new Map(
    rows.flatMap(({ event_id, message }) => (message === null ? [] : [[event_id, message]])),
  );
}
