import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { traceIdOf, withTrace } from '../trace.ts';
import { errorText } from './error-text.ts';
import type { Liveness } from './liveness.ts';
import { beginRun, endRun } from './run-queries.ts';
import type { AroundJob, JobAttempt } from './runner.ts';

/**
 * Section 10: writes down each run of a job with its result, passes over what the clock ordered of
 * a task that is paused by now, and has everything that a job logs and orders carry the id of the
 * request that ordered it.
 */
export function recordRun(liveness: Pick<Liveness, 'worker'>): AroundJob<Context> {
  return async (job, context, work) => {
    const { db, now } = context;
    const traceId = traceIdOf(job.payload);
    const facts = { job: job.task, id: job.id, ...(traceId !== null && { requestId: traceId }) };
    const log = context.log.child(facts);
    const begun = { task: job.task, jobId: job.id, attempt: job.attempt, ...orderOf(job) };
    const run = await inTransaction(db, (tx) =>
      beginRun(tx, { ...begun, worker: liveness.worker, now: now() }),
    );
    if (run === null) {
      log.debug('passed over: the job is paused');
      return;
    }
    const end = (error: string | null) =>
      inTransaction(db, (tx) => endRun(tx, run, error, now())).catch((failure: unknown) =>
        // The job itself is done or will be tried again; it must not be repeated for this.
        log.warn({ err: failure }, 'the result of a job was not written down'),
      );
    try {
      await withTrace(traceId, () => work({ ...context, log }));
    } catch (error) {
      await end(errorText(error));
      throw error;
    }
    await end(null);
    if (begun.cause === 'schedule') log.debug('job done');
    else log.info('job done');
  };
}

/** Who or what a job stems from, as its payload tells: the queue marks what the clock ordered. */
function orderOf({ payload }: JobAttempt) {
  const order = typeof payload === 'object' && payload !== null ? payload : {};
  if ('_cron' in order) return { cause: 'schedule', orderedBy: null } as const;
  if ('runBy' in order && typeof order.runBy === 'number') {
    return { cause: 'admin', orderedBy: order.runBy } as const;
  }
  return { cause: 'order', orderedBy: null } as const;
}
