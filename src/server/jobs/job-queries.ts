import { sql } from 'kysely';
import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';
import { addJob } from './queries.ts';
import { aliveWorkers } from './run-queries.ts';

/** The queue itself, of which graphile-worker tells no other way: its tables as of 0.18. */

export interface QueueFacts {
  readonly ready: number;
  readonly running: number;
  readonly oldestReadyAt: Instant | null;
}

export async function loadQueue(db: Db): Promise<QueueFacts> {
  const { rows } = await sql<QueueFacts>`
    SELECT count(*) FILTER (WHERE is_ready) AS ready,
      count(*) FILTER (WHERE locked_at IS NOT NULL) AS running,
      min(run_at) FILTER (WHERE is_ready) AS "oldestReadyAt"
    FROM graphile_worker._private_jobs
    CROSS JOIN LATERAL (SELECT locked_at IS NULL AND attempts < max_attempts AND run_at <= now()
      AS is_ready) AS state`.execute(db);
  return rows[0] ?? { ready: 0, running: 0, oldestReadyAt: null };
}

export interface FailedJobRow {
  readonly id: number;
  readonly task: string;
  readonly created_at: Instant;
  readonly updated_at: Instant;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly payload: unknown;
}

/** What was tried as often as allowed, newest first. */
export async function findFailedJobs(db: Db, limit: number): Promise<readonly FailedJobRow[]> {
  const { rows } = await sql<FailedJobRow>`
    SELECT jobs.id, tasks.identifier AS task, jobs.created_at, jobs.updated_at, jobs.attempts,
      jobs.last_error, jobs.payload
    FROM graphile_worker._private_jobs AS jobs
    JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
    WHERE attempts >= max_attempts AND locked_at IS NULL
    ORDER BY jobs.updated_at DESC, jobs.id DESC LIMIT ${sql.lit(limit)}`.execute(db);
  return rows;
}

export interface LockedJob {
  readonly task: string;
  readonly has_failed: boolean;
}

/** Locks a job of the queue, of whichever kind; undefined: it is done, or somebody dropped it. */
export async function lockJob(tx: Tx, id: string): Promise<LockedJob | undefined> {
  const { rows } = await sql<LockedJob>`
    SELECT (SELECT identifier FROM graphile_worker._private_tasks AS tasks
        WHERE tasks.id = jobs.task_id) AS task,
      attempts >= max_attempts AND locked_at IS NULL AS has_failed
    FROM graphile_worker._private_jobs AS jobs WHERE id = ${id}::bigint FOR UPDATE`.execute(tx);
  return rows[0];
}

/**
 * A failed job begins again, with all its attempts, as this admin's order: also of a task that is
 * paused, which keeps the clock alone from running it.
 */
export async function retryJob(tx: Tx, id: string, actorId: number): Promise<void> {
  await sql`UPDATE graphile_worker._private_jobs
    SET payload = (payload::jsonb - '_cron' || jsonb_build_object('runBy', ${actorId}::bigint))::json
    WHERE id = ${id}::bigint AND json_typeof(payload) = 'object'`.execute(tx);
  await sql`SELECT FROM graphile_worker.reschedule_jobs(ARRAY[${id}::bigint],
    run_at := now(), attempts := 0)`.execute(tx);
}

/** A failed job is no more. */
export async function dropJob(tx: Tx, id: string): Promise<void> {
  await sql`SELECT FROM graphile_worker.complete_jobs(ARRAY[${id}::bigint])`.execute(tx);
}

/** What was ordered within this time is the same order. */
const SAME_ORDER_SECONDS = 5;

/**
 * Orders a run of a scheduled task by an admin, besides those by the clock. What a killed worker had
 * begun is under way no more, and this order takes its place before it is handed back.
 * @returns false when one was ordered a moment ago or is under way
 */
export async function orderRun(
  tx: Tx,
  task: string,
  actorId: number,
  now: Instant,
): Promise<boolean> {
  const jobKey = `run-now:${task}`;
  // One order after the other: the second sees what the first left.
  await sql`SELECT pg_advisory_xact_lock(hashtext(${jobKey}))`.execute(tx);
  await sql`DELETE FROM graphile_worker._private_jobs AS jobs
    WHERE key = ${jobKey} AND locked_at IS NOT NULL
      AND EXISTS (SELECT FROM job_runs WHERE job_id = jobs.id AND task = ${task}
        AND ended_at IS NULL AND worker NOT IN (${aliveWorkers()}))`.execute(tx);
  const { rows } = await sql<{ is_ordered: boolean }>`
    SELECT EXISTS (SELECT FROM graphile_worker._private_jobs
        WHERE key = ${jobKey} AND (locked_at IS NOT NULL OR attempts < max_attempts))
      OR EXISTS (SELECT FROM job_runs WHERE task = ${task} AND cause = 'admin'
        AND started_at > ${now}::timestamptz - ${sql.lit(SAME_ORDER_SECONDS)} * interval '1 second')
      AS is_ordered`.execute(tx);
  if (rows[0]?.is_ordered) return false;
  // Its result is what the admin waits for: the clock tries again soon enough.
  await addJob(tx, task, { runBy: actorId }, { jobKey, maxAttempts: 1 });
  return true;
}

export interface PauseRow {
  readonly task: string;
  readonly paused_at: Instant;
  readonly paused_by: number;
  readonly reason: string;
}

export function loadPauses(db: Db): Promise<readonly PauseRow[]> {
  return db.selectFrom('job_pauses').selectAll().execute();
}

/** @returns false when it is paused already */
export async function insertPause(tx: Tx, pause: PauseRow): Promise<boolean> {
  const row = await tx
    .insertInto('job_pauses')
    .values(pause)
    .onConflict((conflict) => conflict.doNothing())
    .returning('task')
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns false when it is not paused */
export async function deletePause(tx: Tx, task: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('job_pauses')
    .where('task', '=', task)
    .returning('task')
    .executeTakeFirst();
  return row !== undefined;
}
