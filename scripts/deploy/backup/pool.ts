import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileStore } from '../../../src/server/files/store.ts';
import { hashOf, isSame } from './hash.ts';
import type { KeptFile } from './manifest.ts';

export const pathIn = (pool: string, key: string): string => join(pool, key.slice(0, 2), key);

/** Whether the pool has the file by its size; what it holds was compared when it came in. */
export async function isKept(pool: string, { key, size }: KeptFile): Promise<boolean> {
  const found = await stat(pathIn(pool, key)).catch(() => undefined);
  return found?.size === size;
}

/**
 * Copies a file of the store into the pool, complete and on the disk or not at all.
 * @returns false when its bytes are not those that its row tells of
 * @throws FileMissing when the store does not have it
 */
export async function keep(pool: string, store: FileStore, file: KeptFile): Promise<boolean> {
  const path = pathIn(pool, file.key);
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await pipeline(await store.get(file.key), createWriteStream(part));
    if (!isSame(await hashOf(createReadStream(part)), file)) return false;
    const written = await open(part, 'r+');
    await written.sync().finally(() => written.close());
    await rename(part, path);
    return true;
  } finally {
    await rm(part, { force: true });
  }
}
