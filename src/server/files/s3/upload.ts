import type { Readable } from 'node:stream';
import type { S3Calls } from './client.ts';
import type { PartBuffers } from './part-buffers.ts';
import { PartSpool } from './part-spool.ts';

/** The least that S3 takes for a part which is not the last. */
export const PART_BYTES = 5 * 1_024 * 1_024;

/** Should a bucket ever be public by mistake, what is in it still neither renders nor runs. */
const STORED_AS = {
  ContentType: 'application/octet-stream',
  ContentDisposition: 'attachment',
} as const;

export interface UploadTarget {
  readonly calls: S3Calls;
  readonly buffers: PartBuffers;
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * Streams content to the store: in one piece up to five megabytes, in parts of that size above. The
 * source is read on only once a full part has been sent.
 */
export async function uploadTo(target: UploadTarget, content: Readable): Promise<void> {
  const spool = await openSpool(content);
  try {
    const upload = new PartedUpload(target, spool);
    for await (const chunk of content as AsyncIterable<Buffer | string>) {
      await upload.take(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    }
    await upload.finish();
  } finally {
    await spool.close();
  }
}

async function openSpool(content: Readable): Promise<PartSpool> {
  try {
    return await PartSpool.open();
  } catch (error) {
    content.destroy();
    throw error;
  }
}

class PartedUpload {
  readonly #target: UploadTarget;
  readonly #spool: PartSpool;
  readonly #parts: { readonly PartNumber: number; readonly ETag: string | undefined }[] = [];
  #uploadId: string | undefined;

  constructor(target: UploadTarget, spool: PartSpool) {
    this.#target = target;
    this.#spool = spool;
  }

  async take(chunk: Buffer): Promise<void> {
    let rest = chunk;
    while (rest.length > 0) {
      // Only now is it known that this part is not the last.
      if (this.#spool.size === PART_BYTES) await this.#sendPart();
      const piece = rest.subarray(0, PART_BYTES - this.#spool.size);
      await this.#spool.append(piece);
      rest = rest.subarray(piece.length);
    }
  }

  async finish(): Promise<void> {
    if (this.#uploadId === undefined) return this.#sendWhole();
    await this.#sendPart();
    const { calls, Bucket, Key } = this.#target;
    await calls.call('CompleteMultipartUpload', ({ sdk, client, signal }) =>
      client.send(
        new sdk.CompleteMultipartUploadCommand({
          Bucket,
          Key,
          UploadId: this.#uploadId,
          MultipartUpload: { Parts: this.#parts },
        }),
        signal,
      ),
    );
  }

  async #sendWhole(): Promise<void> {
    const { calls, buffers, Bucket, Key } = this.#target;
    await buffers.lend(async (buffer) => {
      const Body = await this.#spool.read(buffer);
      await calls.call('PutObject', ({ sdk, client, signal }) =>
        client.send(
          new sdk.PutObjectCommand({
            ...STORED_AS,
            Bucket,
            Key,
            Body,
            ContentLength: Body.length,
          }),
          signal,
        ),
      );
    });
  }

  async #sendPart(): Promise<void> {
    const { calls, buffers, Bucket, Key } = this.#target;
    const UploadId = await this.#begin();
    const PartNumber = this.#parts.length + 1;
    await buffers.lend(async (buffer) => {
      const Body = await this.#spool.read(buffer);
      const { ETag } = await calls.call('UploadPart', ({ sdk, client, signal }) =>
        client.send(
          new sdk.UploadPartCommand({
            Bucket,
            Key,
            UploadId,
            PartNumber,
            Body,
            ContentLength: Body.length,
          }),
          signal,
        ),
      );
      this.#parts.push({ PartNumber, ETag });
    });
    this.#spool.empty();
  }

  async #begin(): Promise<string> {
    if (this.#uploadId !== undefined) return this.#uploadId;
    const { calls, Bucket, Key } = this.#target;
    const { UploadId } = await calls.call('CreateMultipartUpload', ({ sdk, client, signal }) =>
      client.send(new sdk.CreateMultipartUploadCommand({ ...STORED_AS, Bucket, Key }), signal),
    );
    if (UploadId === undefined) throw new Error('the file store gave no id to an upload');
    this.#uploadId = UploadId;
    return UploadId;
  }
}
