import { afterAll, afterEach, beforeAll } from 'vitest';
import { S3_TIMEOUTS, type S3Timeouts } from '../../src/server/files/s3/client.ts';
import { S3Store } from '../../src/server/files/s3/s3-store.ts';
import { type S3Peer, type S3PeerOptions, useS3 } from './peer-s3.ts';

/** Long enough for a busy machine, short enough for a test to wait for them. */
export const SHORT_TIMEOUTS: S3Timeouts = {
  connectMs: 2_000,
  stallMs: 600,
  callMs: 4_000,
  clearUpMs: 4_000,
  askMs: 1_500,
};

interface StoreInTest {
  readonly s3: S3Peer;
  readonly store: S3Store;
  /** For the app of the test file: what it takes from here is there once its hooks run. */
  readonly context: { readonly files: S3Store };
  /** Everything that is kept: objects, and uploads under way. */
  readonly kept: () => Promise<string[]>;
}

/**
 * An S3 server for the calling test file and a file store on it, emptied after each test. Call it
 * before `useApp`, and read its fields inside tests only.
 */
export function useS3Store(
  options: S3PeerOptions & { readonly timeouts?: S3Timeouts } = {},
): StoreInTest {
  const peer = useS3(options);
  let opened: S3Store | undefined;
  beforeAll(() => {
    opened = new S3Store(peer.s3.config, peer.s3.keys, options.timeouts ?? S3_TIMEOUTS);
  });
  afterEach(async () => {
    peer.s3.calm();
    await peer.s3.empty();
  });
  afterAll(() => opened?.close());

  const use = () => {
    if (opened === undefined) throw new Error('The store exists inside tests only.');
    return opened;
  };
  return {
    get s3() {
      return peer.s3;
    },
    get store() {
      return use();
    },
    context: {
      get files() {
        return use();
      },
    },
    kept: async () => [...(await peer.s3.objects()), ...peer.s3.uploads()],
  };
}
