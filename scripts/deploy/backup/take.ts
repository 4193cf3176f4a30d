import { createReadStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../../../src/domain/kernel/calendar.ts';
import type { Db } from '../../../src/server/db/pool.ts';
import { inSnapshot } from '../../../src/server/db/transaction.ts';
import { FileMissing, type FileStore } from '../../../src/server/files/store.ts';
import { PlainError } from '../../../src/server/plain-error.ts';
import { RELEASE } from '../../../src/server/settings/release.ts';
import { eachOf, hashOf } from './hash.ts';
import { DUMP, type KeptFile, MANIFEST, type Manifest, POOL } from './manifest.ts';
import { isKept, keep } from './pool.ts';
import { exportSnapshot, fileRows, hasFileRow, newestMigration, rowCounts } from './queries.ts';

export interface BackupOptions {
  readonly db: Db;
  readonly files: FileStore;
  /** Gets a folder for each backup and one for the files of all of them. */
  readonly folder: string;
  readonly now: Instant;
  /** Writes what the snapshot holds into a file. */
  readonly dump: (snapshot: string, file: string) => Promise<void>;
}

/**
 * Database and files as they belong together, while people work: the dump, the counts and the list of
 * files are of one snapshot, and the bytes of a stored file never change.
 * @returns the folder of this backup
 * @throws PlainError when a file is damaged or lost in the store: the backup is not finished then
 */
export async function takeBackup(options: BackupOptions): Promise<string> {
  const { db, now, dump } = options;
  const folder = join(options.folder, now.replace(/\.\d+/, '').replaceAll(':', '-'));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const facts = await inSnapshot(db, async (snapshot) => {
    await dump(await exportSnapshot(snapshot), join(folder, DUMP));
    return {
      newestMigration: await newestMigration(snapshot),
      counts: await rowCounts(snapshot),
      files: await fileRows(snapshot),
    };
  });
  const sweptMeanwhile = await keepAll(options, facts.files);
  const manifest: Manifest = {
    format: 1,
    takenAt: now,
    release: RELEASE,
    ...facts,
    dump: await hashOf(createReadStream(join(folder, DUMP))),
    files: facts.files.filter(({ key }) => !sweptMeanwhile.includes(key)),
    sweptMeanwhile,
  };
  const part = join(folder, `${MANIFEST}.part`);
  await writeFile(part, `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
  await rename(part, join(folder, MANIFEST));
  return folder;
}

/** @returns keys of those that were swept since the snapshot was taken */
async function keepAll(
  { db, files, folder }: BackupOptions,
  wanted: readonly KeptFile[],
): Promise<string[]> {
  const pool = join(folder, POOL);
  const swept: string[] = [];
  const problems: string[] = [];
  await eachOf(wanted, async (file) => {
    if (await isKept(pool, file)) return;
    try {
      if (!(await keep(pool, files, file))) problems.push(`${file.key} is damaged`);
    } catch (error) {
      if (!(error instanceof FileMissing)) throw error;
      // The row goes before the bytes: one whose row still stands is lost.
      if (await hasFileRow(db, file.key)) problems.push(`${file.key} is missing`);
      else swept.push(file.key);
    }
  });
  if (problems.length === 0) return swept.sort();
  throw new PlainError(
    `The file store does not hold what the database tells of, so the backup is not finished:\n${problems.sort().join('\n')}`,
  );
}
