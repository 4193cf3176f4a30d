import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import type { S3Trouble } from '../../../../tests/helpers/peer-s3.ts';
import { SHORT_TIMEOUTS, useS3Store } from '../../../../tests/helpers/s3-store.ts';
import type { ObjectStoreConfig } from '../../config/object-store.ts';
import { openLog } from '../../log.ts';
import { askStoreAfterStart } from '../ask-store.ts';
import { newStorageKey } from '../storage-key.ts';
import { FileMissing } from '../store.ts';
import { S3Store } from './s3-store.ts';

const bucket = useS3Store({ timeouts: SHORT_TIMEOUTS });
const test = useApp({ context: bucket.context, isOneProcess: true });
const always = { times: Number.POSITIVE_INFINITY };
const refuse = (status: number, code: string): S3Trouble => ({ kind: 'refuse', status, code });

const opened = (
  config: Partial<ObjectStoreConfig> = {},
  keys: Partial<typeof bucket.s3.keys> = {},
) => {
  const store = new S3Store(
    { ...bucket.s3.config, ...config },
    { ...bucket.s3.keys, ...keys },
    SHORT_TIMEOUTS,
  );
  onTestFinished(() => store.close());
  return store;
};

describe('F4 a bucket that is asked', () => {
  it('says nothing when it works, for one call that moves no file', async () => {
    const store = opened();
    expect(store.health.last).toBeNull();
    expect(await store.health.ask()).toBeNull();
    expect(bucket.s3.calls.map(({ operation }) => operation)).toEqual(['ListObjectsV2']);
    expect([store.health.last, store.health.failed.size]).toEqual(['ok', 0]);
  });

  const WRONG: readonly [string, () => S3Store, RegExp][] = [
    ['a wrong key', () => opened({}, { id: 'AKIDOFOTHERS' }), /know the key\. .*AWS_ACCESS_KEY_ID/],
    ['a wrong secret', () => opened({}, { secret: 'hush' }), /signs\. .*AWS_SECRET_ACCESS_KEY/],
    [
      'no such bucket',
      () => opened({ bucket: 'nobodys-files' }),
      /has no bucket nobodys-files\. Check AWS_STORAGE_BUCKET_NAME/,
    ],
    [
      'nobody at the address',
      () => opened({ endpoint: 'http://127.0.0.1:1' }),
      /127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)\. Check AWS_S3_ENDPOINT_URL/,
    ],
  ];

  it.each(WRONG)(
    'with %s says which variable to look at, and no secret',
    async (_, open, words) => {
      const store = open();
      const wrong = await store.health.ask();
      expect(wrong).toMatch(words);
      expect(wrong).not.toMatch(/hush|a-secret-that/);
      expect([store.health.last, [...store.health.failed]]).toEqual([
        'failing',
        [['ListObjectsV2', 1]],
      ]);
    },
  );

  it.each<[string, S3Trouble, RegExp]>([
    ['never answers', { kind: 'hang' }, /did not answer within 1\.5 s\. Check AWS_S3_ENDPOINT_URL/],
    [
      'is elsewhere',
      refuse(301, 'PermanentRedirect'),
      /region eu-central-1\. .*AWS_S3_REGION_NAME/,
    ],
    ['wants another region', refuse(400, 'AuthorizationHeaderMalformed'), /AWS_S3_REGION_NAME/],
    ['does not let it list', refuse(403, 'AccessDenied'), /may not list .*s3:ListBucket/],
    ['has words of its own', refuse(403, 'Forbidden'), /may not list .*s3:ListBucket/],
    ['has another time', refuse(403, 'RequestTimeTooSkewed'), /Set the clock/],
    ['is ill', refuse(500, 'InternalError'), /answered 500 \(InternalError\)/],
  ])('that %s says so', async (_, trouble, words) => {
    bucket.s3.trouble(trouble, always);
    expect(await opened().health.ask()).toMatch(words);
  });

  it('does not tell a name and a password that stand in its address', async () => {
    const endpoint = 'http://someone:hush@127.0.0.1:1';
    const wrong = await opened({ endpoint }).health.ask();
    expect(wrong).toContain('127.0.0.1:1');
    expect(wrong).not.toMatch(/someone|hush/);
  });
});

describe('what monitors see of the bucket', () => {
  const ready = async () => {
    const { statusCode, json } = await test.app.inject({ url: '/readyz' });
    return [statusCode, json().checks];
  };
  const figures = async () =>
    (await test.app.inject({ url: '/metrics' })).body.match(/^requests_file_store.*$/gm);

  it('is how its last call went; the process is ready in any case, and probes call nothing', async () => {
    const ok = { database: 'ok', files: 'ok' };
    expect(await ready()).toEqual([200, { ...ok, files: null }]);
    expect(await figures()).toBeNull();
    await expect(bucket.store.get(newStorageKey())).rejects.toThrow(FileMissing);
    expect(await ready()).toEqual([200, { ...ok, files: null }]);
    await bucket.store.health.ask();
    expect(await ready()).toEqual([200, ok]);
    bucket.s3.trouble(refuse(403, 'AccessDenied'), always);
    await expect(bucket.store.get(newStorageKey())).rejects.toThrow('GetObject');
    await expect(bucket.store.get(newStorageKey())).rejects.toThrow('GetObject');
    const calls = bucket.s3.calls.length;
    expect(await ready()).toEqual([200, { ...ok, files: 'failing' }]);
    expect(await figures()).toEqual([
      'requests_file_store_failed_calls_total{operation="GetObject"} 2',
    ]);
    expect(bucket.s3.calls).toHaveLength(calls);
    bucket.s3.calm();
    await bucket.store.health.ask();
    expect(await ready()).toEqual([200, ok]);
    // What has failed stays counted.
    expect(await figures()).toHaveLength(1);
  });
});

describe('asking after start', () => {
  const said: { level: number; msg: string }[] = [];
  const log = openLog('info', 'test', { write: (line: string) => said.push(JSON.parse(line)) });
  const soon = { afterMs: 10, againAfterMs: 50 };
  afterEach(() => {
    said.length = 0;
  });

  it('says one line when all is well, and asks no more', async () => {
    onTestFinished(askStoreAfterStart({ files: opened(), log }, soon));
    await expect.poll(() => said.map(({ msg }) => msg)).toEqual(['the file store answers']);
    await new Promise((done) => setTimeout(done, 200));
    expect(bucket.s3.calls).toHaveLength(1);
    expect(said).toHaveLength(1);
  });

  it('says one line for what is wrong however long it is, and one when it is over', async () => {
    bucket.s3.trouble(refuse(403, 'AccessDenied'), always);
    onTestFinished(askStoreAfterStart({ files: opened(), log }, soon));
    await expect.poll(() => bucket.s3.calls.length, { timeout: 10_000 }).toBeGreaterThan(3);
    expect(said.map(({ level }) => level)).toEqual([50]);
    expect(said[0]?.msg).toMatch(/^Files cannot be relied on\. The key may not list/);
    bucket.s3.calm();
    await expect.poll(() => said.map(({ level }) => level)).toEqual([50, 30]);
  });

  it('says nothing any more once the process stops', async () => {
    bucket.s3.trouble({ kind: 'hang' }, always);
    const stop = askStoreAfterStart({ files: opened(), log }, soon);
    await expect.poll(() => bucket.s3.calls.length).toBeGreaterThan(0);
    stop();
    await new Promise((done) => setTimeout(done, 2_500));
    expect(said).toEqual([]);
  });
});
