import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
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
