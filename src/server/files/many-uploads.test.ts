import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { type ApiProcess, useApi } from '../../../tests/helpers/api-process.ts';
import { useDatabase } from '../../../tests/helpers/database.ts';
import { useS3 } from '../../../tests/helpers/peer-s3.ts';

/** F1 of the api as it runs in production, which is sent half a gigabyte at the same moment. */

const MEGABYTE = 1_048_576;
const UPLOADS = 50;
const FILE_BYTES = 10 * MEGABYTE;
/** Eighty to a hundred were measured on a busy machine; half a gigabyte is sent. */
const MOST_GROWTH_MB = 150;
const HELD_BYTES = 9 * MEGABYTE;
const CHUNK = Buffer.alloc(65_536, 'a line of a file that nobody reads\n');

const database = useDatabase();
const sink = useS3({ isSink: true });
const apis = useApi();
let folder = '';
let user: TestUser;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'requests-many-'));
  user = await makeUser(database.db);
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.db.deleteFrom('files').execute();
});

function* body(sizeBytes: number) {
  yield Buffer.from(
    '--b\r\ncontent-disposition: form-data; name="file"; filename="many.bin"\r\n\r\n',
  );
  for (let sent = 0; sent < sizeBytes; sent += CHUNK.length) yield CHUNK;
  yield Buffer.from('\r\n--b--\r\n');
}

async function upload({ address }: ApiProcess, agent: Agent, sizeBytes = FILE_BYTES) {
  const request = httpRequest(`${address}/api/files`, {
    method: 'POST',
    agent,
    headers: { ...as(user), 'content-type': 'multipart/form-data; boundary=b' },
  });
  const answered = once(request, 'response');
  await pipeline(Readable.from(body(sizeBytes), { objectMode: false }), request);
  const [response] = await answered;
  return { status: response.statusCode, body: await json(response) };
}

/** A slow client: it has sent most of its file, and goes on sending nothing. */
async function hold({ address }: ApiProcess, agent: Agent): Promise<() => void> {
  const request = httpRequest(`${address}/api/files`, {
    method: 'POST',
    agent,
    headers: { ...as(user), 'content-type': 'multipart/form-data; boundary=b' },
  });
  request.on('error', () => undefined);
  let sent = 0;
  for (const chunk of body(FILE_BYTES)) {
    if (sent >= HELD_BYTES) break;
    sent += chunk.length;
    if (!request.write(chunk)) await once(request, 'drain');
  }
  return () => request.destroy();
}

const stores: readonly [string, () => Record<string, string>][] = [
  ['a folder', () => ({ FILES_DIR: folder })],
  ['a bucket', () => sink.s3.env],
];

describe.each(stores)('F1 fifty uploads of 10 MB at once into %s', (_, env) => {
  const start = () =>
    apis.start({ DATABASE_URL: database.connectionString, FILES_DIR: folder, ...env() });

  it(`make the process grow by less than ${MOST_GROWTH_MB} MB, whatever they send`, async () => {
    const api = await start();
    const agent = new Agent({ keepAlive: true });
    // What the first ones load and compile is no growth: one after the other, in memory as they need it.
    for (let sent = 0; sent < 5; sent += 1) await upload(api, agent);
    const before = await api.mostMemory();
    const answers = await Promise.all(Array.from({ length: UPLOADS }, () => upload(api, agent)));
    const grownMb = ((await api.mostMemory()) - before) / MEGABYTE;
    agent.destroy();
    expect(answers.map(({ status }) => status)).toEqual(Array(UPLOADS).fill(201));
    expect(answers[0]?.body).toMatchObject({ sizeBytes: FILE_BYTES });
    expect(grownMb).toBeLessThan(MOST_GROWTH_MB);
  }, 240_000);

  it('are not held up, and cost no more memory, where as many clients stopped in the middle', async () => {
    const api = await start();
    const agent = new Agent({ keepAlive: true });
    for (let sent = 0; sent < 5; sent += 1) await upload(api, agent);
    const before = await api.mostMemory();
    const stopped = await Promise.all(Array.from({ length: UPLOADS }, () => hold(api, agent)));
    const answer = await upload(api, agent);
    const grownMb = ((await api.mostMemory()) - before) / MEGABYTE;
    for (const goAway of stopped) goAway();
    agent.destroy();
    expect(answer.status).toBe(201);
    expect(grownMb).toBeLessThan(MOST_GROWTH_MB);
  }, 240_000);
});
