import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { as, makeUser } from '../../../../tests/helpers/actors.ts';
import { useDatabase } from '../../../../tests/helpers/database.ts';
import { CONTENT } from '../../../../tests/helpers/requests.ts';

const database = useDatabase();
let api: ChildProcess | undefined;
afterEach(() => api?.kill('SIGKILL'));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/** The API as it runs in production, on the test's database. */
async function startApi(): Promise<{ readonly process: ChildProcess; readonly address: string }> {
  const port = await freePort();
  const entry = fileURLToPath(new URL('../../api.ts', import.meta.url));
  const child = spawn(process.execPath, [entry], {
    env: {
      DATABASE_URL: database.connectionString,
      SITE_URL: 'http://localhost:8080',
      SECRET_KEY: 'a test key of at least thirty-two characters',
      DATA_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      FILES_DIR: `${tmpdir()}/requests-kill-test`,
      PORT: String(port),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  api = child;
  const address = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(`${address}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(answers, { timeout: 15_000 }).toBe(true);
  return { process: child, address };
}

describe('an API process killed while people submit', () => {
  it('R2, X3 loses nothing that was acknowledged, leaves no gap and nothing half', async () => {
    const user = await makeUser(database.db, { teams: ['revenue'] });
    const { process: child, address } = await startApi();
    const acknowledged: string[] = [];
    const submit = async (): Promise<void> => {
      for (;;) {
        const reply = await fetch(`${address}/api/requests`, {
          method: 'POST',
          headers: { ...as(user), 'content-type': 'application/json' },
          body: JSON.stringify({ type: 'user_records', values: CONTENT.user_records }),
        });
        const { code } = (await reply.json()) as { code: string };
        acknowledged.push(code);
        if (acknowledged.length === 50) child.kill('SIGKILL');
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: 8 }, submit));
    expect(ended.map(({ status }) => status)).toEqual(Array(8).fill('rejected'));
    expect(acknowledged.length).toBeGreaterThanOrEqual(50);

    // The database notices the lost connections and ends what was under way.
    const connections = async () => {
      const { rows } = await sql`SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'requests-api'`.execute(
        database.db,
      );
      return rows.length;
    };
    await expect.poll(connections, { timeout: 10_000 }).toBe(0);
    const rows = await database.db.selectFrom('requests').select('code').execute();
    const codes = rows.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(acknowledged));
    expect(codes.map((code) => Number(code.slice(7))).sort((a, b) => a - b)).toEqual(
      codes.map((_, index) => index + 1),
    );
    const count = async (table: 'request_events' | 'notifications') =>
      (await database.db.selectFrom(table).select('id').execute()).length;
    expect(await count('request_events')).toBe(codes.length);
    expect(await count('notifications')).toBe(codes.length);
  });
});
