import { Readable } from 'node:stream';
import { downloadQuery } from '../../../domain/api/exports.ts';
import { DomainError } from '../../../domain/errors.ts';
import { addMs, DAY_MS } from '../../../domain/kernel/calendar.ts';
import { canSeeReports } from '../../../domain/permissions.ts';
import type { ExportRow } from '../../../domain/reports/exports/columns.ts';
import { checkFormat } from '../../../domain/reports/exports/limits.ts';
import { planExport } from '../../../domain/reports/exports/plan.ts';
import type { Context } from '../../context.ts';
import { openSnapshot, type Snapshot } from '../../db/snapshot.ts';
import { inTransaction } from '../../db/transaction.ts';
import { forgetBytes } from '../../files/forget-bytes.ts';
import { newStorageKey } from '../../files/storage-key.ts';
import { exportContent } from './content.ts';
import { enqueueWriting } from './job-queries.ts';
import { sourceOf } from './source.ts';
import {
  type AskedExport,
  beginWriting,
  enqueueMail,
  failExport,
  finishWriting,
  giveBack,
  loadExport,
  lockExport,
  noteProgress,
  takePlace,
  type Writing,
} from './writing-queries.ts';

/** Of all workers together: what else they do must not wait for long reports. */
const PLACES = 2;
const LOOK_AGAIN_SECONDS = 3;

export const MOST_ATTEMPTS = 5;
const PAUSE_SECONDS = 10;

export const KEPT_DAYS = 7;
const PROGRESS_EVERY_MS = 1_000;
/** The file store may take its time between two batches. */
const IDLE_MS = 600_000;

export const GIVEN_UP =
  'The report could not be written. Ask for it again; if it fails again, tell an admin.';
const NOT_ALLOWED = 'Only leadership and admins see reports.';

/** It is not to be written on: somebody cancelled it, or the worker is asked to stop. */
class Stopped extends Error {}

/**
 * D2: writes an export into the file store, under a new key each time it is begun. What is written
 * half-way is removed, by this process or, should it die, by those that tend exports and sweep
 * files. Never twice at once, never more than two on all workers.
 */
export async function writeExport(
  context: Context,
  exportId: string,
  signal: AbortSignal,
): Promise<void> {
  const asked = await loadExport(context.db, exportId);
  if (asked === undefined || (asked.state !== 'waiting' && asked.state !== 'running')) return;
  const snapshot = await openSnapshot(context.db, { idleMs: IDLE_MS });
  try {
    if (!(await lockExport(snapshot.db, exportId))) return;
    if (!(await takePlace(snapshot.db, PLACES))) {
      await inTransaction(context.db, (tx) => enqueueWriting(tx, exportId, LOOK_AGAIN_SECONDS));
      return;
    }
    await writeLocked(context, asked, snapshot, signal);
  } finally {
    await snapshot.close();
  }
}

async function writeLocked(
  context: Context,
  asked: AskedExport,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<void> {
  const writing: Writing = { id: asked.id, storageKey: newStorageKey() };
  const attempts = await inTransaction(context.db, (tx) =>
    beginWriting(tx, asked.id, { storageKey: writing.storageKey, rowsTotal: asked.rows_total }),
  );
  if (attempts === null) return;
  // Of a worker that died over it.
  if (asked.storage_key !== null) await forgetBytes(context, asked.storage_key);
  try {
    await writeInto(context, asked, writing, snapshot, signal);
  } catch (error) {
    await afterFailure(context, writing, attempts, error, signal);
  }
}

async function writeInto(
  context: Context,
  asked: AskedExport,
  writing: Writing,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<void> {
  const { db, files } = context;
  const owner = {
    id: asked.user_id,
    roles: asked.roles,
    teams: asked.teams,
    timezone: asked.timezone,
  };
  // P5: as they are now, not as they were when they asked.
  if (!asked.is_active || !canSeeReports(owner)) throw new DomainError('not_allowed', NOT_ALLOWED);
  const query = downloadQuery.parse(asked.query);
  const source = await sourceOf(context.db, snapshot, owner, planExport(query));
  checkFormat(query.format, source.rowCount);

  const told = new Progress(context, writing, signal);
  await told.tell(source.rowCount);
  const content = exportContent(query, source.columns, told.over(source.batches()), context.now());
  let sizeBytes = 0;
  const counted = Readable.from(
    (async function* () {
      for await (const chunk of content as AsyncIterable<Buffer>) {
        sizeBytes += chunk.length;
        yield chunk;
      }
    })(),
    { objectMode: false },
  );
  await files.put(writing.storageKey, counted);
  const finishedAt = context.now();
  const isFinished = await inTransaction(db, async (tx) => {
    const expiresAt = addMs(finishedAt, KEPT_DAYS * DAY_MS);
    const done = { rowsDone: told.rows, sizeBytes, finishedAt, expiresAt };
    if (!(await finishWriting(tx, writing, done))) return false;
    await enqueueMail(tx, writing.id);
    return true;
  });
  if (!isFinished) await forgetBytes(context, writing.storageKey);
}

/** Counts the rows on their way into the file, tells of them, and hears whether to go on. */
class Progress {
  readonly #context: Context;
  readonly #writing: Writing;
  readonly #signal: AbortSignal;
  #toldAtMs = 0;
  rows = 0;

  constructor(context: Context, writing: Writing, signal: AbortSignal) {
    this.#context = context;
    this.#writing = writing;
    this.#signal = signal;
  }

  async *over(batches: AsyncIterable<readonly ExportRow[]>): AsyncGenerator<readonly ExportRow[]> {
    for await (const batch of batches) {
      if (this.#signal.aborted) throw new Stopped('the worker is asked to stop');
      if (performance.now() - this.#toldAtMs >= PROGRESS_EVERY_MS) await this.tell();
      yield batch;
      this.rows += batch.length;
    }
  }

  async tell(rowsTotal?: number): Promise<void> {
    const isOurs = await inTransaction(this.#context.db, (tx) =>
      noteProgress(tx, this.#writing, {
        rowsDone: this.rows,
        ...(rowsTotal !== undefined && { rowsTotal }),
      }),
    );
    if (!isOurs) throw new Stopped('it is not ours any more');
    this.#toldAtMs = performance.now();
  }
}

async function afterFailure(
  context: Context,
  writing: Writing,
  attempts: number,
  error: unknown,
  signal: AbortSignal,
): Promise<void> {
  const { db, log } = context;
  const now = context.now();
  const facts = { err: error, exportId: writing.id, attempts };
  // The store has removed what it had; a key that was never written is removed as well.
  await forgetBytes(context, writing.storageKey);
  await inTransaction(db, async (tx) => {
    if (error instanceof DomainError && error.code !== 'service_unavailable') {
      await failExport(tx, writing.id, { error: error.message, now });
      return;
    }
    if (!signal.aborted && !(error instanceof Stopped) && attempts >= MOST_ATTEMPTS) {
      log.error(facts, 'an export failed for good');
      await failExport(tx, writing.id, { error: GIVEN_UP, now });
      return;
    }
    // Somebody cancelled it, or another attempt has begun: nothing is left to be done.
    if (!(await giveBack(tx, writing, { isOwnWish: signal.aborted }))) return;
    log.warn(facts, 'an export was not written and will be begun again');
    await enqueueWriting(tx, writing.id, signal.aborted ? 0 : PAUSE_SECONDS * attempts);
  });
}
