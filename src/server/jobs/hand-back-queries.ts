import { sql } from 'kysely';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';
import { aliveWorkers } from './run-queries.ts';

/**
 * Who holds which job of the queue: its tables as of 0.18. Jobs are locked in a name that tells the
 * worker's number, and so the advisory lock that its session holds. Other names are those of older
 * releases, of which nobody knows whether they live: the queue itself hands their jobs back.
 */

const PREFIX = 'requests-';

/** The name in which this worker locks jobs. */
export const nameOfWorker = (worker: number): string => `${PREFIX}${worker}`;

const isGone = sql`locked_by LIKE ${sql.lit(`${PREFIX}%`)} AND locked_by NOT IN (
  SELECT ${sql.lit(PREFIX)} || worker FROM (${aliveWorkers()}) AS alive (worker))`;

/** The names in which jobs are locked by workers whose session is gone. */
export async function findGoneWorkers(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT locked_by AS name FROM graphile_worker._private_jobs WHERE ${isGone}
    UNION SELECT locked_by FROM graphile_worker._private_job_queues WHERE ${isGone}`.execute(db);
  return rows.map(({ name }) => name);
}

export interface HandedBack {
  /** They run again. */
  readonly again: number;
  /** It was their last attempt. */
  readonly failed: number;
  /** A later job has taken their place. */
  readonly replaced: number;
}

/**
 * Hands back what these workers held, unless their session stands again. The attempt under way
 * counts: a job that brings down its worker must not do so for ever.
 *
 * When a job is ordered again under its key, the queue gives one that is being run no further
 * attempt, so that it does not run beside the later one: as this leaps over attempts that never
 * were, it tells the replaced from those that are used up.
 */
export async function handBack(tx: Tx, workers: readonly string[]): Promise<HandedBack> {
  const isHeld = sql`locked_by = ANY (${[...workers]}::text[]) AND ${isGone}`;
  const { rows } = await sql<HandedBack>`
    WITH held AS (
      SELECT id, key IS NULL AND attempts >= max_attempts AND attempts - 1 > coalesce(
        (SELECT max(attempt) FROM job_runs WHERE job_id = jobs.id), 0) AS is_replaced
      FROM graphile_worker._private_jobs AS jobs WHERE ${isHeld} FOR UPDATE
    ), replaced AS (
      DELETE FROM graphile_worker._private_jobs
      WHERE id IN (SELECT id FROM held WHERE is_replaced) RETURNING id
    ), freed AS (
      UPDATE graphile_worker._private_jobs
      SET locked_at = NULL, locked_by = NULL, run_at = greatest(run_at, now()), updated_at = now(),
        last_error = 'The worker ended while it ran this job'
      WHERE id IN (SELECT id FROM held WHERE NOT is_replaced)
      RETURNING attempts < max_attempts AS is_again
    ), queues AS (
      UPDATE graphile_worker._private_job_queues SET locked_at = NULL, locked_by = NULL
      WHERE ${isHeld}
    )
    SELECT count(*) FILTER (WHERE is_again) AS again, count(*) FILTER (WHERE NOT is_again) AS failed,
      (SELECT count(*) FROM replaced) AS replaced
    FROM freed`.execute(tx);
  return rows[0] ?? { again: 0, failed: 0, replaced: 0 };
}
