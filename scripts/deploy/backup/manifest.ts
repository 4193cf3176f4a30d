import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PlainError } from '../../../src/server/plain-error.ts';

/** What a backup holds, written last: a folder without it is of a backup that did not end. */
const manifest = z.object({
  format: z.literal(1),
  takenAt: z.string(),
  release: z.string(),
  /** Name of the last migration that the database had. */
  newestMigration: z.string(),
  /** Rows of each table at the moment of the backup. */
  counts: z.record(z.string(), z.number().int()),
  dump: z.object({ size: z.number().int(), sha256: z.string() }),
  files: z.array(z.object({ key: z.string(), size: z.number().int(), sha256: z.string() })),
  /** Of these the row is in the dump and the bytes are not: they were swept while the backup ran. */
  sweptMeanwhile: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifest>;
export type KeptFile = Manifest['files'][number];

export const MANIFEST = 'manifest.json';
export const DUMP = 'database.dump';
/** Beside the backups and shared by them: keys are never used twice, so each file is kept once. */
export const POOL = 'files';

export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST);
  try {
    return manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? 'is not there' : 'cannot be read';
    throw new PlainError(
      `${path} ${why}: this is no finished backup. Name the folder of one, e.g. backups/2026-11-22T03-00-00Z.`,
    );
  }
}
