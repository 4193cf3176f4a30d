import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { type DatabaseSession, openSession } from '../db/session.ts';
import { RUNNER_LOCK_SPACE } from './run-queries.ts';

const LARGEST = 2 ** 31 - 1;
const RECONNECT_AFTER_MS = 1_000;

/** What tells a worker that runs jobs from one that was killed. */
export interface Liveness {
  /** Its advisory lock is held for as long as this worker lives and reaches the database. */
  readonly worker: number;
  /** Null while the lock is held; else settles once it is held again, or is not to be any more. */
  regained(): Promise<void> | null;
  /**
   * For the jobs that begin now: aborted when the lock has been gone for so long that others will
   * soon begin them again.
   */
  readonly signal: AbortSignal;
  stop(): Promise<void>;
}

export interface LivenessOptions {
  readonly connectionString: string;
  /** How long a worker's session must be gone before its jobs are handed back. */
  readonly takeOverAfterMs: number;
  readonly log: Context['log'];
}

/** @throws Error when the database does not answer at the start; later it is asked again and again */
export async function startLiveness(options: LivenessOptions): Promise<Liveness> {
  const { takeOverAfterMs, log } = options;
  const stopping = new AbortController();
  const { worker, session: first } = await takeNumber(options);
  let cut = new AbortController();
  let gap: PromiseWithResolvers<void> | null = null;

  /** @returns the session that stands again; null when it is not to any more */
  async function regain(): Promise<DatabaseSession | null> {
    log.warn('no further job is taken: the database session of this worker has ended');
    gap = Promise.withResolvers();
    const patience = setTimeout(() => cut.abort(), takeOverAfterMs / 2);
    const session = await holdAgain(options, worker, stopping.signal);
    clearTimeout(patience);
    if (cut.signal.aborted) cut = new AbortController();
    gap.resolve();
    gap = null;
    if (session !== null) log.info('jobs are taken again');
    return session;
  }

  const keeping = (async () => {
    let session: DatabaseSession | null = first;
    while (session !== null) {
      await Promise.race([session.ended, aborted(stopping.signal)]);
      if (stopping.signal.aborted) await session.end();
      session = stopping.signal.aborted ? null : await regain();
    }
  })();
  return {
    worker,
    regained: () => gap?.promise ?? null,
    get signal() {
      return cut.signal;
    },
    async stop() {
      stopping.abort();
      await keeping;
    },
  };
}

const open = ({ connectionString }: LivenessOptions): Promise<DatabaseSession> =>
  openSession({ connectionString, name: 'requests-runner' });

async function takeNumber(options: LivenessOptions) {
  const session = await open(options);
  for (;;) {
    const worker = randomInt(1, LARGEST);
    if (await session.tryLock(RUNNER_LOCK_SPACE, worker)) return { worker, session };
  }
}

/** Under the same number: it is the name under which jobs are held. */
async function holdAgain(
  options: LivenessOptions,
  worker: number,
  stop: AbortSignal,
): Promise<DatabaseSession | null> {
  const rest = () => pause(RECONNECT_AFTER_MS, undefined, { signal: stop }).catch(() => undefined);
  while (!stop.aborted) {
    let session: DatabaseSession | undefined;
    try {
      session = await open(options);
      while (!stop.aborted) {
        if (await session.tryLock(RUNNER_LOCK_SPACE, worker)) return session;
        // The server has yet to notice that the session before is gone: so long nothing is lost.
        await rest();
      }
    } catch (error) {
      options.log.error({ err: error }, 'the worker could not take its number again');
    }
    await session?.end();
    await rest();
  }
  return null;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
