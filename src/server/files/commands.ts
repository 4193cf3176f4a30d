import type { Multipart } from '@fastify/multipart';
import type { FileRef } from '../../domain/api/requests.ts';
import { DomainError } from '../../domain/errors.ts';
import { addMs, DAY_MS } from '../../domain/kernel/calendar.ts';
import type { Actor } from '../../domain/people.ts';
import type { Context } from '../context.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import { forgetBytes } from './forget-bytes.ts';
import {
  type Attachment,
  attachedFileIds,
  countUnattached,
  findVisibleFile,
  insertFile,
  insertRequestFiles,
  type StoredFile,
} from './queries.ts';
import { deleteUnattached, lockUnattached } from './removal-queries.ts';
import { brokenOff, fileIssue, type StoredUpload, storeUpload } from './upload.ts';

/**
 * F1, F2, F5: takes the one file of a multipart body; its bytes are durable once this resolves. They
 * come before the row, so a crash in between leaves bytes that the sweep removes, never a row
 * without bytes. The body is read to its end: only then is it known to be whole, with one file in it.
 *
 * @throws DomainError `file_too_large`, `malformed_request`, `validation_failed` or
 *   `service_unavailable`; nothing is kept then
 */
export async function receiveUpload(
  context: Context,
  parts: AsyncIterable<Multipart>,
  limitBytes: number,
): Promise<StoredUpload> {
  let stored: StoredUpload | null = null;
  try {
    for await (const part of parts) {
      if (part.type !== 'file') continue;
      if (stored !== null) throw fileIssue('Send one file at a time');
      stored = await storeUpload(context, part.file, part.filename, limitBytes);
    }
  } catch (error) {
    if (stored !== null) await forgetBytes(context, stored.storageKey);
    throw error instanceof DomainError ? error : brokenOff(error);
  }
  if (stored === null) throw fileIssue('Choose a file');
  return stored;
}

/** Far above any form's need; keeps one person from filling the disk before the sweep comes. */
const MOST_UNATTACHED = 200;

/** Asked before any byte is read. @throws DomainError `too_many_attempts` */
export async function requireRoomForUpload(context: Context, actor: Actor): Promise<void> {
  const since = addMs(context.now(), -DAY_MS);
  if ((await countUnattached(context.db, actor.id, since)) < MOST_UNATTACHED) return;
  throw new DomainError(
    'too_many_attempts',
    `You have ${MOST_UNATTACHED} uploads that belong to no request. Submit or remove some of them; unused uploads go by themselves after 24 hours.`,
  );
}

/**
 * F2: writes the row of a received upload.
 *
 * @param inTransactionOnce runs the work it is given, unless the same upload was recorded before; the
 *   bytes that came again are removed then
 */
export async function recordUpload<Answer>(
  context: Context,
  actor: Actor,
  upload: StoredUpload,
  inTransactionOnce: (work: (tx: Tx) => Promise<FileRef>) => Promise<Answer>,
): Promise<Answer> {
  let isBegun = false;
  try {
    return await inTransactionOnce((tx) => {
      isBegun = true;
      return insertFile(tx, { ...upload, uploaderId: actor.id, uploadedAt: context.now() });
    });
  } finally {
    // Once begun, the row may be there even if the answer to its commit was lost: then the bytes stay.
    if (!isBegun) await forgetBytes(context, upload.storageKey);
  }
}

/** P3, F3. @throws DomainError `not_found` for a file one may not see as for one that does not exist */
export async function requireVisibleFile(
  context: Context,
  actor: Actor,
  id: string,
): Promise<StoredFile> {
  const file = await findVisibleFile(context.db, actor, id);
  if (file === null) throw new DomainError('not_found', 'There is no such file.');
  return file;
}

/**
 * Removes an upload of one's own that belongs to no request; the row first, so that no row is ever
 * without bytes.
 *
 * @throws DomainError `not_found`, or `not_allowed` for a file of a request, which stays with it (F5)
 */
export async function removeUpload(context: Context, actor: Actor, id: string): Promise<void> {
  await requireVisibleFile(context, actor, id);
  const [removed] = await inTransaction(context.db, async (tx) =>
    deleteUnattached(tx, await lockUnattached(tx, { id, uploaderId: actor.id })),
  );
  if (removed === undefined) {
    throw new DomainError('not_allowed', 'This file belongs to a request and stays with it.');
  }
  await forgetBytes(context, removed);
}

/**
 * F5, P3: binds uploads to a request and to the event they came with. A file must be the actor's own
 * upload and attached to nothing, or belong to this request already (an edit that keeps it).
 *
 * @throws DomainError `validation_failed`, an issue at each file's place, when one of them is gone,
 *   somebody else's, or was attached to another request in the meantime
 */
export async function attachFiles(tx: Tx, attachment: Attachment): Promise<void> {
  const { requestId, files } = attachment;
  if (files.length === 0) return;
  const attached = await insertRequestFiles(tx, attachment);
  const rest = files.filter(({ fileId }) => !attached.has(fileId));
  if (rest.length === 0) return;
  const kept = await attachedFileIds(
    tx,
    requestId,
    rest.map(({ fileId }) => fileId),
  );
  const refused = rest.filter(({ fileId }) => !kept.has(fileId));
  if (refused.length === 0) return;
  const places = new Set(refused.map(({ place }) => place));
  throw new DomainError('validation_failed', 'A file is no longer there. Add it again.', {
    issues: [...places].map((path) => ({
      path,
      message: 'This file is no longer there; add it again',
    })),
  });
}
