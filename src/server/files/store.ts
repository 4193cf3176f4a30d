import type { Readable } from 'node:stream';

/** Bytes from `start` to `end`, both included, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the bytes of files live: a local folder now, an S3-compatible store by another driver.
 * Keys are random and chosen by the caller (F2, `newStorageKey`), never used twice. Nothing here
 * knows names, people or requests.
 */
export interface FileStore {
  /** Streams to the end, durable once resolved; a failed or cancelled write leaves nothing behind. */
  put(key: string, content: Readable): Promise<void>;
  /** @throws FileMissing when there is no such key */
  get(key: string, range?: ByteRange): Promise<Readable>;
  /** Removing what is not there is fine. */
  remove(key: string): Promise<void>;
  /** Every key with its age, for the sweep; also those of writes that a crash cut short. */
  list(): AsyncIterable<{ readonly key: string; readonly modifiedAtMs: number }>;
}

export class FileMissing extends Error {
  constructor(key: string) {
    super(`the file store has no ${key}`);
    this.name = 'FileMissing';
  }
}
