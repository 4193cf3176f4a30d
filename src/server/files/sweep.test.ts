import { utimesSync } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { addMs, DAY_MS, epochMs } from '../../domain/kernel/calendar.ts';
import { inTransaction } from '../db/transaction.ts';
import { saveDraft } from '../drafts/commands.ts';
import { attachFiles } from './commands.ts';
import { addFile, addRequest, multipart, storedNames } from './files.testing.ts';
import { deleteUnattached, lockAbandoned } from './removal-queries.ts';
import { newStorageKey } from './storage-key.ts';
import { sweepFiles } from './sweep.ts';

const test = useApp();
let user: TestUser;

beforeEach(async () => {
  user = await makeUser(test.db);
});
afterEach(async () => {
  vi.restoreAllMocks();
  // Whatever a test left behind is swept away, and the count of the next one starts at nothing.
  await test.db.deleteFrom('drafts').execute();
  await test.db.deleteFrom('request_files').execute();
  test.clock.advance({ days: 40 });
  makeOld();
  await sweepFiles(test.context);
});

const bytes = () => storedNames(test.context.config.filesDir);

/** As old as the clock of the test says, not as the machine's. */
const makeOld = (hours = 25) => {
  const seconds = epochMs(test.clock.now()) / 1_000 - hours * 3_600;
  for (const name of bytes()) utimesSync(name, seconds, seconds);
};

const upload = async () => {
  const storageKey = newStorageKey();
  await test.context.files.put(storageKey, Readable.from(['content']));
  const id = await addFile(test.db, user.id, { storageKey, uploadedAt: test.clock.now() });
  return { id, storageKey };
};

const exists = async (id: string) =>
  (await test.db.selectFrom('files').select('id').where('id', '=', id).executeTakeFirst()) !==
  undefined;

const attach = (request: { id: number; eventId: number }, fileId: string) =>
  inTransaction(test.db, (tx) =>
    attachFiles(tx, {
      requestId: request.id,
      eventId: request.eventId,
      actorId: user.id,
      files: [{ fileId, place: 'file' }],
    }),
  );

const draftNaming = (fileId: string) =>
  saveDraft(test.context, { ...user, roles: [], teams: [] }, 'new:property_records', {
    values: { file: fileId },
    extra: {},
  });

const bounds = () => ({
  uploadedBefore: addMs(test.clock.now(), -DAY_MS),
  draftsLiveSince: addMs(test.clock.now(), -30 * DAY_MS),
});

describe('F5 the sweep', () => {
  it('removes an upload that was never used, row and bytes, after 24 hours and not before', async () => {
    const { id } = await upload();
    test.clock.advance({ hours: 23, minutes: 59 });
    expect(await sweepFiles(test.context)).toEqual({ uploads: 0, orphans: 0 });
    test.clock.advance({ minutes: 2 });
    expect(await sweepFiles(test.context)).toEqual({ uploads: 1, orphans: 0 });
    expect([await exists(id), bytes()]).toEqual([false, []]);
  });

  it('keeps a file of a request for ever', async () => {
    const { id, storageKey } = await upload();
    await attach(await addRequest(test.db, user.id), id);
    test.clock.advance({ days: 4_000 });
    makeOld(90_000);
    expect(await sweepFiles(test.context)).toEqual({ uploads: 0, orphans: 0 });
    expect(await text(await test.context.files.get(storageKey))).toBe('content');
  });

  it('keeps a file of a draft as long as the draft lives, 30 days', async () => {
    const { id } = await upload();
    await draftNaming(id);
    test.clock.advance({ days: 29, hours: 23 });
    expect(await sweepFiles(test.context)).toMatchObject({ uploads: 0 });
    test.clock.advance({ hours: 2 });
    expect(await sweepFiles(test.context)).toMatchObject({ uploads: 1 });
    expect(await exists(id)).toBe(false);
  });

  it('removes more than one batch in one run', async () => {
    for (let made = 0; made < 205; made += 1) {
      await addFile(test.db, user.id, { uploadedAt: test.clock.now() });
    }
    test.clock.advance({ hours: 25 });
    expect(await sweepFiles(test.context)).toMatchObject({ uploads: 205 });
  });

  it('stops between two batches when asked to', async () => {
    await upload();
    test.clock.advance({ hours: 25 });
    expect(await sweepFiles(test.context, AbortSignal.abort())).toEqual({ uploads: 0, orphans: 0 });
  });
});

