import { DomainError } from '../../domain/errors.ts';
import type { Tx } from '../db/transaction.ts';
import { type Attachment, attachedFileIds, insertRequestFiles } from './queries.ts';

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
