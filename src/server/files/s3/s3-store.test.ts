import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useS3Store } from '../../../../tests/helpers/s3-store.ts';
import { describeFileStore } from '../contract.testing.ts';
import { newStorageKey } from '../storage-key.ts';
import { S3Store } from './s3-store.ts';

// So that lists have several pages.
const bucket = useS3Store({ pageSize: 7 });
let another: S3Store;
beforeEach(() => {
  another = new S3Store(bucket.s3.config, bucket.s3.keys);
});
afterEach(() => another.close());

const keysOf = async (store: S3Store) => {
  const keys: string[] = [];
  for await (const { key } of store.list()) keys.push(key);
  return keys.toSorted();
};

describeFileStore('a bucket', {
  store: () => bucket.store,
  another: () => another,
  kept: bucket.kept,
});

describe('F4 a bucket', () => {
  it('is shared with others by a prefix, whose files are neither listed nor touched', async () => {
    const ours = new S3Store({ ...bucket.s3.config, keyPrefix: 'requests/' }, bucket.s3.keys);
    const [key, other] = [newStorageKey(), newStorageKey()];
    await ours.put(key, Readable.from(['ours']));
    await bucket.s3.place(other, Buffer.from('theirs'));
    await bucket.s3.place('requests/README', Buffer.from('theirs'));
    await bucket.s3.place(`requests/more/${other}`, Buffer.from('theirs'));
    expect(await keysOf(ours)).toEqual([key]);
    await ours.remove(other);
    expect((await bucket.s3.objects()).toSorted()).toEqual(
      [other, `requests/${key}`, `requests/more/${other}`, 'requests/README'].toSorted(),
    );
    expect(await text(await ours.get(key))).toBe('ours');
    await ours.close();
  });

  it('F5 lists every upload in parts that a crash cut short, page by page, and removes it', async () => {
    const keys = Array.from({ length: 17 }, () => newStorageKey()).toSorted();
    const sdk = await import('@aws-sdk/client-s3');
    const { bucket: Bucket, region, endpoint } = bucket.s3.config;
    const client = new sdk.S3Client({
      region,
      endpoint: endpoint ?? '',
      forcePathStyle: true,
      credentials: { accessKeyId: bucket.s3.keys.id, secretAccessKey: bucket.s3.keys.secret },
    });
    for (const Key of keys) {
      await client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key }));
    }
    client.destroy();
    expect(await keysOf(bucket.store)).toEqual(keys);
    for (const key of keys) await bucket.store.remove(key);
    expect(bucket.s3.uploads()).toEqual([]);
  });

  it('that cannot tell of uploads in parts is used as it is', async () => {
    const key = newStorageKey();
    await bucket.store.put(key, Readable.from(['here']));
    bucket.s3.trouble(
      { kind: 'refuse', status: 501, code: 'NotImplemented' },
      {
        times: Number.POSITIVE_INFINITY,
        when: ({ operation }) => operation === 'ListMultipartUploads',
      },
    );
    expect(await keysOf(bucket.store)).toEqual([key]);
    await bucket.store.remove(key);
    expect(await bucket.kept()).toEqual([]);
  });
});
