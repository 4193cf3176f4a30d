import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { type ApiProcess, useApi } from '../../../tests/helpers/api-process.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { useS3Store } from '../../../tests/helpers/s3-store.ts';
import { instant } from '../../domain/kernel/calendar.ts';
import { storedNames } from './files.testing.ts';
import { LocalFolder } from './local-folder.ts';
import type { FileStore } from './store.ts';
import { sweepFiles } from './sweep.ts';

/**
 * F5: the api is killed with `kill -9` at the moments between the store and the database, in both
 * orders. What is left is swept a day later; what a row knows stays.
 */

// A process starts in each test.
vi.setConfig({ testTimeout: 90_000 });

const bucket = useS3Store();
const test = useApp();
const apis = useApi();
let folder = '';
let user: TestUser;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'requests-killed-'));
  user = await makeUser(test.db);
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await test.db.deleteFrom('files').execute();
});

const upload = (api: ApiProcess, content: string | Uint8Array<ArrayBuffer>) => {
  const form = new FormData();
  form.set('file', new File([content], 'users.csv'));
  return fetch(`${api.address}/api/files`, { method: 'POST', body: form, headers: as(user) });
};

const rows = () => test.db.selectFrom('files').select('storage_key').execute();

/** The sweep of another process, so many hours from now. */
const sweepIn = (files: FileStore, hours: number) => {
  test.clock.set(new Date(Date.now() + hours * 3_600_000).toISOString());
  return sweepFiles({ ...test.context, files });
};

const stores = [
  {
    name: 'a folder',
    env: (): Record<string, string> => ({ FILES_DIR: folder }),
    store: (): FileStore => new LocalFolder(folder),
    kept: async () => storedNames(folder),
  },
  {
    name: 'a bucket',
    env: () => bucket.s3.env,
    store: () => bucket.store,
    kept: bucket.kept,
  },
] as const;

describe.each(stores)('F5 an api on $name that is killed', ({ env, store, kept }) => {
  const start = () =>
    apis.start({ DATABASE_URL: test.connectionString, FILES_DIR: folder, ...env() });

  it('between bytes and row leaves bytes that the sweep removes, and no row', async () => {
    const api = await start();
    const whole = await upload(api, 'Name\nAnn\n');
    expect(whole.status).toBe(201);
    const [known] = await kept();
    await test.db.transaction().execute(async (tx) => {
      await sql`LOCK TABLE files IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
      const lost = expect(upload(api, 'Name\nBob\n')).rejects.toThrow();
      await expect.poll(async () => (await kept()).length, { timeout: 20_000 }).toBe(2);
      await api.kill();
      await lost;
    });
    expect(await rows()).toHaveLength(1);
    expect(await sweepIn(store(), 23)).toEqual({ uploads: 0, orphans: 0 });
    // The other is in no request either, but its row is a matter of its own.
    await test.db
      .updateTable('files')
      .set({ uploaded_at: instant('2030-01-01T00:00:00Z') })
      .execute();
    expect(await sweepIn(store(), 25)).toEqual({ uploads: 0, orphans: 1 });
    expect([await rows(), await kept()]).toEqual([[expect.anything()], [known]]);
  });

  it('in the middle of the bytes leaves nothing that the sweep does not remove', async () => {
    const api = await start();
    // Most of a file, and then nothing more.
    const request = httpRequest(`${api.address}/api/files`, {
      method: 'POST',
      headers: { ...as(user), 'content-type': 'multipart/form-data; boundary=b' },
    });
    const lost = once(request, 'response').catch((error: unknown) => error);
    request.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a.bin"\r\n\r\n');
    request.write(Buffer.alloc(7 * 1_048_576, 1));
    await expect.poll(async () => (await kept()).length, { timeout: 20_000 }).toBe(1);
    await api.kill();
    expect(await lost).toBeInstanceOf(Error);
    expect(await kept()).toHaveLength(1);
    expect(await sweepIn(store(), 23)).toEqual({ uploads: 0, orphans: 0 });
    expect(await sweepIn(store(), 25)).toEqual({ uploads: 0, orphans: 1 });
    expect([await rows(), await kept()]).toEqual([[], []]);
  });
});

it('F5 an api on a bucket that is killed between the removal of row and bytes leaves bytes that the sweep removes', async () => {
  const api = await apis.start({ DATABASE_URL: test.connectionString, ...bucket.s3.env });
  const file = await (await upload(api, 'Name\nAnn\n')).json();
  bucket.s3.trouble({ kind: 'hang' }, { when: ({ operation }) => operation === 'DeleteObject' });
  const lost = expect(
    fetch(`${api.address}/api/files/${file.id}`, { method: 'DELETE', headers: as(user) }),
  ).rejects.toThrow();
  await expect.poll(async () => (await rows()).length, { timeout: 20_000 }).toBe(0);
  await expect
    .poll(() => bucket.s3.calls.map(({ operation }) => operation), { timeout: 20_000 })
    .toContain('DeleteObject');
  await api.kill();
  await lost;
  expect(await bucket.kept()).toHaveLength(1);
  expect(await sweepIn(bucket.store, 23)).toEqual({ uploads: 0, orphans: 0 });
  expect(await sweepIn(bucket.store, 25)).toEqual({ uploads: 0, orphans: 1 });
  expect(await bucket.kept()).toEqual([]);
});
