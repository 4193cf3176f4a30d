import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { as, makeUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';

const MEGABYTE = 1_048_576;
const SENT_MEGABYTES = 80;
const test = useApp({ config: { maxUploadBytes: 100 * MEGABYTE } });

/** A CSV of 64-byte lines, so that the parser is on the way too. */
const LINES = Buffer.from(`${'Market,Dispute Id'.padEnd(63, 'x')}\n`.repeat(1_024));

async function* body() {
  yield '--b\r\ncontent-disposition: form-data; name="file"; filename="big.csv"\r\n\r\n';
  for (let sent = 0; sent < SENT_MEGABYTES * MEGABYTE; sent += LINES.length) yield LINES;
  yield '\r\n--b--\r\n';
}

it('F1 never holds an upload in memory: 80 MB pass through a few', async () => {
  const user = await makeUser(test.db);
  await test.app.listen({ host: '127.0.0.1', port: 0 });
  const [address] = test.app.addresses();
  const request = httpRequest({
    port: typeof address === 'object' ? address.port : 0,
    path: '/api/files',
    method: 'POST',
    headers: { ...as(user), 'content-type': 'multipart/form-data; boundary=b' },
  });
  // The bytes of buffers; what the engine itself keeps for a moment is not the question.
  const held = () => process.memoryUsage().arrayBuffers;
  const before = held();
  let most = 0;
  const watching = setInterval(() => {
    most = Math.max(most, held() - before);
  }, 5);
  const answered = once(request, 'response');
  await pipeline(Readable.from(body(), { objectMode: false }), request);
  const [answer] = await answered;
  clearInterval(watching);
  expect(answer.statusCode).toBe(201);
  const rows = (SENT_MEGABYTES * MEGABYTE) / 64;
  expect(await json(answer)).toMatchObject({
    sizeBytes: SENT_MEGABYTES * MEGABYTE,
    csv: { rows: rows - 1 },
  });
  expect(most).toBeGreaterThan(0);
  expect(most / MEGABYTE).toBeLessThan(SENT_MEGABYTES / 2);
}, 60_000);
