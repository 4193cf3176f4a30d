import { sql } from 'kysely';
import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Db } from '../db/pool.ts';
import type { JobCause } from '../db/schema.ts';
import type { Tx } from '../db/transaction.ts';

/** First key of the advisory locks of workers that run jobs; the second is the worker's number. */
export const RUNNER_LOCK_SPACE = 7_265_719;

/** Of each task as many runs are kept. */
export const RUNS_KEPT = 200;

export interface BegunRun {
  readonly task: string;
  readonly jobId: number;
  readonly attempt: number;
  readonly cause: JobCause;
  readonly orderedBy: number | null;
  readonly worker: number;
  readonly now: Instant;
}

/**
 * Writes down that a run begins.
 * @returns its id; null for what the clock ordered while the task is paused: it is not to run
 */
export async function beginRun(tx: Tx, run: BegunRun): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    INSERT INTO job_runs (task, job_id, attempt, cause, ordered_by, worker, started_at)
    SELECT ${run.task}::text, ${run.jobId}::bigint, ${run.attempt}::int, ${run.cause}::text,
      ${run.orderedBy}::bigint, ${run.worker}::int, ${run.now}::timestamptz
    WHERE ${run.cause}::text <> 'schedule'
      OR NOT EXISTS (SELECT FROM job_pauses WHERE task = ${run.task}::text)
    RETURNING id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** @param error null: it is done */
export async function endRun(
  tx: Tx,
  id: number,
  error: string | null,
  now: Instant,
): Promise<void> {
  await tx
    .updateTable('job_runs')
    .set({ ended_at: now, outcome: error === null ? 'done' : 'failed', error })
    .where('id', '=', id)
    .execute();
}

export interface RunRow {
  readonly id: number;
  readonly task: string;
  readonly cause: JobCause;
  readonly ordered_by: number | null;
  readonly attempt: number;
  readonly started_at: Instant;
  readonly ended_at: Instant | null;
  readonly outcome: 'done' | 'failed' | null;
  readonly error: string | null;
  /** Its worker lives. */
  readonly is_alive: boolean;
}

const COLUMNS = sql`job_runs.id, job_runs.task, job_runs.cause, job_runs.ordered_by,
  job_runs.attempt, job_runs.started_at, job_runs.ended_at, job_runs.outcome, job_runs.error,
  ended_at IS NULL AND job_runs.worker IN (${aliveWorkers()}) AS is_alive`;

/** The numbers of the workers that run jobs now. */
export function aliveWorkers() {
  return sql`SELECT objid::bigint FROM pg_locks
    WHERE locktype = 'advisory' AND classid = ${sql.lit(RUNNER_LOCK_SPACE)} AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
}

export async function countAliveWorkers(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM (${aliveWorkers()}) AS alive`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The last run of each of these tasks that has run at all. */
export async function loadLastRuns(db: Db, tasks: readonly string[]): Promise<readonly RunRow[]> {
  const { rows } = await sql<RunRow>`
    SELECT ${COLUMNS} FROM unnest(${[...tasks]}::text[]) AS asked (task)
    CROSS JOIN LATERAL (SELECT * FROM job_runs WHERE job_runs.task = asked.task
      ORDER BY id DESC LIMIT 1) AS job_runs`.execute(db);
  return rows;
}

/** The runs of a task, newest first, `limit` at most. */
export async function findRuns(
  db: Db,
  task: string,
  before: number | undefined,
  limit: number,
): Promise<readonly RunRow[]> {
  const older = before === undefined ? sql`` : sql`AND job_runs.id < ${before}::bigint`;
  const { rows } = await sql<RunRow>`
    SELECT ${COLUMNS} FROM job_runs WHERE task = ${task} ${older}
    ORDER BY job_runs.id DESC LIMIT ${sql.lit(limit)}`.execute(db);
  return rows;
}

/** Leaves the newest runs of each task. */
export async function deleteOldRuns(tx: Tx): Promise<number> {
  const result = await sql`
    DELETE FROM job_runs WHERE id IN (
      SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY task ORDER BY id DESC) AS place FROM job_runs
      ) AS placed WHERE place > ${sql.lit(RUNS_KEPT)})`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}
