import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { LocalFolder } from '../../src/server/files/local-folder.ts';
import { newStorageKey } from '../../src/server/files/storage-key.ts';
import { moveOne } from './move-one.ts';

class Slow extends LocalFolder {
  readonly #meanwhile: () => void;

  constructor(root: string, meanwhile: () => void) {
    super(root);
    this.#meanwhile = meanwhile;
  }

  override async remove(key: string): Promise<void> {
    this.#meanwhile();
    // What an abort does to a stream shows with the next turns of the loop.
    await new Promise((done) => setTimeout(done, 50));
    await super.remove(key);
  }
}

it('F4 a move that is stopped between opening a file and reading it ends as one that is stopped', async () => {
  const root = mkdtempSync(join(tmpdir(), 'requests-move-one-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const from = new LocalFolder(join(root, 'from'));
  const key = newStorageKey();
  await from.put(key, Readable.from([Buffer.from('content')]));
  const stop = new AbortController();
  const to = new Slow(join(root, 'to'), () => stop.abort());
  const known = { key, name: 'file 1', sizeBytes: 7, sha256: null };
  // Nothing is thrown beside it: that would end the process.
  await expect(moveOne({ from, to, signal: stop.signal }, known)).rejects.toThrow(/abort/i);
  expect(await Array.fromAsync(to.list())).toEqual([]);
});
