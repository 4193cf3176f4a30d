import { Readable } from 'node:stream';
import type { ObjectStoreConfig, ObjectStoreKeys } from '../../config/object-store.ts';
import { attachmentHeader } from '../file-name.ts';
import { isStorageKey } from '../storage-key.ts';
import {
  type ByteRange,
  type DownloadAs,
  FileMissing,
  type FileStore,
  type StoredEntry,
} from '../store.ts';
import { type Calling, S3_TIMEOUTS, S3Calls, type S3Timeouts } from './client.ts';
import { nameOf, StoreFailure } from './failure.ts';
import { BucketHealth } from './health.ts';
import { PartBuffers } from './part-buffers.ts';
import { abortUnfinished, unfinishedUploads } from './unfinished.ts';
import { PART_BYTES, uploadTo } from './upload.ts';

/** Parts on their way to the store at once, of all uploads together: 20 MB. */
const SENT_AT_ONCE = 4;

/**
 * F4: files in a bucket of any S3-compatible store. An object exists once all of its bytes do; what
 * a crash leaves of an upload in parts is listed and removed under its key like any other.
 */
export class S3Store implements FileStore {
  readonly health: BucketHealth;
  readonly #config: ObjectStoreConfig;
  readonly #timeouts: S3Timeouts;
  readonly #calls: S3Calls;
  readonly #buffers = new PartBuffers(SENT_AT_ONCE, PART_BYTES);

  constructor(
    config: ObjectStoreConfig,
    keys: ObjectStoreKeys,
    timeouts: Partial<S3Timeouts> = {},
  ) {
    this.#config = config;
    this.#timeouts = { ...S3_TIMEOUTS, ...timeouts };
    this.#calls = new S3Calls(config, keys, this.#timeouts);
    this.health = new BucketHealth(config, this.#calls, this.#timeouts.askMs);
  }

  async put(key: string, content: Readable): Promise<void> {
    const at = this.#at(key);
    try {
      await uploadTo({ ...at, calls: this.#calls, buffers: this.#buffers }, content);
    } catch (error) {
      // Whatever got there, also where only the answer was lost. If the store is away altogether,
      // there is nothing to be done now: the sweep finds what is left.
      await this.#clear(key, this.#timeouts.clearUpMs).catch(() => undefined);
      throw error;
    }
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    const at = this.#at(key);
    const Range = range && `bytes=${range.start}-${range.end}`;
    const { Body } = await this.#existing(key, 'GetObject', ({ sdk, client, signal }) =>
      client.send(new sdk.GetObjectCommand({ ...at, Range }), signal),
    );
    if (!(Body instanceof Readable)) throw new Error('the file store sent no body');
    return Body;
  }

  async downloadUrl(key: string, { fileName, method }: DownloadAs): Promise<string> {
    const at = this.#at(key);
    // Who is sent to the store sees only its own answers: whether it has the file is asked before.
    await this.#existing(key, 'HeadObject', ({ sdk, client, signal }) =>
      client.send(new sdk.HeadObjectCommand(at), signal),
    );
    return this.#calls.sign(method, at.Key, {
      ResponseContentDisposition: attachmentHeader(fileName),
      ResponseContentType: 'application/octet-stream',
    });
  }

  async remove(key: string): Promise<void> {
    await this.#clear(key, this.#timeouts.callMs);
  }

  async *list(): AsyncIterable<StoredEntry> {
    const { bucket: Bucket, keyPrefix: Prefix } = this.#config;
    for (let token: string | undefined; ; ) {
      const page = await this.#calls.call('ListObjectsV2', ({ sdk, client, signal }) =>
        client.send(
          new sdk.ListObjectsV2Command({ Bucket, Prefix, ContinuationToken: token }),
          signal,
        ),
      );
      for (const { Key, LastModified } of page.Contents ?? [])
        yield* this.#entry(Key, LastModified);
      token = page.NextContinuationToken;
      if (token === undefined) break;
    }
    for await (const { Key, Initiated } of unfinishedUploads(this.#calls, { Bucket, Prefix })) {
      yield* this.#entry(Key, Initiated);
    }
  }

  async close(): Promise<void> {
    await this.#calls.close();
  }

  /** A key consists of hexadecimal digits only: it needs no escaping anywhere. */
  #at(key: string): { readonly Bucket: string; readonly Key: string } {
    if (!isStorageKey(key)) throw new Error('not a storage key');
    return { Bucket: this.#config.bucket, Key: `${this.#config.keyPrefix}${key}` };
  }

  /** What is no file of ours is left alone; what has no date is too young to be removed. */
  *#entry(name: string | undefined, at: Date | undefined): Generator<StoredEntry> {
    const key = name?.slice(this.#config.keyPrefix.length) ?? '';
    if (isStorageKey(key)) yield { key, modifiedAtMs: at?.getTime() ?? Number.POSITIVE_INFINITY };
  }

  async #existing<Answer>(
    key: string,
    operation: string,
    send: (calling: Calling) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await this.#calls.call(operation, send);
    } catch (error) {
      const isMissing =
        error instanceof StoreFailure && ['NoSuchKey', 'NotFound'].includes(nameOf(error.cause));
      throw isMissing ? new FileMissing(key) : error;
    }
  }

  async #clear(key: string, withinMs: number): Promise<void> {
    const at = this.#at(key);
    // First, so that none of them can be completed afterwards.
    await abortUnfinished(this.#calls, at, withinMs);
    await this.#calls.call(
      'DeleteObject',
      ({ sdk, client, signal }) => client.send(new sdk.DeleteObjectCommand(at), signal),
      withinMs,
    );
  }
}
