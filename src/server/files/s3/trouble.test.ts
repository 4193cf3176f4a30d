import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import type { S3Call, S3Trouble } from '../../../../tests/helpers/peer-s3.ts';
import { SHORT_TIMEOUTS, useS3Store } from '../../../../tests/helpers/s3-store.ts';
import { openLog } from '../../log.ts';
import { multipart } from '../files.testing.ts';
import { newStorageKey } from '../storage-key.ts';
import { sweepFiles } from '../sweep.ts';

const MEGABYTE = 1_048_576;
/** One that is sent whole, one in three parts. */
const SMALL = Buffer.from('Name,Email\nAnn,ann@example.com\n');
const LARGE = Buffer.alloc(12 * MEGABYTE, 'a line that goes on and on\n');

const bucket = useS3Store({ timeouts: SHORT_TIMEOUTS });
const said: string[] = [];
const log = openLog(
  'info',
  'test',
  new Writable({
    write(line, _encoding, done) {
      said.push(String(line));
      done();
    },
  }),
);
const test = useApp({
  config: { maxUploadBytes: 20 * MEGABYTE },
  context: {
    log,
    get files() {
      return bucket.store;
    },
  },
});

let user: TestUser;
beforeEach(async () => {
  user = await makeUser(test.db);
  said.length = 0;
});
afterEach(() => test.db.deleteFrom('files').execute());

const upload = async (content: Buffer) => {
  const { payload, headers } = multipart({ filename: 'users.csv', content });
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/files',
    payload,
    headers: { ...headers, ...as(user) },
  });
  return { status: answer.statusCode, body: answer.json() };
};

const rows = () => test.db.selectFrom('files').selectAll().execute();
const during =
  (operation: string, partNumber: number | null = null) =>
  (call: S3Call) =>
    call.operation === operation && (partNumber === null || call.partNumber === partNumber);

/** Refused with a sentence, the cause in the log, and neither row nor bytes. */
const refusedWhole = async (content: Buffer, cause: RegExp) => {
  expect(await upload(content)).toMatchObject({
    status: 503,
    body: {
      code: 'service_unavailable',
      detail: 'The file could not be stored. Nothing was kept; try again in a moment.',
    },
  });
  expect(said.join('\n')).toMatch(cause);
  expect(await rows()).toEqual([]);
  expect(await bucket.kept()).toEqual([]);
};

const refuse = (status: number, code: string): S3Trouble => ({ kind: 'refuse', status, code });

