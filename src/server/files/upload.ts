import { Readable } from 'node:stream';
import { DomainError } from '../../domain/errors.ts';
import { formatFileSize } from '../../domain/kernel/file-size.ts';
import type { Context } from '../context.ts';
import { sanitiseFileName } from './file-name.ts';
import { forgetBytes } from './forget-bytes.ts';
import { type Inspected, Inspection } from './inspect.ts';
import { newStorageKey } from './storage-key.ts';

export interface StoredUpload extends Inspected {
  readonly storageKey: string;
  readonly name: string;
}

/**
 * F1, F2: streams one upload into the store under a new random key, looking at the bytes as they
 * pass. Resolves once they are durable; when it throws, nothing of them is left.
 *
 * @throws DomainError `file_too_large` as soon as the limit is passed, `malformed_request` when the
 *   upload breaks off, `validation_failed` for an empty file, `service_unavailable` when the store fails
 */
export async function storeUpload(
  context: Context,
  content: Readable,
  rawName: string,
  limitBytes: number,
): Promise<StoredUpload> {
  const storageKey = newStorageKey();
  const name = sanitiseFileName(rawName);
  const inspection = new Inspection(name);
  const source = watch(content, inspection, name, limitBytes);
  try {
    await context.files.put(storageKey, Readable.from(source.bytes, { objectMode: false }));
  } catch (error) {
    content.destroy();
    throw source.failure() ?? storeFailed(error);
  }
  const inspected = await inspection.finish();
  if (inspected.sizeBytes > 0) return { ...inspected, storageKey, name };
  await forgetBytes(context, storageKey);
  throw fileIssue(`“${name}” is empty; choose a file with content`);
}

/** The bytes as they are to be stored, and why there are no more of them when they broke off. */
function watch(content: Readable, inspection: Inspection, name: string, limitBytes: number) {
  let failure: DomainError | null = null;
  async function* bytes(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of content) {
        inspection.take(chunk);
        if (inspection.sizeBytes > limitBytes) throw tooLarge(name, null, limitBytes);
        yield chunk;
      }
    } catch (error) {
      failure = error instanceof DomainError ? error : brokenOff(error);
      throw failure;
    }
  }
  return { bytes: bytes(), failure: () => failure };
}

/** F1: says how much is allowed and, when it is known, how much came. */
export function tooLarge(
  name: string | null,
  sizeBytes: number | null,
  limitBytes: number,
): DomainError {
  const file = name === null ? 'The file' : `“${name}”`;
  const size = sizeBytes === null ? 'is larger than that' : `has ${formatFileSize(sizeBytes)}`;
  const message = `Files may have ${formatFileSize(limitBytes)}; ${lowerStart(file)} ${size}`;
  return new DomainError('file_too_large', `${message}. Send a link to it instead.`, {
    issues: [{ path: 'file', message }],
  });
}

function lowerStart(text: string): string {
  return text === 'The file' ? 'the file' : text;
}

export function fileIssue(message: string): DomainError {
  return new DomainError('validation_failed', 'The file was not stored.', {
    issues: [{ path: 'file', message }],
  });
}

export function brokenOff(cause: unknown): DomainError {
  return new DomainError('malformed_request', 'The upload broke off. Send the file again.', {
    cause,
  });
}

function storeFailed(cause: unknown): DomainError {
  return new DomainError(
    'service_unavailable',
    'The file could not be stored. Nothing was kept; try again in a moment.',
    { cause, retryAfterSeconds: 30 },
  );
}
