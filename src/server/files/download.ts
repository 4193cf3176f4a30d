import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FileRef } from '../../domain/api/requests.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { parseRange } from './byte-range.ts';
import { attachmentHeader } from './file-name.ts';
import { FileMissing } from './store.ts';

/** What is known of a file whose bytes are in the store. */
export interface SentFile {
  readonly ref: Pick<FileRef, 'id' | 'name' | 'sizeBytes'>;
  readonly storageKey: string;
  /** Tells this content from any other. */
  readonly sha256: Uint8Array;
}

/**
 * F3: sends a file that the caller may see: from here, or by an address of the store that is good for
 * a minute. Always an attachment of no particular type: whatever somebody uploaded never runs or
 * renders under this origin.
 */
export async function sendFile(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  file: SentFile,
): Promise<FastifyReply> {
  const { sizeBytes, name } = file.ref;
  const etag = `"${Buffer.from(file.sha256).toString('hex')}"`;
  if (request.headers['if-none-match'] === etag) return reply.code(304).header('etag', etag).send();

  const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
  const url = await orSayWhy(file, () =>
    context.files.downloadUrl(file.storageKey, { fileName: name, method }),
  );
  // The store honours ranges itself; whoever asks for one keeps asking for it there.
  if (url !== null) return reply.redirect(url, 302);

  const ifRange = request.headers['if-range'];
  const isSame = ifRange === undefined || ifRange === etag;
  const range = isSame ? parseRange(request.headers.range, sizeBytes) : null;
  if (range === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${sizeBytes}`).send();
  }
  // Before any header: a problem is not an attachment.
  const content = await orSayWhy(file, () =>
    context.files.get(file.storageKey, range ?? undefined),
  );
  reply.headers({
    'content-disposition': attachmentHeader(name),
    'content-type': 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    etag,
  });
  if (range === null) return reply.header('content-length', sizeBytes).send(content);
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`)
    .header('content-length', range.end - range.start + 1)
    .send(content);
}

async function orSayWhy<Answer>({ ref }: SentFile, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    // The handler logs the cause with the key; people need the file's own id.
    if (error instanceof FileMissing) {
      throw new DomainError(
        'internal_error',
        `The content of “${ref.name}” is missing from the file store. Tell an admin that file ${ref.id} is affected.`,
        { cause: error },
      );
    }
    throw new DomainError(
      'service_unavailable',
      'The file store does not answer. Try again in a moment.',
      { cause: error, retryAfterSeconds: 30 },
    );
  }
}
