import type { Readable } from 'node:stream';

/** Bytes from `start` to `end`, both included, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface DownloadAs {
  /** What the client is told that the file is called. */
  readonly fileName: string;
  readonly method: 'GET' | 'HEAD';
}

export interface StoredEntry {
  readonly key: string;
  readonly modifiedAtMs: number;
}

/** How a store beyond the network is doing, as this process has met it. */
export interface StoreHealth {
  /** How the last call went; null before the first. */
  readonly last: 'ok' | 'failing' | null;
  /** Calls that failed since the process started, by operation. */
  readonly failed: ReadonlyMap<string, number>;
  /** Null when the store answers as it should, else what is wrong and what to do; no secrets. */
  ask(): Promise<string | null>;
}

/**
 * Where the bytes of files live: a local folder, or an S3-compatible store (F4). Keys are random and
 * chosen by the caller (F2, `newStorageKey`), never used twice. Nothing here knows names, people or
 * requests. `contract.testing.ts` says what every driver does.
 */
export interface FileStore {
  /** Absent where the store is a folder of the machine. */
  readonly health?: StoreHealth;
  /** Streams to the end, durable once resolved; a failed or cancelled write leaves nothing behind. */
  put(key: string, content: Readable): Promise<void>;
  /** @throws FileMissing when there is no such key */
  get(key: string, range?: ByteRange): Promise<Readable>;
  /**
   * F3: where a client may fetch the bytes itself for the next minute, always as an attachment; null
   * when they are to be streamed from here.
   * @throws FileMissing when there is no such key
   */
  downloadUrl(key: string, as: DownloadAs): Promise<string | null>;
  /** Removing what is not there is fine. */
  remove(key: string): Promise<void>;
  /** Every key with its age, for the sweep; also those of writes that a crash cut short. */
  list(): AsyncIterable<StoredEntry>;
  /** Lets go of connections. */
  close(): Promise<void>;
}

export class FileMissing extends Error {
  constructor(key: string) {
    super(`the file store has no ${key}`);
    this.name = 'FileMissing';
  }
}