describe('F4, F5 an upload to a store', () => {
  it.each<[string, S3Trouble, RegExp]>([
    ['that answers 403', refuse(403, 'AccessDenied'), /PutObject: AccessDenied \(403\)/],
    ['that asks to slow down', refuse(503, 'SlowDown'), /PutObject: SlowDown \(503\)/],
    ['that is full', refuse(507, 'StorageFull'), /PutObject: StorageFull \(507\)/],
    ['that fails', refuse(500, 'InternalError'), /PutObject: InternalError \(500\)/],
    ['that never answers', { kind: 'hang' }, /PutObject: TimeoutError/],
    ['that takes the bytes and never answers', { kind: 'hang_after' }, /PutObject: TimeoutError/],
    ['that breaks the connection', { kind: 'drop' }, /failed at PutObject/],
    [
      'that takes the bytes and breaks the connection',
      { kind: 'drop_after' },
      /failed at PutObject/,
    ],
  ])('%s is refused clearly and leaves nothing', async (_, trouble, cause) => {
    bucket.s3.trouble(trouble, { times: Number.POSITIVE_INFINITY, when: during('PutObject') });
    await refusedWhole(SMALL, cause);
  });

  it.each<[string, string, number | null, S3Trouble]>([
    ['that cannot begin it', 'CreateMultipartUpload', null, refuse(500, 'InternalError')],
    ['that begins it unheard', 'CreateMultipartUpload', null, { kind: 'drop_after' }],
    ['that breaks off in the middle', 'UploadPart', 2, { kind: 'drop' }],
    ['that stalls in the middle', 'UploadPart', 2, { kind: 'hang' }],
    ['that fails at the last part', 'UploadPart', 3, refuse(500, 'InternalError')],
    ['that is full at the last part', 'UploadPart', 3, refuse(507, 'StorageFull')],
    ['that does not complete it', 'CompleteMultipartUpload', null, refuse(403, 'AccessDenied')],
    ['that completes it unheard', 'CompleteMultipartUpload', null, { kind: 'drop_after' }],
  ])('in parts, %s, is refused clearly and leaves nothing', async (_, operation, part, trouble) => {
    bucket.s3.trouble(trouble, { times: Number.POSITIVE_INFINITY, when: during(operation, part) });
    await refusedWhole(LARGE, new RegExp(`failed at ${operation}`));
  });

  it('that nobody serves is refused clearly, and taken again once it is back', async () => {
    await bucket.s3.shut();
    const refused = await upload(LARGE);
    await bucket.s3.open();
    expect(refused).toMatchObject({ status: 503, body: { code: 'service_unavailable' } });
    expect([await rows(), await bucket.kept()]).toEqual([[], []]);
    expect(await upload(LARGE)).toMatchObject({ status: 201 });
  });

  it('with other keys is refused clearly, and no secret is logged', async () => {
    bucket.s3.trouble(refuse(403, 'SignatureDoesNotMatch'), { times: Number.POSITIVE_INFINITY });
    expect(await upload(SMALL)).toMatchObject({ status: 503 });
    expect(said.join('\n')).toContain('SignatureDoesNotMatch');
    expect(said.join('\n')).not.toContain(bucket.s3.keys.secret);
    expect(await rows()).toEqual([]);
  });

  it('is stored although the store was busy for a moment', async () => {
    bucket.s3.trouble(refuse(503, 'SlowDown'), { times: 2, when: during('UploadPart', 2) });
    bucket.s3.trouble({ kind: 'drop' }, { times: 1, when: during('UploadPart', 3) });
    const { status, body } = await upload(LARGE);
    expect(status).toBe(201);
    const [row] = await rows();
    expect(body.sizeBytes).toBe(LARGE.length);
    expect(await text(await bucket.store.get(row?.storage_key ?? ''))).toBe(LARGE.toString());
    expect(await bucket.kept()).toHaveLength(1);
  });

  it('leaves what could not be cleared up to the sweep, a day later and not before', async () => {
    const always = { times: Number.POSITIVE_INFINITY };
    bucket.s3.trouble(refuse(500, 'InternalError'), { ...always, when: during('UploadPart', 2) });
    bucket.s3.trouble(refuse(500, 'InternalError'), {
      ...always,
      when: during('ListMultipartUploads'),
    });
    expect(await upload(LARGE)).toMatchObject({ status: 503 });
    expect(bucket.s3.uploads()).toHaveLength(1);
    bucket.s3.calm();
    test.clock.set(new Date(Date.now() + 23 * 3_600_000).toISOString());
    expect(await sweepFiles(test.context)).toEqual({ uploads: 0, orphans: 0 });
    test.clock.advance({ hours: 2 });
    expect(await sweepFiles(test.context)).toEqual({ uploads: 0, orphans: 1 });
    expect([await rows(), await bucket.kept()]).toEqual([[], []]);
  });

  it('removed while the store is away is gone for its owner, and its bytes with the next sweep', async () => {
    const { body } = await upload(SMALL);
    bucket.s3.trouble(refuse(503, 'SlowDown'), {
      times: Number.POSITIVE_INFINITY,
      when: during('DeleteObject'),
    });
    const removed = await test.app.inject({
      method: 'DELETE',
      url: `/api/files/${body.id}`,
      headers: as(user),
    });
    expect(removed.statusCode).toBe(204);
    expect(said.join('\n')).toContain('bytes stay in the file store until the sweep');
    expect(await bucket.kept()).toHaveLength(1);
    bucket.s3.calm();
    test.clock.set(new Date(Date.now() + 25 * 3_600_000).toISOString());
    expect(await sweepFiles(test.context)).toEqual({ uploads: 0, orphans: 1 });
    expect(await bucket.kept()).toEqual([]);
  });
});

describe('F3 a download from a store', () => {
  const download = async () => {
    const { body } = await upload(SMALL);
    bucket.s3.calls.length = 0;
    return () => test.app.inject({ url: `/api/files/${body.id}/content`, headers: as(user) });
  };

  it.each<[string, S3Trouble]>([
    ['that answers 403', refuse(403, 'AccessDenied')],
    ['that asks to slow down', refuse(503, 'SlowDown')],
    ['that never answers', { kind: 'hang' }],
    ['that breaks the connection', { kind: 'drop' }],
  ])('%s is refused clearly', async (_, trouble) => {
    const get = await download();
    bucket.s3.trouble(trouble, { times: Number.POSITIVE_INFINITY });
    const answer = await get();
    expect([answer.statusCode, answer.headers.location]).toEqual([503, undefined]);
    expect(answer.json()).toMatchObject({
      code: 'service_unavailable',
      detail: 'The file store does not answer. Try again in a moment.',
    });
    expect(said.join('\n')).toContain('failed at HeadObject');
  });

  it('that has lost the file says which one is affected', async () => {
    const get = await download();
    await bucket.s3.empty();
    const answer = await get();
    expect(answer.statusCode).toBe(500);
    expect(answer.json().detail).toMatch(/“users.csv” is missing from the file store/);
  });
});

describe('F4 reading from a store', () => {
  it.each(['half_then_hang', 'half_then_drop'] as const)(
    'ends with an error when %s',
    async (kind) => {
      const key = newStorageKey();
      await bucket.s3.place(key, LARGE.subarray(0, 4 * MEGABYTE));
      bucket.s3.trouble({ kind });
      const content = await bucket.store.get(key);
      await expect(text(content)).rejects.toThrow();
    },
  );
});
