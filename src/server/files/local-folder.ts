import { type FileHandle, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isStorageKey } from './storage-key.ts';
import { type ByteRange, FileMissing, type FileStore, type StoredEntry } from './store.ts';

const PARTIAL = '.part';

/**
 * F4: files in a folder, sharded by the first two characters of their key. A key is written under
 * a temporary name in its own folder, forced to disk, and only then renamed: whoever finds the key
 * finds all of its bytes, whatever crashed in between.
 */
export class LocalFolder implements FileStore {
  readonly #root: string;
  readonly #shards = new Map<string, Promise<void>>();

  constructor(root: string) {
    this.#root = resolve(root);
  }

  async put(key: string, content: Readable): Promise<void> {
    const path = this.#pathOf(key);
    const partial = path + PARTIAL;
    const handle = await this.#createPartial(partial, content);
    try {
      // `flush` forces the bytes to disk before the stream counts as finished.
      await pipeline(content, handle.createWriteStream({ flush: true }));
      await rename(partial, path);
      await syncFolder(dirname(path));
    } catch (error) {
      await this.remove(key);
      throw error;
    }
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    try {
      const handle = await open(this.#pathOf(key), 'r');
      return handle.createReadStream(range);
    } catch (error) {
      if (isAbsent(error)) throw new FileMissing(key);
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    const path = this.#pathOf(key);
    await Promise.all([rm(path, { force: true }), rm(path + PARTIAL, { force: true })]);
  }

  /** Nobody but us reaches the folder. */
  async downloadUrl(): Promise<null> {
    return null;
  }

  async close(): Promise<void> {}

  async *list(): AsyncIterable<StoredEntry> {
    for await (const shard of entries(this.#root)) {
      if (!/^[0-9a-f]{2}$/.test(shard)) continue;
      for await (const name of entries(join(this.#root, shard))) {
        const key = name.endsWith(PARTIAL) ? name.slice(0, -PARTIAL.length) : name;
        if (!isStorageKey(key)) continue;
        const modifiedAtMs = await modifiedAt(join(this.#root, shard, name));
        if (modifiedAtMs !== null) yield { key, modifiedAtMs };
      }
    }
  }

  /** A key consists of hexadecimal digits only, so that no path can lead out of the folder. */
  #pathOf(key: string): string {
    if (!isStorageKey(key)) throw new Error('not a storage key');
    return join(this.#root, key.slice(0, 2), key);
  }

  async #createPartial(partial: string, content: Readable): Promise<FileHandle> {
    try {
      await this.#shard(dirname(partial));
      return await open(partial, 'wx', 0o600);
    } catch (error) {
      content.destroy();
      // Somebody may have removed the folder below us: look again next time.
      this.#shards.delete(dirname(partial));
      throw error;
    }
  }

  /**
   * Once per process and shard, made or not: a folder is durable only when those above it are, and
   * another process may have made this one a moment ago.
   */
  #shard(folder: string): Promise<void> {
    const known = this.#shards.get(folder);
    if (known !== undefined) return known;
    const making = makeDurable(folder).catch((error: unknown) => {
      this.#shards.delete(folder);
      throw error;
    });
    this.#shards.set(folder, making);
    return making;
  }
}

async function makeDurable(folder: string): Promise<void> {
  const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 });
  const top = dirname(firstMade ?? folder);
  for (let parent = dirname(folder); ; parent = dirname(parent)) {
    await syncFolder(parent);
    if (parent === top || parent === dirname(parent)) return;
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* entries(folder: string): AsyncIterable<string> {
  try {
    for await (const entry of await opendir(folder)) yield entry.name;
  } catch (error) {
    // Nothing was ever stored.
    if (!isAbsent(error)) throw error;
  }
}

async function modifiedAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
