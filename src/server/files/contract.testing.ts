import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { newStorageKey } from './storage-key.ts';
import { FileMissing, type FileStore } from './store.ts';

const MEGABYTE = 1_048_576;

/** What every file store does (F4). Run by the tests of each driver over the real thing. */
export function describeFileStore(
  name: string,
  open: {
    readonly store: () => FileStore;
    /** The same bytes by another process. */
    readonly another: () => FileStore;
    /** Everything that is kept, whatever it is: files, half-written ones, uploads under way. */
    readonly kept: () => Promise<readonly string[]>;
  },
): void {
  const put = (key: string, ...chunks: readonly (string | Buffer)[]) =>
    open.store().put(key, Readable.from(chunks));
  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of open.store().list()) found.push(key);
    return found.toSorted();
  };

  describe(`the contract of a file store: ${name}`, () => {
    it('F4 gives back what was put, whole or a range of it, also from another process', async () => {
      const key = newStorageKey();
      await put(key, 'hello ', 'world');
      expect(await text(await open.store().get(key))).toBe('hello world');
      expect(await text(await open.store().get(key, { start: 6, end: 8 }))).toBe('wor');
      expect(await text(await open.store().get(key, { start: 10, end: 10 }))).toBe('d');
      expect(await text(await open.another().get(key))).toBe('hello world');
    });

    it.each([0, 1, 5 * MEGABYTE - 1, 5 * MEGABYTE, 5 * MEGABYTE + 1, 10 * MEGABYTE, 11 * MEGABYTE])(
      'F1 gives back %i bytes as they were, whatever the pieces they came in',
      async (size) => {
        const content = Buffer.alloc(size, 'a wave of bytes, and each a little different: ');
        for (let at = 0; at < size; at += 4_093) content.writeUInt8(at % 251, at);
        const key = newStorageKey();
        const pieces = function* () {
          for (let at = 0; at < size; at += 700_001) yield content.subarray(at, at + 700_001);
        };
        await open.store().put(key, Readable.from(pieces(), { objectMode: false }));
        const back = await buffer(await open.store().get(key));
        expect(back.length).toBe(size);
        expect(back.equals(content)).toBe(true);
      },
    );

    it('holds many uploads at once, each under its own key', async () => {
      const all = Array.from({ length: 50 }, () => newStorageKey());
      await Promise.all(all.map((key) => put(key, key)));
      for (const key of all) expect(await text(await open.store().get(key))).toBe(key);
      expect(await keys()).toEqual(expect.arrayContaining(all));
    });

    it.each([
      ['at the start', 0],
      ['in the first part', 2],
      ['in a later part', 7],
    ])('F5 leaves nothing behind when the content breaks off %s', async (_, megabytes) => {
      const before = await open.kept();
      const broken = function* () {
        for (let sent = 0; sent < megabytes; sent += 1) yield Buffer.alloc(MEGABYTE, sent);
        throw new Error('the line went dead');
      };
      await expect(open.store().put(newStorageKey(), Readable.from(broken()))).rejects.toThrow(
        'the line went dead',
      );
      expect(await open.kept()).toEqual(before);
    });

    it('F5 leaves nothing behind when whoever sends it goes away', async () => {
      const before = await open.kept();
      const content = new Readable({ read: () => undefined });
      for (let sent = 0; sent < 6; sent += 1) content.push(Buffer.alloc(MEGABYTE, sent));
      const putting = open.store().put(newStorageKey(), content);
      await expect.poll(() => content.readableLength, { timeout: 5_000 }).toBe(0);
      content.destroy(new Error('gone'));
      await expect(putting).rejects.toThrow('gone');
      expect(await open.kept()).toEqual(before);
    });

    it.each(['', '..', '../../etc/passwd', 'a/b', `${'a'.repeat(39)}/`, 'A'.repeat(40), 'a\0b'])(
      'takes nothing for a key that could be a path (%j)',
      async (key) => {
        const store = open.store();
        await expect(put(key, 'x')).rejects.toThrow('not a storage key');
        await expect(store.get(key)).rejects.toThrow('not a storage key');
        await expect(store.remove(key)).rejects.toThrow('not a storage key');
      },
    );

    it('says that a key is missing, and removing it is fine, again and again', async () => {
      const key = newStorageKey();
      await expect(open.store().get(key)).rejects.toThrow(FileMissing);
      await put(key, 'here');
      await open.store().remove(key);
      await open.store().remove(key);
      await expect(open.store().get(key)).rejects.toThrow(FileMissing);
      expect(await keys()).not.toContain(key);
    });

    it('F5 lists keys with their age', async () => {
      const key = newStorageKey();
      const before = Date.now();
      await put(key, 'here');
      for await (const entry of open.store().list()) {
        if (entry.key !== key) continue;
        // Stores keep whole seconds.
        expect(entry.modifiedAtMs).toBeGreaterThanOrEqual(before - 1_000);
        expect(entry.modifiedAtMs).toBeLessThanOrEqual(Date.now() + 1_000);
        return;
      }
      expect.unreachable('the key was not listed');
    });
  });
}
