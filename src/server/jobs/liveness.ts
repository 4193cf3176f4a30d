import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type DatabaseSession, openSession } from '../db/session.ts';
import { RUNNER_LOCK_SPACE } from './run-queries.ts';
import type { JobLog } from './runner.ts';

const LARGEST = 2 ** 31 - 1;
const RECONNECT_AFTER_MS = 1_000;

/** What tells a worker that runs jobs from one that was killed. */
export interface Liveness {
  /** Its advisory lock is held for as long as this worker lives and reaches the database. */
  readonly worker: number;
  stop(): Promise<void>;
}

/** @throws Error when the database does not answer at the start; later it is asked again and again */
export async function startLiveness(connectionString: string, log: JobLog): Promise<Liveness> {
  const stopping = new AbortController();
  let held = await hold(connectionString);
  const keeping = (async () => {
    for (;;) {
      await Promise.race([held.session.ended, aborted(stopping.signal)]);
      if (stopping.signal.aborted) break;
      log.warn({}, 'the worker takes another number: its database session has ended');
      held = await holdAgain(connectionString, stopping.signal, held, log);
    }
    await held.session.end();
  })();
  return {
    get worker() {
      return held.worker;
    },
    async stop() {
      stopping.abort();
      await keeping;
    },
  };
}

interface Held {
  readonly worker: number;
  readonly session: DatabaseSession;
}

async function hold(connectionString: string): Promise<Held> {
  const session = await openSession({ connectionString, name: 'requests-runner' });
  for (;;) {
    const worker = randomInt(1, LARGEST);
    if (await session.tryLock(RUNNER_LOCK_SPACE, worker)) return { worker, session };
  }
}

async function holdAgain(
  connectionString: string,
  stop: AbortSignal,
  before: Held,
  log: JobLog,
): Promise<Held> {
  while (!stop.aborted) {
    try {
      return await hold(connectionString);
    } catch (error) {
      log.error({ err: error }, 'the worker could not take a number');
      await pause(RECONNECT_AFTER_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
  return before;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
