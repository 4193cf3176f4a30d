import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { FileMissing, type FileStore } from '../../../src/server/files/store.ts';
import type { KeptFile } from './manifest.ts';

/** Size and SHA-256 of what a stream brings, chunk by chunk. */
export async function hashOf(content: Readable): Promise<Omit<KeptFile, 'key'>> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: hash.digest('hex') };
}

/** Null when the store does not have it. */
export async function hashInStore(
  store: FileStore,
  key: string,
): Promise<Omit<KeptFile, 'key'> | null> {
  try {
    return await hashOf(await store.get(key));
  } catch (error) {
    if (error instanceof FileMissing) return null;
    throw error;
  }
}

/** Null when there is no such file. */
export async function hashOfFile(path: string): Promise<Omit<KeptFile, 'key'> | null> {
  if ((await stat(path).catch(() => undefined)) === undefined) return null;
  return hashOf(createReadStream(path));
}

export const isSame = (a: Omit<KeptFile, 'key'>, b: Omit<KeptFile, 'key'>): boolean =>
  a.size === b.size && a.sha256 === b.sha256;

/** Several at once: each waits for a disk or a network most of the time. */
export async function eachOf<T>(
  all: readonly T[],
  work: (one: T) => Promise<void>,
  atOnce = 8,
): Promise<void> {
  const left = all.values();
  const worker = async (): Promise<void> => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
