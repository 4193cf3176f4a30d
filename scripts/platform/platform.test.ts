import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { useDatabase } from '../../tests/helpers/database.ts';
import { freePort } from '../embedded/postgres.ts';
import type { EmptyDatabase } from './database.ts';
import { type Platform, startOnDatabase, startPlatform } from './platform.ts';

const folder = mkdtempSync(join(tmpdir(), 'platform-'));
const running: Platform[] = [];
const database = useDatabase();

afterAll(async () => {
  await Promise.all(running.map((platform) => platform.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const fills: string[] = [];
async function fill({ connectionString }: EmptyDatabase): Promise<void> {
  fills.push(connectionString);
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query("INSERT INTO users (username, email) VALUES ('ada', 'ada@example.com')");
  await client.end();
}

async function start(port: number): Promise<Platform> {
  const platform = await startPlatform({
    dataDir: join(folder, 'data'),
    host: '127.0.0.1',
    port,
    durable: true,
    fill,
    say: () => undefined,
  });
  running.push(platform);
  return platform;
}

const isReady = (platform: Platform) =>
  fetch(`${platform.address}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

it('the platform starts on an empty folder, survives kill -9 of its processes, and starts again with its data', {
  timeout: 90_000,
}, async () => {
  const first = await start(await freePort());
  expect(await isReady(first)).toBe(true);
  expect(fills).toHaveLength(1);

  const before = [first.apis[0]?.pid, first.workers[0]?.pid];
  for (const pid of before) if (pid !== undefined) process.kill(pid, 'SIGKILL');
  await expect
    .poll(() => [first.apis[0]?.crashes, first.workers[0]?.crashes], { timeout: 10_000 })
    .toEqual([1, 1]);
  await expect.poll(() => isReady(first), { timeout: 20_000 }).toBe(true);
  expect(first.apis[0]?.pid).not.toBe(before[0]);

  await first.stop();
  expect(await isReady(first)).toBe(false);

  const second = await start(await freePort());
  expect(await isReady(second)).toBe(true);
  expect(fills).toHaveLength(1);
  let told = false;
  void second.databaseLost?.then(() => {
    told = true;
  });
  await second.stop();
  expect(told).toBe(false);
});

it('with a database of one’s own nothing embedded starts', { timeout: 60_000 }, async () => {
  const port = await freePort();
  const platform = await startOnDatabase({
    host: '127.0.0.1',
    port,
    connectionString: database.connectionString,
    env: {
      DATABASE_URL: database.connectionString,
      SITE_URL: `http://localhost:${port}`,
      HOST: '127.0.0.1',
      PORT: String(port),
      SECRET_KEY: 'x'.repeat(40),
      DATA_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 1).toString('base64')}`,
      FILES_DIR: join(folder, 'own-files'),
      LOG_LEVEL: 'warn',
    },
    say: () => undefined,
  });
  running.push(platform);
  expect(await isReady(platform)).toBe(true);
  expect(existsSync(join(folder, 'own-files', 'postgres'))).toBe(false);
  await platform.stop();
});

it('a database that does not answer is said before anything starts', async () => {
  const starting = startOnDatabase({
    host: '127.0.0.1',
    port: await freePort(),
    connectionString: 'postgres://nobody:secret@127.0.0.1:1/requests',
    say: () => undefined,
  });
  await expect(starting).rejects.toThrow('No database answers at 127.0.0.1:1/requests');
});
