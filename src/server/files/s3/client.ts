import type { HeadObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import type { ObjectStoreConfig, ObjectStoreKeys } from '../../config/object-store.ts';
import { StoreFailure } from './failure.ts';
import { CallTally } from './tally.ts';

export interface S3Timeouts {
  readonly connectMs: number;
  /** Without a byte in either direction, while sending, waiting or reading. */
  readonly stallMs: number;
  /** A call with all of its retries, until its answer begins. */
  readonly callMs: number;
  /** Clearing up after a failure: somebody waits for the answer. */
  readonly clearUpMs: number;
  /** Asking whether the bucket works: nobody waits, but whoever has started it wants to know. */
  readonly askMs: number;
}

export const S3_TIMEOUTS: S3Timeouts = {
  connectMs: 5_000,
  stallMs: 30_000,
  callMs: 60_000,
  clearUpMs: 10_000,
  askMs: 15_000,
};

const ATTEMPTS = 3;
const SIGNED_SECONDS = 60;

export type Sdk = typeof import('@aws-sdk/client-s3');

interface Opened {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

export interface Calling {
  readonly sdk: Sdk;
  readonly client: S3Client;
  readonly signal: { readonly abortSignal: AbortSignal };
}

/** The SDK behind one door, loaded with the first call: a process that stores no file never pays for it. */
export class S3Calls {
  readonly tally = new CallTally();
  readonly #config: ObjectStoreConfig;
  readonly #keys: ObjectStoreKeys;
  readonly #timeouts: S3Timeouts;
  #opened: Promise<Opened> | null = null;
  #signer: Promise<Opened> | null = null;

  constructor(config: ObjectStoreConfig, keys: ObjectStoreKeys, timeouts: S3Timeouts) {
    this.#config = config;
    this.#keys = keys;
    this.#timeouts = timeouts;
  }

  /**
   * @param withinMs until the answer begins; a body that is being read has only the stall to fear
   * @throws StoreFailure
   */
  async call<Answer>(
    operation: string,
    send: (calling: Calling) => Promise<Answer>,
    withinMs = this.#timeouts.callMs,
  ): Promise<Answer> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), withinMs);
    try {
      this.#opened ??= this.#open(this.#config.endpoint);
      const calling = { ...(await this.#opened), signal: { abortSignal: late.signal } };
      const answer = await send(calling);
      this.tally.answered();
      return answer;
    } catch (error) {
      const failure = new StoreFailure(operation, error);
      this.tally.failedAt(operation, failure);
      throw failure;
    } finally {
      clearTimeout(timer);
    }
  }

  /** F3: an address that fetches one object for a minute, and says how it is to be saved. */
  async sign(
    method: 'GET' | 'HEAD',
    key: string,
    as: Pick<HeadObjectCommandInput, 'ResponseContentDisposition' | 'ResponseContentType'>,
  ): Promise<string> {
    const { downloadOrigin, isPathStyle, bucket } = this.#config;
    try {
      this.#signer ??= this.#open(downloadOrigin ?? this.#config.endpoint, downloadOrigin);
      const [{ sdk, client }, { getSignedUrl }] = await Promise.all([
        this.#signer,
        import('@aws-sdk/s3-request-presigner'),
      ]);
      // A name of its own stands for the bucket itself, unless the bucket is part of the path.
      const isBucket = downloadOrigin !== null && !isPathStyle;
      const input = { Bucket: isBucket ? downloadOrigin : bucket, Key: key, ...as };
      const command =
        method === 'GET' ? new sdk.GetObjectCommand(input) : new sdk.HeadObjectCommand(input);
      return await getSignedUrl(client, command, { expiresIn: SIGNED_SECONDS });
    } catch (error) {
      throw new StoreFailure('sign', error);
    }
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled([this.#opened, this.#signer]);
    for (const one of opened) if (one.status === 'fulfilled') one.value?.client.destroy();
  }

  async #open(endpoint: string | null, downloadOrigin: string | null = null): Promise<Opened> {
    const sdk = await import('@aws-sdk/client-s3');
    const { region, isPathStyle } = this.#config;
    const { connectMs, stallMs } = this.#timeouts;
    const isBucket = downloadOrigin !== null && !isPathStyle;
    const client = new sdk.S3Client({
      region,
      ...(isBucket ? { bucketEndpoint: true } : endpoint !== null && { endpoint }),
      forcePathStyle: isPathStyle,
      // Without keys: the SDK's own chain, which ends at the role of the machine.
      ...(this.#keys !== null && {
        credentials: { accessKeyId: this.#keys.id, secretAccessKey: this.#keys.secret },
      }),
      maxAttempts: ATTEMPTS,
      // Checksums behind the body are refused by some stores and damage files in others. Each body is
      // in memory when it is sent, so that its SHA-256 is part of the signature: every store checks it.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      // Stores that never answer "go on" would cost seconds a part.
      expectContinueHeader: false,
      requestHandler: { connectionTimeout: connectMs, socketTimeout: stallMs },
    });
    return { sdk, client };
  }
}
