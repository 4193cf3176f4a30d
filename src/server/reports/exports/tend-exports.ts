import { addMs, DAY_MS } from '../../../domain/kernel/calendar.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import { forgetBytes } from '../../files/forget-bytes.ts';
import { enqueueWriting } from './job-queries.ts';
import { GIVEN_UP, MOST_ATTEMPTS } from './write-export.ts';
import {
  deleteOldExports,
  expireExports,
  failExport,
  findRunning,
  findWaiting,
  forgetKey,
  giveBack,
  keysOfExpired,
  lockExport,
  lockedRunning,
} from './writing-queries.ts';

const REMEMBERED_DAYS = 30;
const FORGOTTEN_AFTER_MS = 300_000;

/**
 * D2: begins again what a worker died over, has those begun that wait too long, removes what was kept for seven days, and forgets what
 * ended thirty days ago.
 */
export async function tendExports(context: Context, signal: AbortSignal): Promise<void> {
  for (const id of await findRunning(context.db)) {
    if (signal.aborted) return;
    await takeOver(context, id);
  }
  const now = context.now();
  // Whatever became of its job: where it only waits for its turn this one takes the place of the other.
  for (const id of await findWaiting(context.db, addMs(now, -FORGOTTEN_AFTER_MS))) {
    await inTransaction(context.db, (tx) => enqueueWriting(tx, id));
  }
  await inTransaction(context.db, (tx) => expireExports(tx, now));
  for (const key of await keysOfExpired(context.db)) {
    if (signal.aborted) return;
    await context.files.remove(key);
    await inTransaction(context.db, (tx) => forgetKey(tx, key));
  }
  await inTransaction(context.db, (tx) =>
    deleteOldExports(tx, addMs(now, -REMEMBERED_DAYS * DAY_MS)),
  );
}

/** Its writer holds its lock as long as it lives. */
async function takeOver(context: Context, id: string): Promise<void> {
  const left = await inTransaction(context.db, async (tx) => {
    if (!(await lockExport(tx, id))) return null;
    const row = await lockedRunning(tx, id);
    if (row === undefined || row.storage_key === null) return null;
    context.log.warn({ exportId: id, attempts: row.attempts }, 'the writer of an export is gone');
    if (row.attempts >= MOST_ATTEMPTS) {
      await failExport(tx, id, { error: GIVEN_UP, now: context.now() });
    } else {
      await giveBack(tx, { id, storageKey: row.storage_key }, { isOwnWish: false });
      await enqueueWriting(tx, id);
    }
    return row.storage_key;
  });
  if (left !== null) await forgetBytes(context, left);
}
