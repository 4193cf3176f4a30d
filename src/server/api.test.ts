import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/helpers/database.ts';

const database = useDatabase();
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function start(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'api.ts')], {
    env: {
      DATABASE_URL: database.connectionString,
      SITE_URL: 'http://localhost',
      SECRET_KEY: 'a test key of at least thirty-two characters',
      DATA_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      FILES_DIR: join(tmpdir(), 'requests-api-test'),
      PORT: '0',
      SIGN_IN_DELAY_MS: '1500',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

/** The address it says it listens at. */
async function addressOf(child: ReturnType<typeof start>): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const address = /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`the api never listened: ${said}`);
}

async function failure(env: Record<string, string>): Promise<{ code: unknown; said: string }> {
  const child = start(env);
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, said };
}

describe('the api process', () => {
  it('F4 serves without its bucket, and says once what is wrong with it', async () => {
    const child = start({
      AWS_STORAGE_BUCKET_NAME: 'requests-files',
      AWS_S3_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ACCESS_KEY_ID: 'AKIDOFATEST',
      AWS_SECRET_ACCESS_KEY: 'a-secret-of-the-test',
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
    });
    await expect.poll(() => said, { timeout: 20_000 }).toMatch(/listening at http:\S+\d/);
    const address = /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1] ?? '';
    await expect.poll(() => said, { timeout: 20_000 }).toContain('Files cannot be relied on');
    const ready = await fetch(`${address}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ checks: { database: 'ok', files: 'failing' } });
    expect(said).toContain(
      '127.0.0.1:1 cannot be reached (ECONNREFUSED). Check AWS_S3_ENDPOINT_URL',
    );
    expect(said).not.toContain('a-secret-of-the-test');
    expect(said.match(/"level":50/g)).toHaveLength(1);
  });

  it('answers what is under way when it is asked to stop, and ends cleanly', async () => {
    const child = start();
    const address = await addressOf(child);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    const signIn = () =>
      fetch(`${address}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'nobody@example.com', password: 'wrong' }),
      });
    await signIn();
    // The second failure waits 1.5 s before it is answered.
    const waiting = signIn();
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGTERM');
    expect((await waiting).status).toBe(401);
    const [code, signal] = await once(child, 'exit');
    expect([code, signal]).toEqual([0, null]);
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });

  it('says which port is busy', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, said } = await failure({ PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(said.trim()).toBe(
      `Port ${port} is in use by another program. Stop it, or set PORT to a free one.`,
    );
  });

  it('says what is missing, and which database does not answer', async () => {
    const [incomplete, away] = await Promise.all([
      failure({ SITE_URL: '', SECRET_KEY: 'short' }),
      failure({ DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/x' }),
    ]);
    expect(incomplete).toEqual({
      code: 1,
      said: expect.stringMatching(/SECRET_KEY .*\n.*SITE_URL /),
    });
    expect([away.code, away.said.trim()]).toEqual([
      1,
      'No database answers at 127.0.0.1:1/x. Start PostgreSQL there or correct DATABASE_URL.',
    ]);
  });
});