describe('F5 after a crash', () => {
  it('between bytes and row: the bytes are removed once they are old, the row never existed', async () => {
    await test.context.files.put(newStorageKey(), Readable.from(['orphan']));
    makeOld(23);
    expect(await sweepFiles(test.context)).toMatchObject({ orphans: 0 });
    makeOld(25);
    expect(await sweepFiles(test.context)).toMatchObject({ orphans: 1 });
    expect(bytes()).toEqual([]);
  });

  it('between the removal of row and bytes: the next sweep removes the bytes', async () => {
    await upload();
    test.clock.advance({ hours: 25 });
    makeOld();
    vi.spyOn(test.context.files, 'remove').mockRejectedValueOnce(new Error('killed'));
    await expect(sweepFiles(test.context)).rejects.toThrow('killed');
    expect(bytes()).toHaveLength(1);
    expect(await sweepFiles(test.context)).toEqual({ uploads: 0, orphans: 1 });
    expect(bytes()).toEqual([]);
  });

  const post = async () => {
    const { payload, headers } = multipart({ filename: 'a.txt', content: 'text' });
    return test.app.inject({
      method: 'POST',
      url: '/api/files',
      payload,
      headers: { ...headers, ...as(user) },
    });
  };

  it('of the store during an upload there is neither row nor bytes', async () => {
    vi.spyOn(test.context.files, 'put').mockRejectedValueOnce(new Error('ENOSPC'));
    const answer = await post();
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ code: 'service_unavailable' });
    const row = test.db.selectFrom('files').select('id').where('uploader_id', '=', user.id);
    expect(await row.execute()).toEqual([]);
    expect(bytes()).toEqual([]);
  });

  it('of the database before the row was begun there is neither row nor bytes', async () => {
    vi.spyOn(test.db, 'transaction').mockImplementationOnce(() => {
      throw new Error('Connection terminated unexpectedly');
    });
    expect((await post()).statusCode).toBe(503);
    expect(bytes()).toEqual([]);
  });

  it('of the database while the row is written: no row, and the sweep finds the bytes', async () => {
    const table = test.db.schema.alterTable('files');
    await table.addCheckConstraint('refuses', sql`name <> 'a.txt'`).execute();
    expect((await post()).statusCode).toBe(500);
    await table.dropConstraint('refuses').execute();
    expect(bytes()).toHaveLength(1);
    makeOld();
    expect(await sweepFiles(test.context)).toEqual({ uploads: 0, orphans: 1 });
  });
});

describe('F5 the sweep and whoever uses the file at the same moment', () => {
  it('skips a file that is being attached', async () => {
    const { id, storageKey } = await upload();
    const request = await addRequest(test.db, user.id);
    test.clock.advance({ hours: 25 });
    await inTransaction(test.db, async (tx) => {
      await attachFiles(tx, {
        requestId: request.id,
        eventId: request.eventId,
        actorId: user.id,
        files: [{ fileId: id, place: 'file' }],
      });
      expect(await sweepFiles(test.context)).toMatchObject({ uploads: 0 });
    });
    expect(await sweepFiles(test.context)).toMatchObject({ uploads: 0 });
    expect(await text(await test.context.files.get(storageKey))).toBe('content');
  });

  it('an attachment that comes a moment too late is told to add the file again', async () => {
    const { id } = await upload();
    const request = await addRequest(test.db, user.id);
    test.clock.advance({ hours: 25 });
    let late: Promise<void> = Promise.resolve();
    await inTransaction(test.db, async (tx) => {
      const locked = await lockAbandoned(tx, bounds(), 10);
      expect(locked).toEqual([id]);
      late = attach(request, id);
      late.catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await deleteUnattached(tx, locked);
    });
    await expect(late).rejects.toMatchObject({ code: 'validation_failed' });
  });

  it('a draft that comes a moment too late does not name the file any more', async () => {
    const { id } = await upload();
    test.clock.advance({ hours: 25 });
    let late: Promise<unknown> = Promise.resolve();
    await inTransaction(test.db, async (tx) => {
      const locked = await lockAbandoned(tx, bounds(), 10);
      late = draftNaming(id);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await deleteUnattached(tx, locked, bounds().draftsLiveSince);
    });
    await late;
    const draft = await test.db
      .selectFrom('drafts')
      .select('file_ids')
      .where('user_id', '=', user.id)
      .executeTakeFirstOrThrow();
    expect(draft.file_ids).toEqual([]);
  });

  it('what was used before the lock was granted is not deleted', async () => {
    const [attached, drafted] = [await upload(), await upload()];
    await attach(await addRequest(test.db, user.id), attached.id);
    await draftNaming(drafted.id);
    const removed = await inTransaction(test.db, (tx) =>
      deleteUnattached(tx, [attached.id, drafted.id], bounds().draftsLiveSince),
    );
    expect(removed).toEqual([]);
  });

  it('under many of both, every file that was attached has its row and its bytes', async () => {
    const files = await Promise.all(Array.from({ length: 60 }, upload));
    const request = await addRequest(test.db, user.id);
    test.clock.advance({ hours: 25 });
    const attachments = files.map(({ id }) => attach(request, id));
    const sweeps = Array.from({ length: 4 }, () => sweepFiles(test.context));
    const outcomes = await Promise.allSettled(attachments);
    const swept = (await Promise.all(sweeps)).reduce((sum, { uploads }) => sum + uploads, 0);
    let kept = 0;
    for (const [index, { id, storageKey }] of files.entries()) {
      const outcome = outcomes[index];
      if (outcome?.status === 'fulfilled') {
        kept += 1;
        expect(await exists(id)).toBe(true);
        expect(await text(await test.context.files.get(storageKey))).toBe('content');
      } else {
        expect(outcome?.reason).toMatchObject({ code: 'validation_failed' });
      }
    }
    expect(kept + swept).toBe(files.length);
  });
});
