import { sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import { QUEUE_AGES_MS } from '../../../domain/reports/choices.ts';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Status } from '../../../domain/requests/request.ts';
import type { Db } from '../../db/pool.ts';
import { andInSlice, type Slice } from './slice-queries.ts';

export interface Target {
  readonly type: RequestTypeKey;
  readonly targetMs: number;
}

export interface QueueCount {
  readonly status: Status;
  /** 0: younger than the first of `QUEUE_AGES_MS`. */
  readonly age: number;
  readonly total: number;
  readonly over_target: number;
}

/** As the index `requests_open` has it, so that completed requests are never looked at. */
const isOpen = sql`status NOT IN ('completed', 'cancelled')`;

/** D4: open requests by status and time in it, and how many are older than their type's target. */
export async function countQueue(
  db: Db,
  slice: Slice,
  targets: readonly Target[],
  now: Instant,
): Promise<readonly QueueCount[]> {
  const { rows } = await sql<QueueCount>`
    SELECT status, width_bucket(${now}::timestamptz - status_since,
        ${QUEUE_AGES_MS.map(asInterval)}::interval[]) AS age,
      count(*) AS total, count(*) FILTER (WHERE created_at < target.due) AS over_target
    FROM requests
    LEFT JOIN unnest(${targets.map(({ type }) => type)}::text[],
      ${targets.map(({ targetMs }) => asInterval(targetMs))}::interval[]) AS goal (of_type, within)
      ON goal.of_type = type
    CROSS JOIN LATERAL (SELECT ${now}::timestamptz - goal.within) AS target (due)
    WHERE ${isOpen} ${andInSlice(slice)}
    GROUP BY status, age`.execute(db);
  return rows;
}

export interface Oldest {
  readonly status: Status;
  readonly code: string;
  readonly since: Instant;
}

/** The request of each open status that has been in it for longest. */
export async function findOldest(
  db: Db,
  slice: Slice,
  statuses: readonly Status[],
): Promise<readonly Oldest[]> {
  const { rows } = await sql<Oldest>`
    SELECT wanted.status, oldest.code, oldest.status_since AS since
    FROM unnest(${[...statuses]}::text[]) AS wanted (status)
    CROSS JOIN LATERAL (
      SELECT code, status_since FROM requests
      WHERE ${isOpen} AND requests.status = wanted.status ${andInSlice(slice)}
      ORDER BY status_since, id LIMIT 1
    ) AS oldest`.execute(db);
  return rows;
}

const asInterval = (ms: number): string => `${ms} milliseconds`;
