import { EventEmitter } from 'node:events';
import type { CronItem, Task, WorkerEvents } from 'graphile-worker';
import { Logger, parseCronItems, run } from 'graphile-worker';
import type { Pool } from '../db/pool.ts';
import { traceIdOf } from '../trace.ts';
import { nameOfWorker } from './hand-back-queries.ts';
import type { Liveness } from './liveness.ts';

/** What a job may use besides its payload: the caller's own context and a sign to stop early. */
export interface JobCall<Context> {
  readonly context: Context;
  /**
   * Aborted when the worker is asked to stop, or has lost its hold on the job; long jobs look at it
   * between two steps.
   */
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
  /** By which others know that this worker lives. */
  readonly liveness: Omit<Liveness, 'stop'>;
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
  const { pool, registry, context, liveness, log } = options;
  const around = options.around ?? ((_job, own, work) => work(own));
  const tasks = Object.entries(registry.jobs).map(([task, job]): [string, Task] => [
    task,
    async (payload, { abortSignal, job: { id, attempts: attempt } }): Promise<void> => {
      const signal = AbortSignal.any([abortSignal, liveness.signal]);
      await around({ task, id: Number(id), attempt, payload }, context, (own) =>
        job(payload, { context: own, signal }),
      );
    },
  ]);
  const stopping = Promise.withResolvers<void>();
  const events: WorkerEvents = new EventEmitter();
  // The queue names who locks its jobs at random, and offers no other way to choose the name.
  events.on('pool:create', ({ workerPool }) => {
    workerPool.id = nameOfWorker(liveness.worker);
  });
  const runner = await run({
    pgPool: pool,
    events,
    taskList: Object.fromEntries(tasks),
    parsedCronItems: parseCronItems([...registry.cron]),
    concurrency: options.concurrency,
    noHandleSignals: true,
    logger: queueLogger(log),
    // Asked before each job is taken: none is in a name that others hold for dead. No flag is forbidden.
    forbiddenFlags: () => {
      const gap = liveness.regained();
      return gap && Promise.race([gap, stopping.promise]).then(() => null);
    },
  });
  events.on('job:error', ({ job, error }) => {
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
  return {
    async stop() {
      const stopped = runner.stop();
      stopping.resolve();
      await stopped;
    },
    ended: runner.promise,
  };
}

/** The queue's own chatter at debug level; job errors are told once, by the listener above. */
function queueLogger(log: JobLog): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.debug({ queue: true }, message);
    else if (level === 'warning') log.warn({ queue: true }, message);
    else log.debug({ queue: true }, message);
  });
}
