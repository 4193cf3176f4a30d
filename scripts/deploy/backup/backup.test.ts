import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../src/server/db/pool.ts';
import { LocalFolder } from '../../../src/server/files/local-folder.ts';
import { newStorageKey } from '../../../src/server/files/storage-key.ts';
import type { FileStore } from '../../../src/server/files/store.ts';
import { makeUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { DUMP, MANIFEST, POOL, readManifest } from './manifest.ts';
import { pathIn } from './pool.ts';
import { restoreBackup } from './restore.ts';
import { takeBackup } from './take.ts';
import { verifyBackup, verifyPlatform } from './verify.ts';

const test = useApp();
const root = mkdtempSync(join(tmpdir(), 'requests-backup-'));
const folder = join(root, 'backups');
const pool = join(folder, POOL);
let uploaderId: number;

beforeAll(async () => {
  uploaderId = (await makeUser(test.db)).id;
});
afterAll(() => rmSync(root, { recursive: true }));

async function storeFile(text: string): Promise<string> {
  const key = newStorageKey();
  await test.context.files.put(key, Readable.from([Buffer.from(text)]));
  await test.db
    .insertInto('files')
    .values({
      storage_key: key,
      name: 'a.txt',
      size_bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest(),
      mime_type: 'text/plain',
      uploader_id: uploaderId,
    })
    .execute();
  return key;
}

const forget = (key: string) =>
  test.db.deleteFrom('files').where('storage_key', '=', key).execute();

const writeDump = (file: string) => writeFileSync(file, 'what pg_dump writes');

let minute = 0;
const backup = (more: Partial<Parameters<typeof takeBackup>[0]> = {}) => {
  minute += 1;
  test.clock.advance({ seconds: 60 });
  const { db, files, now } = test.context;
  const dump = async (_: string, file: string) => writeDump(file);
  return takeBackup({ db, files, folder, now: now(), dump, ...more });
};

/** What pg_restore does, without it: the tables come back as they were. */
async function withHiddenTables(work: (load: () => Promise<void>) => Promise<void>) {
  await sql`ALTER SCHEMA public RENAME TO hidden`.execute(test.db);
  await sql`CREATE SCHEMA public`.execute(test.db);
  let isLoaded = false;
  const load = async () => {
    isLoaded = true;
    await sql`DROP SCHEMA public`.execute(test.db);
    await sql`ALTER SCHEMA hidden RENAME TO public`.execute(test.db);
  };
  try {
    await work(load);
  } finally {
    if (!isLoaded) await load();
  }
}

describe('a backup', () => {
  it('is of one moment: the dump sees what the counts and the list of files tell of', async () => {
    const key = await storeFile('first');
    const counted: unknown[] = [];
    const made = await backup({
      dump: async (snapshot, file) => {
        writeDump(file);
        // Committed after the snapshot: it belongs to the next backup.
        await storeFile('second');
        const count = (db: Db) =>
          db
            .selectFrom('files')
            .select((eb) => eb.fn.countAll().as('rows'))
            .executeTakeFirst();
        await test.db
          .transaction()
          .setIsolationLevel('repeatable read')
          .execute(async (dumping) => {
            await sql`SET TRANSACTION SNAPSHOT ${sql.lit(snapshot)}`.execute(dumping);
            counted.push(await count(dumping));
          });
        counted.push(await count(test.db));
      },
    });
    const manifest = readManifest(made);
    expect(counted).toEqual([{ rows: 1 }, { rows: 2 }]);
    expect(manifest.counts).toMatchObject({ files: 1, users: 1 });
    expect(manifest.files.map((file) => file.key)).toEqual([key]);
    expect(manifest.newestMigration).toMatch(/^\d{4}-.*\.sql$/);
    expect(await verifyBackup(made, manifest)).toEqual({ files: 1, problems: [] });
  });

  it('keeps each file once, whatever the number of backups', async () => {
    let reads = 0;
    const { files } = test.context;
    const counting: FileStore = {
      put: (key, content) => files.put(key, content),
      get: (key) => {
        reads += 1;
        return files.get(key);
      },
      downloadUrl: (key, as) => files.downloadUrl(key, as),
      remove: (key) => files.remove(key),
      list: () => files.list(),
      close: () => files.close(),
    };
    await backup({ files: counting });
    await storeFile('third');
    const before = reads;
    await backup({ files: counting });
    expect(reads - before).toBe(1);
  });

  it('is not finished when the store has lost or damaged a file, and says which', async () => {
    const [lost, damaged] = [await storeFile('lost'), await storeFile('damaged')];
    await test.context.files.remove(lost);
    await test.context.files.remove(damaged);
    await test.context.files.put(damaged, Readable.from([Buffer.from('DAMAGED')]));
    await expect(backup()).rejects.toThrow(
      [`${lost} is missing`, `${damaged} is damaged`].sort().join('\n'),
    );
    const [newest] = readdirSync(folder)
      .filter((name) => name !== POOL)
      .sort()
      .reverse();
    expect(existsSync(join(folder, newest ?? '', MANIFEST))).toBe(false);
    expect(() => readManifest(join(folder, newest ?? ''))).toThrow('no finished backup');
    const { problems } = await verifyPlatform(test.db, test.context.files, null);
    expect(problems).toEqual([`file ${damaged} is damaged`, `file ${lost} is missing`].sort());
    await forget(lost);
    await forget(damaged);
  });

  it('knows of files that were swept while it ran', async () => {
    const key = await storeFile('swept');
    const made = await backup({
      dump: async (_, file) => {
        writeDump(file);
        await forget(key);
        await test.context.files.remove(key);
      },
    });
    expect(readManifest(made).sweptMeanwhile).toEqual([key]);
    expect((await verifyBackup(made, readManifest(made))).problems).toEqual([]);
  });

  it('whose files were damaged afterwards is found out', async () => {
    const key = await storeFile('to be damaged');
    const made = await backup();
    writeFileSync(pathIn(pool, key), 'TO BE DAMAGED');
    expect((await verifyBackup(made, readManifest(made))).problems).toEqual([
      `file ${key} is damaged`,
    ]);
    rmSync(pathIn(pool, key));
    expect((await verifyBackup(made, readManifest(made))).problems).toEqual([
      `file ${key} is missing`,
    ]);
    await backup();
  });
});

describe('the dump of a backup', () => {
  it('that is missing or damaged is found out, and never restored', async () => {
    const made = await backup();
    const manifest = readManifest(made);
    const { db, files } = test.context;
    const restore = () =>
      withHiddenTables(async (load) => {
        await restoreBackup({ db, files, folder: made, manifest, load });
      });
    for (const [spoil, word] of [
      [() => writeFileSync(join(made, DUMP), 'what pg_dump write'), 'damaged'],
      [() => rmSync(join(made, DUMP)), 'missing'],
    ] as const) {
      spoil();
      const line = `the dump of the database is ${word}`;
      expect((await verifyBackup(made, manifest)).problems).toEqual([line]);
      await expect(restore()).rejects.toThrow(line);
    }
  });
});

describe('a restore', () => {
  it('that was cut short can be done again: what it left half-written is put there anew', async () => {
    const [half, damaged] = [await storeFile('half-written'), await storeFile('damaged')];
    const made = await backup();
    const manifest = readManifest(made);
    const store = join(root, 'store-cut-short');
    const files = new LocalFolder(store);
    await files.put(damaged, Readable.from([Buffer.from('DAMAGED')]));
    mkdirSync(join(store, half.slice(0, 2)), { recursive: true });
    writeFileSync(`${pathIn(store, half)}.part`, 'half');
    await withHiddenTables(async (load) => {
      const { db } = test.context;
      const { problems } = await restoreBackup({ db, files, folder: made, manifest, load });
      expect(problems).toEqual([]);
    });
  });

  it('of a backup that lost a file names it, and brings the rest', async () => {
    const lost = await storeFile('to be lost');
    const made = await backup();
    const manifest = readManifest(made);
    rmSync(pathIn(pool, lost));
    const files = new LocalFolder(join(root, 'store-without-one'));
    await withHiddenTables(async (load) => {
      const { db } = test.context;
      const { problems } = await restoreBackup({ db, files, folder: made, manifest, load });
      expect(problems).toEqual([`file ${lost} is missing`]);
    });
    await backup();
  });

  it('goes into an empty database and an empty store, and proves that all arrived', async () => {
    const made = await backup();
    const manifest = readManifest(made);
    const elsewhere = new LocalFolder(join(root, `store-${minute}`));
    await withHiddenTables(async (load) => {
      const verified = await restoreBackup({
        db: test.db,
        files: elsewhere,
        folder: made,
        manifest,
        load,
      });
      expect(verified).toEqual({ files: manifest.files.length, problems: [] });
      expect(manifest.files.length).toBeGreaterThan(1);
    });
  });

  it('names what differs from the backup', async () => {
    const made = await backup();
    const manifest = readManifest(made);
    const counts = { ...manifest.counts, users: 99, gone: 1 };
    const altered = { ...manifest, counts, newestMigration: '0001-people.sql' };
    await withHiddenTables(async (load) => {
      const { db, files } = test.context;
      const { problems } = await restoreBackup({
        db,
        files,
        folder: made,
        manifest: altered,
        load,
      });
      expect(problems).toEqual([
        'table gone has no rows instead of 1',
        'table users has 1 rows instead of 99',
        `the last migration is ${manifest.newestMigration} instead of 0001-people.sql`,
      ]);
    });
  });

  it('refuses a database that holds something, and a backup of a newer release', async () => {
    const made = await backup();
    const manifest = readManifest(made);
    const load = () => Promise.reject(new Error('must not be reached'));
    const { db, files } = test.context;
    const options = { db, files, folder: made, manifest, load };
    await expect(restoreBackup(options)).rejects.toThrow('is not empty: it has the table');
    const newer = { ...manifest, newestMigration: '9001-of-the-future.sql' };
    await expect(restoreBackup({ ...options, manifest: newer })).rejects.toThrow(
      'The backup is of a newer release',
    );
  });
});
