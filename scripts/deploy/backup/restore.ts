import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { readMigrations } from '../../../src/server/db/migrate.ts';
import type { Db } from '../../../src/server/db/pool.ts';
import type { FileStore } from '../../../src/server/files/store.ts';
import { PlainError } from '../../../src/server/plain-error.ts';
import { eachOf, hashInStore, isSame } from './hash.ts';
import { DUMP, type Manifest, POOL } from './manifest.ts';
import { isKept, pathIn } from './pool.ts';
import { tableNames } from './queries.ts';
import { type Verified, verifyDump, verifyPlatform } from './verify.ts';

export interface RestoreOptions {
  readonly db: Db;
  readonly files: FileStore;
  readonly folder: string;
  readonly manifest: Manifest;
  /** Fills the empty database from a dump. */
  readonly load: (file: string) => Promise<void>;
}

/**
 * A backup into an empty database and the file store, and then proof that it arrived. What the store
 * has already, whole, is left alone, so that a restore which was cut short can be done again.
 * @throws PlainError when the database is not empty, or the backup is of a newer release
 */
export async function restoreBackup(options: RestoreOptions): Promise<Verified> {
  const { db, files, folder, manifest, load } = options;
  const known = readMigrations().map(({ name }) => name);
  if (!known.includes(manifest.newestMigration)) {
    throw new PlainError(
      `The backup is of a newer release (${manifest.release}, with ${manifest.newestMigration}). Restore it with that release.`,
    );
  }
  const [table] = await tableNames(db);
  if (table !== undefined) {
    throw new PlainError(
      `The database of DATABASE_URL is not empty: it has the table ${table}. Make a new one (createdb) and restore into that.`,
    );
  }
  const damaged = await verifyDump(folder, manifest);
  if (damaged !== null)
    throw new PlainError(`${join(folder, DUMP)}: ${damaged}. Take another backup.`);
  await load(join(folder, DUMP));
  await putAll(files, join(folder, '..', POOL), manifest);
  return verifyPlatform(db, files, manifest);
}

/**
 * What a restore that was cut short left half-written, and what is damaged, is put there anew. What the
 * backup itself has lost is left to the proof, which names it: the rest is worth having.
 */
async function putAll(store: FileStore, pool: string, { files }: Manifest): Promise<void> {
  await eachOf(files, async (file) => {
    const found = await hashInStore(store, file.key);
    if (found !== null && isSame(found, file)) return;
    if (!(await isKept(pool, file))) return;
    await store.remove(file.key);
    await store.put(file.key, createReadStream(pathIn(pool, file.key)));
  });
}
