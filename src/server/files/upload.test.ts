import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { addFile, multipart, type Part, storedNames } from './files.testing.ts';

const LIMIT = 200_000;
const test = useApp({ config: { maxUploadBytes: LIMIT } });

const upload = async (user: TestUser, ...parts: readonly Part[]) => {
  const { payload, headers } = multipart(...parts);
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/files',
    payload,
    headers: { ...headers, ...as(user) },
  });
  return { status: answer.statusCode, body: answer.json() };
};

const port = async (): Promise<number> => {
  if (test.app.addresses().length === 0) await test.app.listen({ host: '127.0.0.1', port: 0 });
  const [address] = test.app.addresses();
  return typeof address === 'object' ? address.port : 0;
};

const rows = () => test.db.selectFrom('files').selectAll().execute();
const nothingKept = async () => {
  expect(await rows()).toEqual([]);
  expect(storedNames(test.context.config.filesDir)).toEqual([]);
};

afterEach(async () => {
  for (const row of await rows()) await test.context.files.remove(row.storage_key);
  await test.db.deleteFrom('files').execute();
});

describe('POST /api/files', () => {
  it('F5 refuses more than 200 uploads that nobody uses, and takes them again a day later', async () => {
    const user = await makeUser(test.db);
    const now = test.clock.now();
    for (let n = 0; n < 200; n += 1) await addFile(test.db, user.id, { uploadedAt: now });
    const refused = await upload(user, { filename: 'a.txt', content: 'one too many' });
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
    const other = await makeUser(test.db);
    expect(await upload(other, { filename: 'a.txt', content: 'mine' })).toMatchObject({
      status: 201,
    });
    test.clock.advance({ hours: 25 });
    expect(await upload(user, { filename: 'a.txt', content: 'later' })).toMatchObject({
      status: 201,
    });
  });

  it('F2 stores bytes under a random key with name, size, SHA-256, sniffed type and uploader', async () => {
    const user = await makeUser(test.db, { firstName: 'Ada', lastName: 'Okafor' });
    const png = Buffer.concat([
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      Buffer.alloc(500, 1),
    ]);
    const { status, body } = await upload(user, {
      filename: 'report.html',
      content: png,
      type: 'text/html',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'report.html',
      sizeBytes: png.length,
      mimeType: 'image/png',
      csv: null,
      uploader: { id: user.id, name: 'Ada Okafor' },
      uploadedAt: test.clock.now(),
    });
    const [row] = await rows();
    expect(Buffer.from(row?.sha256 ?? []).toString('hex')).toBe(
      createHash('sha256').update(png).digest('hex'),
    );
    expect(row?.storage_key).toMatch(/^[0-9a-f]{40}$/);
    expect(storedNames(test.context.config.filesDir)).toHaveLength(1);
  });

  it('F2 reads columns and rows of a CSV for F-SD1 and F-SD2', async () => {
    const user = await makeUser(test.db);
    const content = '\uFEFFMarket,"Dispute, Id"\r\nUS,1\r\n\r\nDE,"2\r\n3"\r\n';
    const { body } = await upload(user, { filename: 'disputes.CSV', content });
    expect(body).toMatchObject({
      mimeType: 'text/csv',
      csv: { columns: ['Market', 'Dispute, Id'], rows: 2 },
    });
  });

  it('F1 accepts a file of exactly the limit and refuses one byte more, naming the limit', async () => {
    const user = await makeUser(test.db);
    const fits = await upload(user, { filename: 'a.bin', content: Buffer.alloc(LIMIT, 1) });
    expect(fits.status).toBe(201);
    const over = await upload(user, { filename: 'b.bin', content: Buffer.alloc(LIMIT + 1, 1) });
    expect(over).toMatchObject({
      status: 413,
      body: { code: 'file_too_large', issues: [{ path: 'file' }] },
    });
    expect(over.body.detail).toContain('“b.bin”');
    expect(over.body.detail).toContain('196 kB');
    expect(await rows()).toHaveLength(1);
    expect(storedNames(test.context.config.filesDir)).toHaveLength(1);
  });

  it('F1 refuses by the announced length before reading, naming size and limit', async () => {
    const user = await makeUser(test.db);
    const { status, body } = await upload(user, {
      filename: 'big.bin',
      content: Buffer.alloc(LIMIT * 2, 1),
    });
    expect(status).toBe(413);
    expect(body.detail).toMatch(/196 kB.*391 kB/);
    await nothingKept();
  });

  it('F1 follows the setting of the admins before the configuration', async () => {
    const user = await makeUser(test.db);
    await test.db
      .insertInto('settings')
      .values({ key: 'max_upload_bytes', value: '2048' })
      .execute();
    const { status } = await upload(user, { filename: 'a.bin', content: Buffer.alloc(2_049, 1) });
    await test.db.deleteFrom('settings').execute();
    expect(status).toBe(413);
    await nothingKept();
  });

  it('refuses an empty file, no file, two files and other media types, and keeps nothing', async () => {
    const user = await makeUser(test.db);
    const empty = await upload(user, { filename: 'empty.csv', content: '' });
    expect(empty).toMatchObject({ status: 422, body: { issues: [{ path: 'file' }] } });
    const none = await upload(user, { content: 'only a field' });
    expect(none).toMatchObject({ status: 422, body: { issues: [{ message: 'Choose a file' }] } });
    const two = await upload(
      user,
      { filename: 'a.txt', content: 'a' },
      { filename: 'b.txt', content: 'b' },
    );
    expect(two).toMatchObject({
      status: 422,
      body: { issues: [{ message: 'Send one file at a time' }] },
    });
    const plain = await test.app.inject({
      method: 'POST',
      url: '/api/files',
      payload: { file: 'x' },
      headers: as(user),
    });
    expect(plain.statusCode).toBe(415);
    expect(plain.json()).toMatchObject({ code: 'unsupported_media_type' });
    await nothingKept();
  });

  it('with an idempotency key, the same file sent again is the first one, another is refused', async () => {
    const user = await makeUser(test.db);
    const send = async (content: string) => {
      const { payload, headers } = multipart({ filename: 'a.txt', content });
      const answer = await test.app.inject({
        method: 'POST',
        url: '/api/files',
        payload,
        headers: { ...headers, ...as(user), 'idempotency-key': 'one-upload' },
      });
      return { status: answer.statusCode, body: answer.json() };
    };
    const [first, second] = await Promise.all([send('text'), send('text')]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const other = await send('other text');
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_mismatch' } });
    expect(await rows()).toHaveLength(1);
    expect(storedNames(test.context.config.filesDir)).toHaveLength(1);
  });

  it('needs a session', async () => {
    const { payload, headers } = multipart({ filename: 'a.txt', content: 'a' });
    const answer = await test.app.inject({ method: 'POST', url: '/api/files', payload, headers });
    expect(answer.statusCode).toBe(401);
    await nothingKept();
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\dana\\units.csv', 'units.csv'],
    ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['große Liste – 住所.csv', 'große Liste – 住所.csv'],
    ['..', 'file'],
  ])('F2 keeps a hostile name (%j) as a plain one', async (filename, stored) => {
    const user = await makeUser(test.db);
    const { status, body } = await upload(user, { filename, content: 'x' });
    expect(status).toBe(201);
    expect(body.name).toBe(stored);
  });

  it('F5 keeps nothing of a body that ends in the middle', async () => {
    const user = await makeUser(test.db);
    const { payload, headers } = multipart({ filename: 'a.txt', content: 'x'.repeat(5_000) });
    const answer = await test.app.inject({
      method: 'POST',
      url: '/api/files',
      payload: payload.subarray(0, -1_000),
      headers: { ...headers, ...as(user) },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'malformed_request' });
    await nothingKept();
  });

  it('F5 keeps nothing when the client goes away while sending', async () => {
    const user = await makeUser(test.db);
    const { payload, headers } = multipart({
      filename: 'a.bin',
      content: Buffer.alloc(150_000, 1),
    });
    const socket = connect(await port(), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST /api/files HTTP/1.1\r\nhost: localhost\r\ncookie: ${as(user).cookie}\r\n` +
        `content-type: ${headers['content-type']}\r\ncontent-length: ${payload.length}\r\n\r\n`,
    );
    socket.write(payload.subarray(0, 100_000));
    // The bytes are on their way into the store…
    await expect.poll(() => storedNames(test.context.config.filesDir).length).toBe(1);
    socket.destroy();
    await expect.poll(() => storedNames(test.context.config.filesDir).length).toBe(0);
    await nothingKept();
  });

  it('F1 cuts a chunked body of unknown length at the limit, and the client hears why', async () => {
    const user = await makeUser(test.db);
    const { payload, headers } = multipart({
      filename: 'a.bin',
      content: Buffer.alloc(LIMIT * 3, 1),
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const request = httpRequest({
      agent,
      port: await port(),
      path: '/api/files',
      method: 'POST',
      headers: { ...headers, ...as(user), 'transfer-encoding': 'chunked' },
    });
    request.end(payload);
    const [answer] = await once(request, 'response');
    expect(answer.statusCode).toBe(413);
    expect(await json(answer)).toMatchObject({ code: 'file_too_large' });
    // The rest was read away: the connection serves the next request.
    const next = httpRequest({
      agent,
      port: await port(),
      path: '/api/session',
      headers: as(user),
    });
    next.end();
    const [session] = await once(next, 'response');
    expect(session.statusCode).toBe(200);
    session.resume();
    await once(session, 'end');
    agent.destroy();
    await nothingKept();
  });
});
