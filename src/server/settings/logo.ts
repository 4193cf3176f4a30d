import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { fileTypeFromBuffer } from 'file-type';
import { DomainError } from '../../domain/errors.ts';
import { writeAudit } from '../audit/queries.ts';
import type { SignedIn } from '../auth/session.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { deleteLogo, loadLogo, loadLogoHash, type StoredLogo, storeLogo } from './logo-queries.ts';

const MOST_BYTES = 524_288;
/** What a multipart body may have around its file. */
const ENVELOPE_BYTES = 16_384;
/** Pictures that run nothing: an SVG may hold a script. */
const TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/webp'];

const HASH = /^[0-9a-f]{64}$/;

/** Where the logo with this hash is served, for ever. */
export function logoUrl(sha256: Buffer): string {
  return `/branding/logo/${sha256.toString('hex')}`;
}

/**
 * Section 10: the picture that a multipart body holds becomes the company's logo.
 * @throws DomainError `file_too_large`, `validation_failed` at `file` for what is no such picture
 */
export async function changeLogo(
  context: Context,
  actor: SignedIn,
  request: FastifyRequest,
): Promise<void> {
  const content = await receive(request);
  // By its bytes; what the client says about them is not asked.
  const mimeType = (await fileTypeFromBuffer(content).catch(() => undefined))?.mime ?? '';
  if (!TYPES.includes(mimeType)) throw wrong('Choose a picture in PNG, JPEG or WebP format');
  const sha256 = createHash('sha256').update(content).digest();
  const now = context.now();
  await inTransaction(context.db, async (tx) => {
    if ((await loadLogoHash(tx))?.equals(sha256)) return;
    await storeLogo(tx, { content, mime_type: mimeType, sha256 }, actor.id, now);
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'logo_changed',
      target: null,
      details: { format: mimeType, sizeBytes: content.length },
      address: request.ip,
      now,
    });
  });
}

/** Section 10: back to the platform's own mark. */
export async function removeLogo(context: Context, actor: SignedIn, address: string) {
  const now = context.now();
  await inTransaction(context.db, async (tx) => {
    if ((await loadLogoHash(tx)) === undefined) return;
    await deleteLogo(tx);
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'logo_changed',
      target: null,
      details: { removed: true },
      address,
      now,
    });
  });
}

/** @throws DomainError `not_found` for every hash but that of the present logo */
export async function readLogo({ db }: Context, hash: string): Promise<StoredLogo> {
  const logo = HASH.test(hash) ? await loadLogo(db, Buffer.from(hash, 'hex')) : undefined;
  if (logo === undefined) throw new DomainError('not_found', 'There is no such logo.');
  return logo;
}

async function receive(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) {
    throw new DomainError('unsupported_media_type', 'Send one picture as multipart/form-data.');
  }
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > MOST_BYTES + ENVELOPE_BYTES) throw tooLarge();
  const part = await request.file({
    limits: { fileSize: MOST_BYTES + 1, files: 1, fields: 5, parts: 6, fieldSize: 1_024 },
  });
  if (part === undefined) throw wrong('Choose a picture');
  const content = await part.toBuffer();
  if (content.length > MOST_BYTES) throw tooLarge();
  return content;
}

function tooLarge(): DomainError {
  const message = 'The logo may have 512 kB. Choose a smaller picture';
  return new DomainError('file_too_large', `${message}.`, { issues: [{ path: 'file', message }] });
}

function wrong(message: string): DomainError {
  return new DomainError('validation_failed', 'The logo was not stored.', {
    issues: [{ path: 'file', message }],
  });
}
