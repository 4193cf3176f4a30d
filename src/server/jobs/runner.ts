import type { CronItem, Task } from 'graphile-worker';
import { Logger, parseCronItems, run } from 'graphile-worker';
import type { Pool } from '../db/pool.ts';
import { traceIdOf } from '../trace.ts';

/** What a job may use besides its payload: the caller's own context and a sign to stop early. */
export interface JobCall<Context> {
  readonly context: Context;
  /** Aborted when the worker is asked to stop; long jobs look at it between two steps. */
  readonly signal: AbortSignal;
}

/** Jobs are shallow: check the payload, call one command, done. A throw is retried by the queue. */
export type Job<Context> = (payload: unknown, call: JobCall<Context>) => Promise<void>;

export interface JobRegistry<Context> {
  readonly jobs: Readonly<Record<string, Job<Context>>>;
  /** Times are UTC; the queue itself makes sure that one worker of many runs each of them. */
  readonly cron: readonly CronItem[];
}

export interface JobLog {
  error(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  info(facts: object, message: string): void;
  debug(facts: object, message: string): void;
}

export interface RunnerOptions<Context> {
  /** From `openJobPool`: the queue relies on the driver's own value types. */
  readonly pool: Pool;
  readonly registry: JobRegistry<Context>;
  readonly context: Context;
  readonly concurrency: number;
  readonly log: JobLog;
  /** Runs every job; decides whether it runs and with which context. Just runs it unless given. */
  readonly around?: AroundJob<Context>;
}

/** One attempt at one job. */
export interface JobAttempt {
  readonly task: string;
  readonly id: number;
  readonly attempt: number;
  readonly payload: unknown;
}

export type AroundJob<Context> = (
  job: JobAttempt,
  context: Context,
  work: (context: Context) => Promise<void>,
) => Promise<void>;

export interface JobRunner {
  /** Takes no further job, waits for the running ones, and leaves the pool to its owner. */
  stop(): Promise<void>;
  /** Settles when the runner has ended; rejects when it ended without being asked to. */
  readonly ended: Promise<void>;
}

/** Starts working on the queue of the database that `migrate` prepared. */
export async function startJobs<Context>(options: RunnerOptions<Context>): Promise<JobRunner> {
  const { pool, registry, context, log } = options;
  const around = options.around ?? ((_job, own, work) => work(own));
  const tasks = Object.entries(registry.jobs).map(([task, job]): [string, Task] => [
    task,
    async (payload, { abortSignal: signal, job: { id, attempts: attempt } }): Promise<void> => {
      await around({ task, id: Number(id), attempt, payload }, context, (own) =>
        job(payload, { context: own, signal }),
      );
    },
  ]);
  const runner = await run({
    pgPool: pool,
    taskList: Object.fromEntries(tasks),
    parsedCronItems: parseCronItems([...registry.cron]),
    concurrency: options.concurrency,
    noHandleSignals: true,
    logger: queueLogger(log),
  });
  runner.events.on('job:error', ({ job, error }) => {
    const facts = {
      job: job.task_identifier,
      id: job.id,
      attempt: job.attempts,
      requestId: traceIdOf(job.payload) ?? undefined,
      err: error,
    };
    if (job.attempts >= job.max_attempts) log.error(facts, 'job failed for good');
    else log.warn(facts, 'job failed and will be tried again');
  });
  return { stop: () => runner.stop(), ended: runner.promise };
}

/** The queue's own chatter at debug level; job errors are told once, by the listener above. */
function queueLogger(log: JobLog): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.debug({ queue: true }, message);
    else if (level === 'warning') log.warn({ queue: true }, message);
    else log.debug({ queue: true }, message);
  });
}
