import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instant } from '../../src/domain/kernel/calendar.ts';
import { openSession } from '../../src/server/db/session.ts';
import { LocalFolder } from '../../src/server/files/local-folder.ts';
import { newStorageKey } from '../../src/server/files/storage-key.ts';
import type { FileStore } from '../../src/server/files/store.ts';
import { makeUser } from '../../tests/helpers/actors.ts';
import { useDatabase } from '../../tests/helpers/database.ts';
import type { S3Call, S3Trouble } from '../../tests/helpers/peer-s3.ts';
import { useS3Store } from '../../tests/helpers/s3-store.ts';
import { type Move, moveAll } from './move-all.ts';

const bucket = useS3Store({ pageSize: 50 });
const test = useDatabase();
const AT = '2026-11-18T09:00:00Z' as Instant;

let root = '';
let folder: LocalFolder;
let userId = 0;
const said: string[] = [];
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'requests-move-'));
  folder = new LocalFolder(root);
  userId = (await makeUser(test.db)).id;
  said.length = 0;
});
afterEach(async () => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
  await test.db.deleteFrom('files').execute();
  await test.db.deleteFrom('report_exports').execute();
});

const pathOf = (key: string) => join(root, key.slice(0, 2), key);

async function addFile(store: FileStore, content: Buffer = randomBytes(2_000)): Promise<string> {
  const key = newStorageKey();
  await store.put(key, Readable.from([content]));
  await test.db
    .insertInto('files')
    .values({
      storage_key: key,
      name: 'users.csv',
      size_bytes: content.length,
      sha256: createHash('sha256').update(content).digest(),
      mime_type: 'text/csv',
      csv: null,
      uploader_id: userId,
    })
    .execute();
  return key;
}

const addFiles = async (store: FileStore, count: number): Promise<readonly string[]> => {
  const keys: string[] = [];
  for (let made = 0; made < count; made += 1) keys.push(await addFile(store));
  return keys.toSorted();
};

async function addReport(store: FileStore): Promise<string> {
  const key = newStorageKey();
  await store.put(key, Readable.from(['Code,Requested at\r\n']));
  await test.db
    .insertInto('report_exports')
    .values({
      user_id: userId,
      query: '{}',
      file_name: 'user-records.csv',
      state: 'ready',
      rows_total: 1,
      storage_key: key,
      size_bytes: 19,
      created_at: AT,
      finished_at: AT,
      expires_at: AT,
    })
    .execute();
  return key;
}

const move = (more: Partial<Move> = {}) =>
  moveAll({
    db: test.db,
    from: folder,
    to: bucket.store,
    concurrency: 3,
    deleteSource: false,
    signal: new AbortController().signal,
    say: (line) => said.push(line),
    ...more,
  });

const keysIn = async (store: FileStore) => {
  const keys: string[] = [];
  for await (const { key } of store.list()) keys.push(key);
  return keys.toSorted();
};

