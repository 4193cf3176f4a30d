import { join } from 'node:path';
import type { Db } from '../../../src/server/db/pool.ts';
import type { FileStore } from '../../../src/server/files/store.ts';
import { eachOf, hashInStore, hashOfFile, isSame } from './hash.ts';
import type { KeptFile, Manifest } from './manifest.ts';
import { DUMP, POOL } from './manifest.ts';
import { pathIn } from './pool.ts';
import { fileRows, newestMigration, rowCounts } from './queries.ts';

export interface Verified {
  readonly files: number;
  /** One line each; none: all is as it was. */
  readonly problems: readonly string[];
}

/**
 * Compares a database and its file store: the bytes of every file row are there and are those that
 * were uploaded. With a manifest also the rows of each table and the last migration.
 */
export async function verifyPlatform(
  db: Db,
  store: FileStore,
  manifest: Manifest | null,
): Promise<Verified> {
  const problems = manifest === null ? [] : await compareRows(db, manifest);
  const known = new Set(manifest?.sweptMeanwhile);
  const files = (await fileRows(db)).filter(({ key }) => !known.has(key));
  await eachOf(files, async (file) => {
    problems.push(...problemsOf(file, await hashInStore(store, file.key)));
  });
  return { files: files.length, problems: problems.sort() };
}

/** Whether a backup could be restored: its dump and every file that it tells of are there, unchanged. */
export async function verifyBackup(folder: string, manifest: Manifest): Promise<Verified> {
  const { files } = manifest;
  const pool = join(folder, '..', POOL);
  const problems: string[] = [];
  await eachOf(files, async (file) => {
    problems.push(...problemsOf(file, await hashOfFile(pathIn(pool, file.key))));
  });
  const dump = await verifyDump(folder, manifest);
  return { files: files.length, problems: [...(dump === null ? [] : [dump]), ...problems.sort()] };
}

/** Null when the dump is what was written; else one line. */
export async function verifyDump(folder: string, { dump }: Manifest): Promise<string | null> {
  const found = await hashOfFile(join(folder, DUMP));
  if (found === null) return 'the dump of the database is missing';
  return isSame(found, dump) ? null : 'the dump of the database is damaged';
}

function problemsOf(file: KeptFile, found: Omit<KeptFile, 'key'> | null): readonly string[] {
  if (found === null) return [`file ${file.key} is missing`];
  return isSame(found, file) ? [] : [`file ${file.key} is damaged`];
}

async function compareRows(db: Db, manifest: Manifest): Promise<string[]> {
  const problems: string[] = [];
  const migration = await newestMigration(db);
  if (migration !== manifest.newestMigration) {
    problems.push(`the last migration is ${migration} instead of ${manifest.newestMigration}`);
  }
  const counts = await rowCounts(db);
  for (const table of new Set([...Object.keys(counts), ...Object.keys(manifest.counts)])) {
    const [found, kept] = [counts[table], manifest.counts[table]];
    if (found !== kept) {
      problems.push(`table ${table} has ${found ?? 'no'} rows instead of ${kept ?? 'none'}`);
    }
  }
  return problems;
}
