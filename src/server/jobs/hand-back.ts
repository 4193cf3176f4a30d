import type { Context } from '../context.ts';
import { watchGoneSessions } from '../db/gone-sessions.ts';
import { inTransaction } from '../db/transaction.ts';
import { findGoneWorkers, handBack } from './hand-back-queries.ts';

const LOOK_EVERY_MS = 5_000;

/**
 * Hands back the jobs of workers that died, which the queue itself would do after four hours. The
 * worker that died may have been this one, before it was started again.
 *
 * A worker cut off from the database for so long takes no job meanwhile and has told those under way
 * to stop (liveness.ts). What one of them still does until it hears of it is harmless, as every job
 * may run twice: it takes its rows one by one under their locks and looks whether there is still
 * something to do (activating, pricing, summing up, writing reports, removing files), or sends a
 * mail whose Message-ID stays the same, so that a mailbox shows it once (N4).
 *
 * @param takeOverAfterMs how long a worker must have been gone
 */
export function startHandingBack(
  { db, log }: Pick<Context, 'db' | 'log'>,
  takeOverAfterMs: number,
): { stop(): Promise<void> } {
  return watchGoneSessions({
    find: () => findGoneWorkers(db),
    lookEveryMs: LOOK_EVERY_MS,
    patienceMs: takeOverAfterMs,
    async onGone(workers) {
      const jobs = await inTransaction(db, (tx) => handBack(tx, workers));
      // Another worker may have done it.
      if (jobs.again + jobs.failed + jobs.replaced === 0) return;
      log.warn({ jobs }, 'handed back the jobs of a worker that ended');
    },
    onError: (error) => log.error({ err: error }, 'could not look for jobs of lost workers'),
  });
}