describe('F4 moving all files', () => {
  it('from a folder to a bucket and back: uploads and reports, each byte', async () => {
    const large = await addFile(folder, randomBytes(6_000_000));
    const keys = [...(await addFiles(folder, 20)), large, await addReport(folder)].toSorted();
    const original = readFileSync(pathOf(large));
    expect(await move()).toMatchObject({ copied: 22, there: 0, failed: [], deleted: 0 });
    expect(await keysIn(bucket.store)).toEqual(keys);
    expect(await keysIn(folder)).toEqual(keys);
    rmSync(root, { recursive: true });
    folder = new LocalFolder(root);
    expect(await move({ from: bucket.store, to: folder, deleteSource: true })).toMatchObject({
      copied: 22,
      failed: [],
      deleted: 22,
    });
    expect(readFileSync(pathOf(large)).equals(original)).toBe(true);
    expect([await keysIn(folder), await bucket.kept()]).toEqual([keys, []]);
  });

  it('that was done copies nothing again, also when the source is gone', async () => {
    await addFiles(folder, 3);
    await addReport(folder);
    await move({ deleteSource: true });
    expect(await keysIn(folder)).toEqual([]);
    const put = vi.spyOn(bucket.store, 'put');
    expect(await move()).toMatchObject({ copied: 0, there: 4, failed: [] });
    expect(put).not.toHaveBeenCalled();
  });

  it('that was interrupted leaves nothing half-written and goes on where it stopped', async () => {
    const keys = await addFiles(folder, 12);
    const stop = new AbortController();
    const put = bucket.store.put.bind(bucket.store);
    let begun = 0;
    const spy = vi.spyOn(bucket.store, 'put').mockImplementation((key, content) => {
      begun += 1;
      if (begun === 6) stop.abort();
      return put(key, content);
    });
    const first = await move({ signal: stop.signal, deleteSource: true });
    expect(first).toMatchObject({ failed: [], deleted: 0, isInterrupted: true });
    expect(first.copied).toBeLessThan(12);
    expect(bucket.s3.uploads()).toEqual([]);
    expect(await keysIn(folder)).toEqual(keys);
    const arrived = await keysIn(bucket.store);
    spy.mockClear();
    expect(await move()).toMatchObject({ there: arrived.length, copied: 12 - arrived.length });
    expect(spy).toHaveBeenCalledTimes(12 - arrived.length);
    expect(await keysIn(bucket.store)).toEqual(keys);
  });

  it('replaces what is damaged where it goes to', async () => {
    const [key = ''] = await addFiles(folder, 1);
    const right = readFileSync(pathOf(key));
    for (const wrong of [randomBytes(2_000), right.subarray(0, 1_000)]) {
      await bucket.s3.place(key, wrong);
      expect(await move()).toMatchObject({ copied: 1, there: 0, failed: [] });
      const back = await text(await bucket.store.get(key));
      expect(back).toBe(right.toString());
    }
  });

  it('never copies what is damaged where it comes from, names it, moves the rest, removes nothing', async () => {
    const keys = await addFiles(folder, 5);
    const [changed = '', cut = '', ...whole] = keys;
    writeFileSync(pathOf(changed), randomBytes(2_000));
    writeFileSync(pathOf(cut), readFileSync(pathOf(cut)).subarray(0, 7));
    const report = await move({ deleteSource: true });
    expect(report).toMatchObject({ copied: 3, deleted: 0 });
    expect(report.failed).toHaveLength(2);
    for (const key of [changed, cut]) {
      expect(report.failed.join('\n')).toMatch(
        new RegExp(`file [0-9a-f-]{36} \\(${key}\\) is damaged where it comes from`),
      );
    }
    expect(await bucket.kept()).toEqual(whole);
    expect(await keysIn(folder)).toEqual(keys);
  });

  it('finds out that the destination gives back other bytes, and removes that copy', async () => {
    const [key = ''] = await addFiles(folder, 1);
    const get = bucket.store.get.bind(bucket.store);
    vi.spyOn(bucket.store, 'get').mockImplementation(async (of) => {
      const bytes = Buffer.from(await text(await get(of)));
      return Readable.from([Buffer.concat([bytes, Buffer.from('!')])]);
    });
    const report = await move({ deleteSource: true });
    expect(report.failed).toEqual([expect.stringContaining('what was read back differs')]);
    expect([await bucket.kept(), await keysIn(folder)]).toEqual([[], [key]]);
  });

  it('names what neither store has, unless it was removed meanwhile', async () => {
    const [lost = '', removed = '', here = ''] = await addFiles(folder, 3);
    for (const key of [lost, removed]) await folder.remove(key);
    const get = folder.get.bind(folder);
    vi.spyOn(folder, 'get').mockImplementation(async (key) => {
      if (key === removed) {
        await test.db.deleteFrom('files').where('storage_key', '=', key).execute();
      }
      return get(key);
    });
    const report = await move();
    expect(report.failed).toEqual([expect.stringContaining(`(${lost}) is in neither store`)]);
    expect(await bucket.kept()).toEqual([here]);
  });

  it('goes on with the rest when the store refuses one, and says what the store said', async () => {
    const [refused = '', ...others] = await addFiles(folder, 4);
    bucket.s3.trouble(
      { kind: 'refuse', status: 403, code: 'AccessDenied' },
      { times: 9, when: ({ operation, key }) => operation === 'PutObject' && key === refused },
    );
    const report = await move();
    expect(report.failed).toEqual([expect.stringContaining('PutObject: AccessDenied (403)')]);
    expect(await bucket.kept()).toEqual(others);
  });
});

/** Without what a killed process left half-written. */
async function wholeKeysIn(store: FileStore): Promise<string[]> {
  const whole: string[] = [];
  for (const key of new Set(await keysIn(store))) {
    const content = await store.get(key).catch(() => null);
    content?.destroy();
    if (content !== null) whole.push(key);
  }
  return whole;
}

