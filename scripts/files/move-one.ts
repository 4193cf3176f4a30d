import { createHash } from 'node:crypto';
import { addAbortSignal, Readable } from 'node:stream';
import { FileMissing, type FileStore } from '../../src/server/files/store.ts';
import type { KnownBytes } from './queries.ts';

export interface Route {
  readonly from: FileStore;
  readonly to: FileStore;
  readonly signal: AbortSignal;
}

export interface Digest {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** `missing`: neither store has it. */
export type MovedAs = 'copied' | 'there' | 'missing';

/** What stands in a store is not what it should be. The message says which store and how. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}

/**
 * Brings one file over. It has arrived once the destination's own bytes have been read back and are
 * those that the database knows. What is there already is read, not copied: a move that was
 * interrupted goes on where it stopped, and no note of where that was can be wrong.
 *
 * @throws Damaged when the source, or what the destination gives back, is not what it should be
 */
export async function moveOne(route: Route, known: KnownBytes): Promise<MovedAs> {
  const there = await digestOf(route.to, known.key, route.signal);
  if (there !== null && (await isWhole(route, known, there))) return 'there';
  const source = await contentOf(route.from, known.key, route.signal);
  if (source === null) {
    if (there === null) return 'missing';
    throw new Damaged('is damaged where it goes to, and not there where it comes from');
  }
  const copied = await copy(route, known, source);
  const back = await digestOf(route.to, known.key, route.signal);
  if (back?.sha256 === copied.sha256) return 'copied';
  await route.to.remove(known.key);
  throw new Damaged('was copied, and what was read back differs: the copy was removed');
}

/** A report has no checksum of its own: its source is asked, as long as there is one. */
async function isWhole({ from, signal }: Route, known: KnownBytes, there: Digest) {
  if (there.sizeBytes !== known.sizeBytes) return false;
  const expected = known.sha256 ?? (await digestOf(from, known.key, signal))?.sha256;
  return expected === undefined || there.sha256 === expected;
}

/** A source that is not what it should be is found out before the copy is complete, and none is left. */
async function copy({ to, signal }: Route, known: KnownBytes, source: Readable): Promise<Digest> {
  // What a move that was killed left half-written: the sweep never touches a key that has a row.
  await to.remove(known.key);
  const counting = new Counting();
  const checked = async function* () {
    for await (const chunk of source as AsyncIterable<Buffer>) yield counting.take(chunk);
    const { sizeBytes, sha256 } = counting.digest();
    if (sizeBytes !== known.sizeBytes || (known.sha256 !== null && sha256 !== known.sha256)) {
      throw new Damaged('is damaged where it comes from: it was not copied');
    }
  };
  await to.put(known.key, stoppable(Readable.from(checked(), { objectMode: false }), signal));
  return counting.digest();
}

async function digestOf(
  store: FileStore,
  key: string,
  signal: AbortSignal,
): Promise<Digest | null> {
  const content = await contentOf(store, key, signal);
  if (content === null) return null;
  const counting = new Counting();
  for await (const chunk of content as AsyncIterable<Buffer>) counting.take(chunk);
  return counting.digest();
}

async function contentOf(
  store: FileStore,
  key: string,
  signal: AbortSignal,
): Promise<Readable | null> {
  try {
    return stoppable(await store.get(key), signal);
  } catch (error) {
    if (error instanceof FileMissing) return null;
    throw error;
  }
}

/** It may be stopped before anybody reads it: whoever does is told then, and nobody else. */
function stoppable(content: Readable, signal: AbortSignal): Readable {
  return addAbortSignal(signal, content).on('error', () => undefined);
}

class Counting {
  readonly #hash = createHash('sha256');
  #sizeBytes = 0;
  #sha256: string | null = null;

  take(chunk: Buffer): Buffer {
    this.#hash.update(chunk);
    this.#sizeBytes += chunk.length;
    return chunk;
  }

  digest(): Digest {
    this.#sha256 ??= this.#hash.digest('hex');
    return { sizeBytes: this.#sizeBytes, sha256: this.#sha256 };
  }
}
