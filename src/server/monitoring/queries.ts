import { sql } from 'kysely';
import type { Db } from '../db/pool.ts';

export interface TaskQueue {
  readonly task: string;
  /** Due and taken by nobody. */
  readonly waiting: number;
  readonly running: number;
  /** Tried as often as allowed. */
  readonly failed: number;
  readonly oldestWaitingSeconds: number;
}

/** The job queue by task, over all workers; tasks without a job are absent. */
export async function loadTaskQueues(db: Db): Promise<readonly TaskQueue[]> {
  const { rows } = await sql<TaskQueue>`
    SELECT tasks.identifier AS task,
      count(*) FILTER (WHERE is_waiting) AS waiting,
      count(*) FILTER (WHERE locked_at IS NOT NULL) AS running,
      count(*) FILTER (WHERE attempts >= max_attempts AND locked_at IS NULL) AS failed,
      greatest(0, coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE is_waiting)), 0))::bigint
        AS "oldestWaitingSeconds"
    FROM graphile_worker._private_jobs AS jobs
    JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
    CROSS JOIN LATERAL (SELECT locked_at IS NULL AND attempts < max_attempts AND run_at <= now()
      AS is_waiting) AS state
    GROUP BY tasks.identifier ORDER BY tasks.identifier`.execute(db);
  return rows;
}