describe('npm run files:move', () => {
  const children: ChildProcess[] = [];
  const start = (...args: readonly string[]): ChildProcess => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'move.ts'), ...args], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: test.connectionString,
        SITE_URL: 'http://localhost:8080',
        SECRET_KEY: 'a test key of at least thirty-two characters',
        DATA_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
        FILES_DIR: root,
        ...bucket.s3.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return child;
  };
  // One that a failed test left would keep the lock, and fail the tests after it.
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
  });
  const ended = async ({ stdout, stderr, ...child }: ChildProcess, exited: Promise<unknown[]>) => {
    if (stdout === null || stderr === null) throw new Error(`${child.pid} has no output`);
    const [out, errors, [code]] = await Promise.all([text(stdout), text(stderr), exited]);
    return { code, out, errors };
  };
  const run = (...args: readonly string[]) => {
    const child = start(...args);
    return ended(child, once(child, 'exit'));
  };

  it('stops cleanly when asked to, and goes on when run again', async () => {
    const keys = await addFiles(folder, 60);
    const child = start('--from', 'folder', '--to', 's3', '--concurrency', '1');
    const end = ended(child, once(child, 'exit'));
    await expect
      .poll(async () => (await bucket.s3.objects()).length, { timeout: 15_000, interval: 5 })
      .toBeGreaterThan(2);
    child.kill('SIGTERM');
    const { code, errors } = await end;
    expect([code, errors]).toEqual([143, 'Stopped. Run the same command again to go on.\n']);
    const arrived = (await bucket.s3.objects()).length;
    expect(arrived).toBeLessThan(60);
    const again = await run('--from', `folder:${root}`, '--to', 's3', '--delete-source');
    expect([again.code, again.errors]).toEqual([0, '']);
    expect(again.out).toContain(`Copied ${60 - arrived} files; ${arrived} had arrived before.`);
    expect([await keysIn(bucket.store), await keysIn(folder)]).toEqual([keys, []]);
  });

  it.each<[string, string, S3Trouble, string]>([
    ['a bucket', 's3', { kind: 'hang' }, 'UploadPart'],
    ['a folder', 'folder', { kind: 'half_then_hang' }, 'GetObject'],
  ])(
    'that was killed in the middle of a file to %s goes on with that file',
    async (_, to, trouble, operation) => {
      const [from, into] = to === 's3' ? [folder, bucket.store] : [bucket.store, folder];
      const large = await addFile(from, randomBytes(12_000_000));
      const keys = [large, ...(await addFiles(from, 2))].toSorted();
      const isMet = (call: S3Call) => call.operation === operation && call.key === large;
      bucket.s3.trouble(trouble, { when: isMet });
      const args = ['--from', to === 's3' ? 'folder' : 's3', '--to', to];
      const child = start(...args);
      const end = ended(child, once(child, 'exit'));
      // An upload in parts shows before its first part is sent: killed then, the next run would hang.
      const isInTheMiddle = async () =>
        bucket.s3.calls.some(isMet) &&
        (await keysIn(into)).length === (await wholeKeysIn(into)).length + 1;
      try {
        await expect.poll(isInTheMiddle, { timeout: 15_000, interval: 50 }).toBe(true);
      } finally {
        child.kill('SIGKILL');
        await end;
      }
      const again = await run(...args, '--delete-source');
      expect([again.code, again.errors]).toEqual([0, '']);
      expect([await keysIn(into), await keysIn(from)]).toEqual([keys, []]);
    },
  );

  it('never takes one folder under two names for two, and removes nothing', async () => {
    const keys = await addFiles(folder, 2);
    const link = `${root}-link`;
    symlinkSync(root, link);
    try {
      const to = `folder:${link}`;
      const { code, errors } = await run('--from', 'folder', '--to', to, '--delete-source');
      expect([code, errors.trim()]).toEqual([1, '--from and --to are the same store.']);
      expect(await keysIn(folder)).toEqual(keys);
    } finally {
      rmSync(link);
    }
  });

  it('runs once at a time', async () => {
    const session = await openSession({ connectionString: test.connectionString, name: 'mover' });
    try {
      expect(await session.tryLock(7_265_720, 0)).toBe(true);
      const { code, errors } = await run('--from', 'folder', '--to', 's3');
      expect([code, errors.trim()]).toEqual([
        1,
        'Files are being moved already. Wait until that has ended.',
      ]);
    } finally {
      await session.end();
    }
  });

  it('ends with an error that lists what failed', async () => {
    const [key = ''] = await addFiles(folder, 2);
    await folder.remove(key);
    const { code, errors } = await run('--from', 'folder', '--to', 's3');
    expect(code).toBe(1);
    expect(errors).toContain('1 file failed:');
    expect(errors).toContain(`(${key}) is in neither store`);
  });

  it('explains itself, and what it does not understand', async () => {
    expect((await run('--help')).out).toContain('Usage: npm run files:move');
    const wrong = await Promise.all([
      run('--from', 'folder'),
      run('--from', 'tape', '--to', 's3'),
      run('--from', 's3', '--to', 's3'),
      run('--from', 's3', '--to', 'folder', '--concurrency', 'many'),
    ]);
    expect(wrong.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    expect(wrong.map(({ errors }) => errors.trim().split('\n')[0])).toEqual([
      expect.stringContaining('Usage: npm run files:move'),
      '“tape” is no store: use s3, folder or folder:/path/of/it.',
      '--from and --to are the same store.',
      '--concurrency must be a whole number from 1 to 32, e.g. 4',
    ]);
  });
});
