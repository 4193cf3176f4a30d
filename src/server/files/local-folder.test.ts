import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storedNames } from './files.testing.ts';
import { LocalFolder } from './local-folder.ts';
import { newStorageKey } from './storage-key.ts';
import { FileMissing } from './store.ts';

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

describe('F4 the local folder', () => {
  it('gives back what was put, whole or a range of it, also from another process', async () => {
    const key = newStorageKey();
    await store.put(key, Readable.from(['hello ', 'world']));
    expect(await text(await store.get(key))).toBe('hello world');
    expect(await text(await store.get(key, { start: 6, end: 8 }))).toBe('wor');
    expect(await text(await new LocalFolder(root).get(key))).toBe('hello world');
  });

  it('holds many uploads at once, each under its own key', async () => {
    const all = Array.from({ length: 50 }, () => newStorageKey());
    await Promise.all(all.map((key) => store.put(key, Readable.from([key]))));
    for (const key of all) expect(await text(await store.get(key))).toBe(key);
    expect((await keys()).toSorted()).toEqual(all.toSorted());
  });

  it('F5 leaves nothing behind when the content breaks off', async () => {
    const broken = Readable.from(
      (function* () {
        yield 'first';
        throw new Error('the line went dead');
      })(),
    );
    await expect(store.put(newStorageKey(), broken)).rejects.toThrow('the line went dead');
    expect(storedNames(root)).toEqual([]);
  });

  it('never overwrites a key that is being written', async () => {
    const key = newStorageKey();
    mkdirSync(join(root, key.slice(0, 2)), { recursive: true });
    writeFileSync(join(root, key.slice(0, 2), `${key}.part`), 'theirs');
    await expect(store.put(key, Readable.from(['mine']))).rejects.toThrow(/EEXIST/);
    expect(storedNames(root)).toHaveLength(1);
  });

  it.each(['', '..', '../../etc/passwd', 'a/b', `${'a'.repeat(39)}/`, 'A'.repeat(40), 'a\0b'])(
    'takes nothing for a key that could be a path (%j)',
    async (key) => {
      await expect(store.put(key, Readable.from(['x']))).rejects.toThrow('not a storage key');
      await expect(store.get(key)).rejects.toThrow('not a storage key');
      await expect(store.remove(key)).rejects.toThrow('not a storage key');
    },
  );

  it('says that a key is missing, and removing it is fine', async () => {
    const key = newStorageKey();
    await expect(store.get(key)).rejects.toThrow(FileMissing);
    await expect(store.remove(key)).resolves.toBeUndefined();
    expect(await keys()).toEqual([]);
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
