import { sql } from 'kysely';
import type { Tx } from '../db/transaction.ts';
import { currentTraceId } from '../trace.ts';

export interface JobOptions {
  /** A job waiting under the same key is replaced; absent: every order is a job. */
  readonly jobKey?: string;
  /** 25 unless given. */
  readonly maxAttempts?: number;
  /** At once unless given. */
  readonly inSeconds?: number;
}

/**
 * Orders a job with the transaction: it exists when the transaction is committed. Beside the given
 * payload it carries the id of the request that ordered it (`traceId`).
 * @param payload ids and nothing that must not be shown to an admin
 */
export async function addJob(
  tx: Tx,
  task: string,
  payload: Readonly<Record<string, unknown>>,
  { jobKey, maxAttempts, inSeconds = 0 }: JobOptions = {},
): Promise<void> {
  const traceId = currentTraceId();
  const whole = traceId === null ? payload : { ...payload, traceId };
  await sql`SELECT graphile_worker.add_job(${task}, ${JSON.stringify(whole)}::json,
    run_at := now() + ${inSeconds}::int * interval '1 second',
    max_attempts := ${maxAttempts ?? null}::int, job_key := ${jobKey ?? null}::text)`.execute(tx);
}
