import fastifyMultipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fileRef } from '../../domain/api/requests.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app-type.ts';
import { withIdempotency } from '../http/idempotency.ts';
import { loadPolicySettings } from '../settings/queries.ts';
import {
  receiveUpload,
  recordUpload,
  removeUpload,
  requireRoomForUpload,
  requireVisibleFile,
} from './commands.ts';
import { sendFile } from './download.ts';
import { type StoredUpload, tooLarge } from './upload.ts';

/** What a multipart body may have around its file: boundaries, headers, a few fields. */
const ENVELOPE_BYTES = 16_384;

const params = z.object({ id: z.string().max(100) });
/** For the API's description: the body is a stream that the handler reads and checks itself. */
const uploadBody = z.object({ file: z.file() }).optional().catch(undefined);
const nothing = z.null().describe('Done; nothing to say');

/** In a scope of its own: no other route takes multipart bodies. */
export async function registerFileRoutes(app: App, context: Context): Promise<void> {
  await app.register(async (scope: App) => {
    await scope.register(fastifyMultipart, { throwFileSizeLimit: false });
    registerUpload(scope, context);
    registerReads(scope, context);
  });
}

function registerUpload(app: App, context: Context): void {
  app.post(
    '/api/files',
    {
      schema: {
        tags: ['Files'],
        summary: 'Upload a file',
        description:
          'One file as `multipart/form-data`, field `file`. It is private to its uploader until a request is created or acted on with its id; unused uploads are removed after 24 hours.',
        consumes: ['multipart/form-data'],
        body: uploadBody,
        response: { 201: fileRef },
      },
    },
    async (request, reply) => {
      const { maxUploadBytes } = await loadPolicySettings(context.db, context.config);
      const upload = await receive(context, request, maxUploadBytes);
      const { body } = await recordUpload(context, request.actor, upload, (work) =>
        withIdempotency(context, request, async (tx) => ({ status: 201, body: await work(tx) })),
      );
      return reply.code(201).send(body);
    },
  );
}

async function receive(
  context: Context,
  request: FastifyRequest,
  limitBytes: number,
): Promise<StoredUpload> {
  try {
    await requireRoomForUpload(context, request.actor);
    const upload = await receiveUpload(context, partsOf(request, limitBytes), limitBytes);
    // What makes two uploads the same one to an idempotency key.
    request.body = { name: upload.name, sha256: upload.sha256.toString('hex') };
    return upload;
  } catch (error) {
    runIntoNothing(request, limitBytes * 4);
    throw error;
  }
}

/** A client hears the answer only once it has sent the rest, unless that never ends. */
function runIntoNothing({ raw }: FastifyRequest, mostBytes: number): void {
  let left = mostBytes;
  raw.unpipe();
  raw.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) raw.destroy();
  });
  raw.resume();
}

/** F1: an honest Content-Length is enough to refuse; a missing or lying one is found out on the way. */
function partsOf(request: FastifyRequest, limitBytes: number) {
  if (!request.isMultipart()) {
    throw new DomainError('unsupported_media_type', 'Send one file as multipart/form-data.');
  }
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limitBytes + ENVELOPE_BYTES) throw tooLarge(null, announced, limitBytes);
  return request.parts({
    limits: { fileSize: limitBytes + 1, files: 2, fields: 5, parts: 7, fieldSize: 1_024 },
  });
}

function registerReads(app: App, context: Context): void {
  app.get(
    '/api/files/:id',
    {
      schema: {
        tags: ['Files'],
        summary: 'What is known about a file',
        params,
        response: { 200: fileRef },
      },
    },
    async (request) => (await requireVisibleFile(context, request.actor, request.params.id)).ref,
  );

  app.get(
    '/api/files/:id/content',
    {
      schema: {
        tags: ['Files'],
        summary: 'Download a file',
        description:
          'Always as an attachment. From a local folder the bytes come from here: a single byte range is honoured, the ETag is the SHA-256 of the content. From an S3-compatible store the answer is a redirect to an address of the store that is good for 60 seconds.',
        params,
        produces: ['application/octet-stream'],
        response: {
          200: z.any().describe('The bytes of the file'),
          302: z.any().describe('The bytes are at `location`, for 60 seconds'),
        },
      },
    },
    async (request, reply) =>
      sendFile(
        context,
        request,
        reply,
        await requireVisibleFile(context, request.actor, request.params.id),
      ),
  );

  app.delete(
    '/api/files/:id',
    {
      schema: {
        tags: ['Files'],
        summary: 'Remove an own upload that belongs to no request',
        params,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await removeUpload(context, request.actor, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
