import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type EmbeddedPostgres, type PostgresOptions, startPostgres } from './postgres.ts';
import { planLaunch, planWithoutSetpriv } from './privileges.ts';

const fixture = join(import.meta.dirname, 'postgres.fixture.ts');
const isRoot = process.getuid?.() === 0;
const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

function newFolder(mode = 0o700): string {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-'));
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode });
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  return closed;
}

async function start(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const server = await startPostgres(options);
  cleanUp.push(() => server.stop());
  return server;
}

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

const started = z.object({ pid: z.number(), uid: z.number().optional(), url: z.string() });

/** Runs the fixture in a process of its own and waits until its server answers. */
async function startElsewhere(dataDir: string, prefix: readonly string[] = []) {
  const [file = '', ...args] = [...prefix, process.execPath, fixture, dataDir];
  const child: ChildProcess = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  cleanUp.push(() => child.kill('SIGKILL'));
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const line = await new Promise<string>((done, reject) => {
    child.stdout?.once('data', (chunk) => done(String(chunk)));
    child.once('exit', () => reject(new Error(errors)));
  });
  return { child, ...started.parse(JSON.parse(line)) };
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the embedded PostgreSQL', () => {
  it('starts below a folder that only its owner may enter, and keeps its data', async () => {
    const dataDir = join(newFolder(), 'postgres');
    const first = await startPostgres({ dataDir, durable: true });
    await ask(first.url('postgres'), 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start({ dataDir, durable: true });
    expect(await ask(second.url('postgres'), 'SELECT answer FROM kept')).toBe(42);
  });

  it('stands on this machine only, in UTF-8 and UTC, and waits for the disk', async () => {
    const server = await start({ dataDir: join(newFolder(), 'postgres'), durable: true });
    const expected = {
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      fsync: 'on',
      synchronous_commit: 'on',
      jit: 'off',
      password_encryption: 'scram-sha-256',
    };
    for (const [setting, value] of Object.entries(expected)) {
      expect([setting, await ask(server.url('postgres'), `SHOW ${setting}`)]).toEqual([
        setting,
        value,
      ]);
    }
    expect(await ask(server.url('postgres'), "SELECT lower('ÄÉØ')")).toBe('äéø');
  });

  it('lets nobody in without the password', async () => {
    const server = await start({ dataDir: join(newFolder(), 'postgres'), durable: false });
    const url = new URL(server.url('postgres'));
    url.password = 'guessed';
    await expect(ask(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('starts again after the last run and its server were killed', async () => {
    const dataDir = join(newFolder(), 'postgres');
    const last = await startElsewhere(dataDir);
    await ask(last.url, 'CREATE TABLE kept AS SELECT 7 AS answer');
    // The server first: it may end by itself once its parent is gone.
    process.kill(last.pid, 'SIGKILL');
    last.child.kill('SIGKILL');
    const server = await start({ dataDir, durable: false });
    expect(await ask(server.url('postgres'), 'SELECT answer FROM kept')).toBe(7);
  });

  it('does not outlive a killed parent: the next run finds the folder free', async () => {
    const dataDir = join(newFolder(), 'postgres');
    const last = await startElsewhere(dataDir);
    last.child.kill('SIGKILL');
    const server = await start({ dataDir, durable: false });
    await expect(ask(last.url, 'SELECT 1')).rejects.toThrow();
    expect(await ask(server.url('postgres'), 'SELECT 1')).toBe(1);
  });

  it('tells when the server ends by itself', async () => {
    const server = await start({ dataDir: join(newFolder(), 'postgres'), durable: false });
    process.kill(server.pid, 'SIGQUIT');
    await expect(server.lost).resolves.toBeUndefined();
  });

  it('starts after an initialisation that was killed half-way', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'postgres.new'));
    writeFileSync(join(folder, 'postgres.new', 'PG_VERSION'), '18\n');
    const server = await start({ dataDir: join(folder, 'postgres'), durable: false });
    expect(await ask(server.url('postgres'), 'SELECT 1')).toBe(1);
  });

  it('runs as an ordinary user too', async () => {
    const folder = newFolder();
    // As root the test steps down first; an ordinary user already is one.
    const asNobody = [
      'setpriv',
      '--reuid=65534',
      '--regid=65534',
      '--clear-groups',
      '--inh-caps=+dac_override,+dac_read_search',
      '--ambient-caps=+dac_override,+dac_read_search',
      '--securebits=+no_setuid_fixup',
    ];
    const { child, url, uid, pid } = await startElsewhere(
      join(folder, 'postgres'),
      isRoot ? asNobody : [],
    );
    expect(uid).not.toBe(0);
    expect(await ask(url, 'SELECT 1')).toBe(1);
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(isRunning(pid)).toBe(false);
  });

  it('root without setpriv: binaries and data move to where an ordinary user can reach', async () => {
    const hidden = join(newFolder(), 'postgres');
    const options: PostgresOptions = isRoot
      ? {
          dataDir: hidden,
          durable: false,
          plan: (native, dir) => planWithoutSetpriv(native, dir, 65_534),
        }
      : { dataDir: hidden, durable: false };
    const server = await start(options);
    const folder = String(await ask(server.url('postgres'), 'SHOW data_directory'));
    if (isRoot) cleanUp.unshift(() => rmSync(join(folder, '..'), { recursive: true, force: true }));
    expect(existsSync(join(folder, 'PG_VERSION'))).toBe(true);
    expect(existsSync(hidden)).toBe(!isRoot);
  });
});

describe('what goes wrong is said in a sentence', () => {
  it('another run uses the same folder', async () => {
    const dataDir = join(newFolder(), 'postgres');
    await start({ dataDir, durable: false });
    await expect(startPostgres({ dataDir, durable: false })).rejects.toThrow(
      'Another run of the platform is using the database',
    );
  });

  it('the port is busy', async () => {
    const busy = createServer();
    await new Promise<void>((done) => busy.listen(0, '127.0.0.1', done));
    cleanUp.push(() => busy.close());
    const address = busy.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const dataDir = join(newFolder(), 'postgres');
    await expect(startPostgres({ dataDir, durable: false, port })).rejects.toThrow(
      `Port ${port}, meant for the database, is busy`,
    );
  });

  it('the folder was made by another version, or is damaged', async () => {
    const dataDir = join(newFolder(), 'postgres');
    await (await startPostgres({ dataDir, durable: false })).stop();
    rmSync(join(dataDir, 'global', 'pg_control'));
    await expect(startPostgres({ dataDir, durable: false })).rejects.toThrow(
      /does not start\. PostgreSQL said: .*to begin with an empty database move/s,
    );
    writeFileSync(join(dataDir, 'PG_VERSION'), '14\n');
    await expect(startPostgres({ dataDir, durable: false })).rejects.toThrow(
      'was made by PostgreSQL 14, this release carries 18',
    );
    rmSync(join(dataDir, 'PG_VERSION'));
    await expect(startPostgres({ dataDir, durable: false })).rejects.toThrow('is incomplete');
  });

  it('the disk is full', async () => {
    const full = [
      'sh',
      '-c',
      'echo "initdb: could not write: No space left on device" >&2; exit 1',
    ];
    const options: PostgresOptions = {
      dataDir: join(newFolder(), 'postgres'),
      durable: false,
      plan: (native, dataDir) => ({ ...planLaunch(native, dataDir), prefix: full }),
    };
    await expect(startPostgres(options)).rejects.toThrow('The disk is full');
    expect(existsSync(`${options.dataDir}.new`)).toBe(false);
  });
});
