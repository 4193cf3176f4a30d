import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeFileStore } from './contract.testing.ts';
import { storedNames } from './files.testing.ts';
import { LocalFolder } from './local-folder.ts';
import { newStorageKey } from './storage-key.ts';

let root = '';
let store: LocalFolder;

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'requests-store-')), 'not', 'there', 'yet');
  store = new LocalFolder(root);
});
afterEach(() => rmSync(join(root, '..', '..', '..'), { recursive: true, force: true }));

const keys = async () => {
  const found: string[] = [];
  for await (const { key } of store.list()) found.push(key);
  return found;
};

describeFileStore('a local folder', {
  store: () => store,
  another: () => new LocalFolder(root),
  kept: async () => storedNames(root),
});

describe('F4 the local folder', () => {
  it('never overwrites a key that is being written', async () => {
    const key = newStorageKey();
    mkdirSync(join(root, key.slice(0, 2)), { recursive: true });
    writeFileSync(join(root, key.slice(0, 2), `${key}.part`), 'theirs');
    await expect(store.put(key, Readable.from(['mine']))).rejects.toThrow(/EEXIST/);
    expect(storedNames(root)).toHaveLength(1);
  });

  it('F5 lists what a crash cut short, with its age, so that the sweep can remove it', async () => {
    const key = newStorageKey();
    const partial = join(root, key.slice(0, 2), `${key}.part`);
    mkdirSync(join(root, key.slice(0, 2)), { recursive: true });
    writeFileSync(partial, 'half');
    writeFileSync(join(root, 'README'), 'not ours');
    utimesSync(partial, 1_000, 1_000);
    const listed: unknown[] = [];
    for await (const entry of store.list()) listed.push(entry);
    expect(listed).toEqual([{ key, modifiedAtMs: 1_000_000 }]);
    await store.remove(key);
    expect(await keys()).toEqual([]);
  });

  it('recovers when the folder was removed while it ran', async () => {
    const [first, lost, second] = ['1', '2', '3'].map((end) => 'ab'.repeat(19) + end.repeat(2));
    await store.put(first ?? '', Readable.from(['x']));
    rmSync(root, { recursive: true });
    await expect(store.put(lost ?? '', Readable.from(['y']))).rejects.toThrow(/ENOENT/);
    await store.put(second ?? '', Readable.from(['z']));
    expect(await text(await store.get(second ?? ''))).toBe('z');
  });
});
