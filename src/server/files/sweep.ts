import { addMs, DAY_MS, epochMs } from '../../domain/kernel/calendar.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { draftsLiveSince } from '../drafts/commands.ts';
import { deleteUnattached, lockAbandoned, unknownStorageKeys } from './removal-queries.ts';

const KEEP_MS = DAY_MS;
const BATCH = 200;

export interface Swept {
  /** Uploads that nobody used: row and bytes. */
  readonly uploads: number;
  /** Bytes without a row: what a crash left behind. */
  readonly orphans: number;
}

/**
 * F5: removes uploads that have been in no request and no live draft for 24 hours, then bytes as old
 * that no row knows. Never a file of a request: the row goes first and only if nothing holds it.
 */
export async function sweepFiles(context: Context, signal?: AbortSignal): Promise<Swept> {
  const uploads = await sweepUploads(context, signal);
  const orphans = await sweepOrphans(context, signal);
  return { uploads, orphans };
}

async function sweepUploads(context: Context, signal: AbortSignal | undefined): Promise<number> {
  const now = context.now();
  const liveSince = draftsLiveSince(now);
  const at = { uploadedBefore: addMs(now, -KEEP_MS), draftsLiveSince: liveSince };
  let removed = 0;
  while (signal?.aborted !== true) {
    const keys = await inTransaction(context.db, async (tx) =>
      deleteUnattached(tx, await lockAbandoned(tx, at, BATCH), liveSince),
    );
    for (const key of keys) await context.files.remove(key);
    removed += keys.length;
    if (keys.length === 0) break;
  }
  return removed;
}

async function sweepOrphans(context: Context, signal: AbortSignal | undefined): Promise<number> {
  const before = epochMs(context.now()) - KEEP_MS;
  let old: string[] = [];
  let removed = 0;
  const flush = async () => {
    const orphans = await unknownStorageKeys(context.db, old);
    for (const key of orphans) await context.files.remove(key);
    removed += orphans.length;
    old = [];
  };
  for await (const { key, modifiedAtMs } of context.files.list()) {
    if (signal?.aborted === true) break;
    // A younger one may be an upload whose row is still to come.
    if (modifiedAtMs >= before) continue;
    old.push(key);
    if (old.length >= BATCH) await flush();
  }
  if (old.length > 0) await flush();
  return removed;
}
