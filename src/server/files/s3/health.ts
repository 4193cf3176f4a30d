import type { ObjectStoreConfig } from '../../config/object-store.ts';
import type { StoreHealth } from '../store.ts';
import type { S3Calls } from './client.ts';
import { explainFailure } from './explain.ts';
import { StoreFailure } from './failure.ts';

/**
 * How the bucket is doing. It is asked for the name of one file: a HEAD would be as cheap, but the
 * answer to one has no body to say what is wrong.
 */
export class BucketHealth implements StoreHealth {
  readonly #config: ObjectStoreConfig;
  readonly #calls: S3Calls;
  readonly #withinMs: number;

  constructor(config: ObjectStoreConfig, calls: S3Calls, withinMs: number) {
    this.#config = config;
    this.#calls = calls;
    this.#withinMs = withinMs;
  }

  get last(): 'ok' | 'failing' | null {
    return this.#calls.tally.last;
  }

  get failed(): ReadonlyMap<string, number> {
    return this.#calls.tally.failed;
  }

  async ask(): Promise<string | null> {
    const { bucket: Bucket, keyPrefix: Prefix } = this.#config;
    try {
      await this.#calls.call(
        'ListObjectsV2',
        ({ sdk, client, signal }) =>
          client.send(new sdk.ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }), signal),
        this.#withinMs,
      );
      return null;
    } catch (error) {
      if (error instanceof StoreFailure) {
        return explainFailure(error, this.#config, this.#withinMs);
      }
      throw error;
    }
  }
}
