import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('./healthy.ts', import.meta.url));
/** Says where it asks instead of asking. */
const TELL = 'data:text/javascript,globalThis.fetch=async(url)=>{console.log(url);return{ok:true}}';

function run(env: Readonly<Record<string, string>>, ...flags: readonly string[]) {
  return new Promise<{ code: unknown; said: string }>((done) => {
    execFile(process.execPath, [...flags, SCRIPT], { env }, (error, said) =>
      done({ code: error === null ? 0 : error.code, said: said.trim() }),
    );
  });
}

describe('the health check of the image', () => {
  let status = 200;
  const server = createServer((request, answer) => {
    answer.writeHead(request.url === '/healthz' ? status : 404).end();
  });
  let port: string;
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    port = String((server.address() as AddressInfo).port);
  });
  afterAll(() => server.close());

  it.each([
    [{ METRICS_PORT: '9100', PORT: '8090' }, 9100],
    [{ METRICS_PORT: '', PORT: '8090' }, 8090],
    [{ PORT: '8090' }, 8090],
    [{ METRICS_PORT: '', PORT: '' }, 8080],
  ])('asks where an api with %o answers', async (env, asked) => {
    expect(await run(env, '--import', TELL)).toEqual({
      code: 0,
      said: `http://127.0.0.1:${asked}/healthz`,
    });
  });

  it('tells a process that is well from one that is not, and from none', async () => {
    expect(await run({ METRICS_PORT: port })).toEqual({ code: 0, said: '' });
    status = 503;
    expect(await run({ METRICS_PORT: port })).toMatchObject({ code: 1 });
    await new Promise((done) => server.close(done));
    expect(await run({ METRICS_PORT: port })).toMatchObject({ code: 1 });
  });
});
