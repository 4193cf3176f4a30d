import { type SqlBool, sql } from 'kysely';
import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';
import { isAmong } from './queries.ts';

/** F5: what may be removed. First the rows are locked, then deleted by a statement that looks again. */

/** One upload of one person. Waits for whoever is attaching it right now. */
export async function lockUnattached(
  tx: Tx,
  { id, uploaderId }: { readonly id: string; readonly uploaderId: number },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('files')
    .select('id')
    .where(isAmong('files.id', [id]))
    .where('uploader_id', '=', uploaderId)
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

/** F5: uploads that are too old and, as it seems, in no request and no live draft. Skips what others hold. */
export async function lockAbandoned(
  tx: Tx,
  at: { readonly uploadedBefore: Instant; readonly draftsLiveSince: Instant },
  limit: number,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('files')
    .select('id')
    .where('uploaded_at', '<', at.uploadedBefore)
    .where(isUnattached)
    .where(isInNoLiveDraft(at.draftsLiveSince))
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => row.id);
}

/**
 * Deletes those of the locked rows that nothing holds; returns their storage keys. A statement of
 * its own after the lock: it sees what was attached or drafted just before the lock was granted,
 * which the locking statement's snapshot could not.
 */
export async function deleteUnattached(
  tx: Tx,
  lockedIds: readonly string[],
  liveSince: Instant | null = null,
): Promise<string[]> {
  if (lockedIds.length === 0) return [];
  let deletion = tx
    .deleteFrom('files')
    .where(isAmong('files.id', lockedIds))
    .where(isUnattached)
    .returning('storage_key');
  if (liveSince !== null) deletion = deletion.where(isInNoLiveDraft(liveSince));
  return (await deletion.execute()).map((row) => row.storage_key);
}

const isUnattached = sql<SqlBool>`not exists (
  select from request_files where request_files.file_id = files.id)`;

function isInNoLiveDraft(liveSince: Instant) {
  return sql<SqlBool>`not exists (
    select from drafts
    where drafts.file_ids @> array[files.id] and drafts.saved_at > ${liveSince}::timestamptz)`;
}

/** Those of `keys` that neither a file nor a report that is being written or kept knows (F5, D2). */
export async function unknownStorageKeys(db: Db, keys: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select k.key from unnest(${keys}::text[]) as k (key)
    where not exists (select from files f where f.storage_key = k.key)
      and not exists (select from report_exports e
        where e.storage_key = k.key and e.state in ('running', 'ready'))`.execute(db);
  return rows.map((row) => row.key);
}
