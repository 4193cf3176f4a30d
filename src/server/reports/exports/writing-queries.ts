import { sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Role, Team } from '../../../domain/people.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';
import { addJob } from '../../jobs/queries.ts';
import type { ExportRecord } from './job-queries.ts';

/** The exports that the worker writes, as whoever writes, announces and removes them sees them. */

/** A mail server may be away for hours: the pauses between the attempts grow to some. */
export async function enqueueMail(tx: Tx, id: string): Promise<void> {
  await addJob(
    tx,
    'mail-export',
    { exportId: id },
    { jobKey: `mail-export:${id}`, maxAttempts: 10 },
  );
}

export interface AskedExport extends ExportRecord {
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
  readonly timezone: string;
  readonly is_active: boolean;
  readonly email: string;
  readonly username: string;
  readonly first_name: string;
  readonly last_name: string;
}

/** An export with its owner as they are now. */
export async function loadExport(db: Db, id: string): Promise<AskedExport | undefined> {
  return db
    .selectFrom('report_exports')
    .innerJoin('users', 'users.id', 'report_exports.user_id')
    .selectAll('report_exports')
    .select(['roles', 'teams', 'timezone', 'is_active', 'email', 'username'])
    .select(['first_name', 'last_name'])
    .where('report_exports.id', '=', id)
    .executeTakeFirst();
}

/**
 * Held by whoever writes it, for as long as their transaction is open: the database lets go of it
 * when that process dies, however it dies.
 */
export async function lockExport(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`report_exports ${id}`}, 0)) AS locked`.execute(
    db,
  );
  return rows[0]?.locked === true;
}

/** One of so many places for whoever writes an export, counted over all workers. */
export async function takePlace(db: Db, places: number): Promise<boolean> {
  for (let place = 0; place < places; place += 1) {
    const { rows } = await sql<{ locked: boolean }>`
      SELECT pg_try_advisory_xact_lock(hashtext('report_exports.place'), ${place}::int) AS locked`.execute(
      db,
    );
    if (rows[0]?.locked === true) return true;
  }
  return false;
}

/** @returns how often it was begun, this time included; null: it is not to be written any more */
export async function beginWriting(
  tx: Tx,
  id: string,
  { storageKey, rowsTotal }: { readonly storageKey: string; readonly rowsTotal: number },
): Promise<number | null> {
  const row = await tx
    .updateTable('report_exports')
    .set((eb) => ({
      state: 'running',
      storage_key: storageKey,
      rows_total: rowsTotal,
      rows_done: 0,
      attempts: eb('attempts', '+', 1),
    }))
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .returning('attempts')
    .executeTakeFirst();
  return row?.attempts ?? null;
}

/** The export as its present writer knows it: another attempt has another key. */
export interface Writing {
  readonly id: string;
  readonly storageKey: string;
}

function writtenBy(tx: Tx, { id, storageKey }: Writing) {
  return tx
    .updateTable('report_exports')
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('storage_key', '=', storageKey);
}

/** False: somebody cancelled it, or another worker took it over. */
export async function noteProgress(
  tx: Tx,
  writing: Writing,
  { rowsDone, rowsTotal }: { readonly rowsDone: number; readonly rowsTotal?: number },
): Promise<boolean> {
  const updated = await writtenBy(tx, writing)
    .set({ rows_done: rowsDone, ...(rowsTotal !== undefined && { rows_total: rowsTotal }) })
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

export async function finishWriting(
  tx: Tx,
  writing: Writing,
  done: {
    readonly rowsDone: number;
    readonly sizeBytes: number;
    readonly finishedAt: Instant;
    readonly expiresAt: Instant;
  },
): Promise<boolean> {
  const updated = await writtenBy(tx, writing)
    .set({
      state: 'ready',
      rows_done: done.rowsDone,
      size_bytes: done.sizeBytes,
      finished_at: done.finishedAt,
      expires_at: done.expiresAt,
    })
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** Waits for another attempt. @param isOwnWish the stop says nothing against the export */
export async function giveBack(
  tx: Tx,
  writing: Writing,
  { isOwnWish }: { readonly isOwnWish: boolean },
): Promise<boolean> {
  const updated = await writtenBy(tx, writing)
    .set((eb) => ({
      state: 'waiting',
      storage_key: null,
      rows_done: 0,
      attempts: eb('attempts', '-', isOwnWish ? 1 : 0),
    }))
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** @param error a sentence for people */
export async function failExport(
  tx: Tx,
  id: string,
  { error, now }: { readonly error: string; readonly now: Instant },
): Promise<void> {
  await tx
    .updateTable('report_exports')
    .set({ state: 'failed', error, finished_at: now, storage_key: null })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .execute();
}

export async function findRunning(db: Db): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('report_exports')
    .select('id')
    .where('state', '=', 'running')
    .execute();
  return rows.map(({ id }) => id);
}

/** Asked for before then, and not begun. */
export async function findWaiting(db: Db, askedBefore: Instant): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('report_exports')
    .select('id')
    .where('state', '=', 'waiting')
    .where('created_at', '<', askedBefore)
    .execute();
  return rows.map(({ id }) => id);
}

/** Once its lock is held by the caller, nobody writes a running export. */
export async function lockedRunning(tx: Tx, id: string): Promise<ExportRecord | undefined> {
  return tx
    .selectFrom('report_exports')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'running')
    .forUpdate()
    .executeTakeFirst();
}

/** Their keys stay known until the bytes are gone. */
export async function expireExports(tx: Tx, now: Instant): Promise<void> {
  await tx
    .updateTable('report_exports')
    .set({ state: 'expired' })
    .where('state', '=', 'ready')
    .where('expires_at', '<=', now)
    .execute();
}

export async function keysOfExpired(db: Db): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('report_exports')
    .select('storage_key')
    .where('state', '=', 'expired')
    .where('storage_key', 'is not', null)
    .execute();
  return rows.flatMap(({ storage_key }) => storage_key ?? []);
}

export async function forgetKey(tx: Tx, storageKey: string): Promise<void> {
  await tx
    .updateTable('report_exports')
    .set({ storage_key: null })
    .where('storage_key', '=', storageKey)
    .where('state', '=', 'expired')
    .execute();
}

export async function deleteOldExports(tx: Tx, finishedBefore: Instant): Promise<void> {
  await tx
    .deleteFrom('report_exports')
    .where('finished_at', '<', finishedBefore)
    .where('state', 'in', ['failed', 'cancelled', 'expired'])
    .where((eb) => eb.or([eb('state', '<>', 'expired'), eb('storage_key', 'is', null)]))
    .execute();
}
