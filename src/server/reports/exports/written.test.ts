import { utimesSync } from 'node:fs';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { unwatched } from '../../../../tests/helpers/unwatched.ts';
import type { ExportJob, ExportsAnswer } from '../../../domain/api/exports.ts';
import { DAY_MS, epochMs } from '../../../domain/kernel/calendar.ts';
import { openJobPool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { storedNames } from '../../files/files.testing.ts';
import { sweepFiles } from '../../files/sweep.ts';
import { registry } from '../../jobs/registry.ts';
import { startJobs } from '../../jobs/runner.ts';
import { addRequest, exportsApi, OCTOBER, recordsOf } from './exports.testing.ts';
import { tendExports } from './tend-exports.ts';
import { writeExport } from './write-export.ts';
import { lockExport } from './writing-queries.ts';

const test = useApp();
const exports = exportsApi(test, as);
let leader: TestUser;
let requester: TestUser;
beforeAll(async () => {
  requester = await makeUser(test.db, { teams: ['revenue'] });
  for (let made = 0; made < 450; made += 1)
    await addRequest(test, requester, { instructions: 'x'.repeat(5_000) });
});
beforeEach(async () => {
  leader = await makeUser(test.db, { roles: ['leadership'] });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await test.db.deleteFrom('report_exports').execute();
  await sql`SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs`.execute(
    test.db,
  );
  for (const name of bytes()) await test.context.files.remove(name.slice(-40));
});

const never = new AbortController().signal;
const bytes = () => storedNames(test.context.config.filesDir);

const create = async (user = leader, more: object = {}, key?: string): Promise<ExportJob> => {
  const answer = await exports.post(user, '', { ...OCTOBER, ...more }, key);
  expect(answer.statusCode).toBe(201);
  return answer.json();
};

const mine = async (user = leader): Promise<readonly ExportJob[]> => {
  const answer: ExportsAnswer = (await exports.get(user, '')).json();
  return answer.exports;
};
const only = async (): Promise<ExportJob | undefined> => (await mine())[0];

/** The queue's jobs as `task exportId`. */
const jobs = async () => {
  const { rows } = await sql<{ task: string; id: string; attempts: number }>`
    SELECT t.identifier AS task, j.payload->>'exportId' AS id, j.attempts
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    ORDER BY j.id`.execute(test.db);
  return rows.map(({ task, id }) => `${task} ${id}`);
};

/** As old as the clock of the test says, not as the machine's. */
const makeOld = () => {
  const seconds = epochMs(test.clock.now()) / 1_000 - 25 * 3_600;
  for (const name of bytes()) utimesSync(name, seconds, seconds);
};

/** Runs `meanwhile` when the writer has read its first rows. */
const duringWriting = (meanwhile: () => Promise<unknown>) => {
  const put = test.context.files.put.bind(test.context.files);
  vi.spyOn(test.context.files, 'put').mockImplementation((key, content) =>
    put(
      key,
      Readable.from(
        (async function* () {
          let isFirst = true;
          for await (const chunk of content) {
            if (isFirst) await meanwhile();
            isFirst = false;
            yield chunk;
          }
        })(),
        { objectMode: false },
      ),
    ),
  );
};

describe('D2 a report that the worker writes', () => {
  it('is asked for with its job in one transaction, written, and kept for seven days', async () => {
    const { id, state } = await create();
    expect(state).toBe('waiting');
    expect(await jobs()).toEqual([`write-export ${id}`]);
    await writeExport(test.context, id, never);
    const ready = await only();
    expect(ready).toMatchObject({
      id,
      state: 'ready',
      fileName: 'user-records_created_2026-10-01_to_2026-10-31_utc.csv',
      rowsTotal: 450,
      rowsDone: 450,
      isNews: true,
      error: null,
    });
    expect(Date.parse(ready?.expiresAt ?? '') - epochMs(test.clock.now())).toBe(7 * DAY_MS);
    expect(await jobs()).toContain(`mail-export ${id}`);
    const file = await exports.get(leader, `/${id}/file`);
    expect(file.headers).toMatchObject({
      'content-disposition': expect.stringContaining('attachment; filename="user-records_created'),
      'x-content-type-options': 'nosniff',
      'content-length': String(ready?.sizeBytes),
    });
    expect(recordsOf(file.rawPayload)).toEqual(await exports.records(leader, OCTOBER));
  });

  it('is written by a running worker, which finds its jobs in the registry', async () => {
    const pool = openJobPool({
      connectionString: test.connectionString,
      size: 3,
      name: 'test-worker',
      onError: () => undefined,
    });
    const { context } = test;
    const jobsOnly = { jobs: registry.jobs, cron: [] };
    const runner = await startJobs({
      pool,
      registry: jobsOnly,
      context,
      concurrency: 2,
      log: context.log,
      liveness: unwatched,
    });
    await create();
    await expect.poll(async () => (await only())?.state, { timeout: 10_000 }).toBe('ready');
    // The mail's job ends at once: no mail is set up.
    await expect.poll(jobs, { timeout: 10_000 }).toEqual([]);
    await runner.stop();
    await pool.end();
  });

  it('is asked for once however often the same key is sent, and at most three times at once', async () => {
    const key = 'export-key-1';
    const [first, again] = await Promise.all([create(leader, {}, key), create(leader, {}, key)]);
    expect(again).toEqual(first);
    expect(await mine()).toHaveLength(1);
    const answers = await Promise.all([1, 2, 3, 4].map(() => exports.post(leader, '', OCTOBER)));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 201, 429, 429]);
    expect(answers.find((answer) => answer.statusCode === 429)?.json()).toMatchObject({
      detail: expect.stringContaining('Wait for one of them, or cancel one'),
    });
  });

  it('refuses wrong filters before anything is written down', async () => {
    const answer = await exports.post(leader, '', { ...OCTOBER, to: '2026-09-01' });
    expect(answer.statusCode).toBe(422);
    expect([await mine(), await jobs()]).toEqual([[], []]);
  });

  it('P5: is its owner’s alone, and only while they may see reports', async () => {
    const { id } = await create();
    await writeExport(test.context, id, never);
    const other = await makeUser(test.db, { roles: ['admin'] });
    for (const path of [`/${id}/file`, '/not-an-id/file']) {
      expect((await exports.get(other, path)).statusCode).toBe(404);
    }
    for (const path of [`/${id}/cancel`, `/${id}/seen`]) {
      expect((await exports.post(other, path)).statusCode).toBe(404);
    }
    expect(await mine(other)).toEqual([]);
    await test.db
      .updateTable('users')
      .set({ roles: ['operator'] })
      .where('id', '=', leader.id)
      .execute();
    expect((await exports.get(leader, `/${id}/file`)).statusCode).toBe(403);
  });

  it('P5: fails for somebody who may not see reports any more when it is written', async () => {
    const { id } = await create();
    await test.db.updateTable('users').set({ roles: [] }).where('id', '=', leader.id).execute();
    await writeExport(test.context, id, never);
    await test.db
      .updateTable('users')
      .set({ roles: ['admin'] })
      .where('id', '=', leader.id)
      .execute();
    expect(await only()).toMatchObject({
      state: 'failed',
      error: 'Only leadership and admins see reports.',
      isNews: true,
    });
    expect(bytes()).toEqual([]);
  });

  it('is no news any more once its owner was shown it', async () => {
    const { id } = await create();
    expect((await exports.post(leader, `/${id}/seen`)).json()).toMatchObject({ isNews: false });
    await writeExport(test.context, id, never);
    expect(await only()).toMatchObject({ isNews: true });
    expect((await exports.post(leader, `/${id}/seen`)).json()).toMatchObject({ isNews: false });
    expect(await only()).toMatchObject({ state: 'ready', isNews: false });
  });

  it('tells how far it is while it is written', async () => {
    const { id } = await create(leader, {
      format: 'xlsx',
      bom: false,
      status: ['pending', 'in_progress_group'],
    });
    let seen: ExportJob | undefined;
    duringWriting(async () => {
      seen = await only();
    });
    await writeExport(test.context, id, never);
    expect(seen).toMatchObject({ state: 'running', rowsTotal: 450 });
    expect(await only()).toMatchObject({ state: 'ready', rowsDone: 450 });
  });
});

describe('D2 a report that is cancelled', () => {
  it('before it is begun is never written', async () => {
    const { id } = await create();
    expect((await exports.post(leader, `/${id}/cancel`)).json()).toMatchObject({
      state: 'cancelled',
      isNews: false,
    });
    await writeExport(test.context, id, never);
    expect([await only(), bytes()]).toMatchObject([{ state: 'cancelled' }, []]);
    expect((await exports.post(leader, `/${id}/cancel`)).statusCode).toBe(409);
    expect((await exports.get(leader, `/${id}/file`)).statusCode).toBe(404);
  });

  it('half-way leaves no bytes and no mail behind', async () => {
    const { id } = await create();
    duringWriting(() => exports.post(leader, `/${id}/cancel`));
    await writeExport(test.context, id, never);
    expect([await only(), bytes()]).toMatchObject([{ state: 'cancelled' }, []]);
    expect(await jobs()).toEqual([`write-export ${id}`]);
  });
});

describe('D2 a report whose writer', () => {
  it('is asked to stop is begun again by the next one, which counts no attempt', async () => {
    const { id } = await create();
    const stop = new AbortController();
    duringWriting(async () => stop.abort());
    await writeExport(test.context, id, stop.signal);
    expect([await only(), bytes()]).toMatchObject([{ state: 'waiting', rowsDone: 0 }, []]);
    vi.restoreAllMocks();
    await writeExport(test.context, id, never);
    expect(await only()).toMatchObject({ state: 'ready', rowsDone: 450 });
    expect(bytes()).toHaveLength(1);
  });

  it('fails five times has failed for good, with a sentence', async () => {
    const { id } = await create();
    vi.spyOn(test.context.files, 'put').mockImplementation(async (_key, content) => {
      content.destroy();
      throw new Error('ENOSPC');
    });
    for (let attempt = 1; attempt < 5; attempt += 1) {
      await writeExport(test.context, id, never);
      expect(await only()).toMatchObject({ state: 'waiting' });
    }
    await writeExport(test.context, id, never);
    expect(await only()).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('could not be written'),
      isNews: true,
    });
  });

  it('was killed is taken over, its bytes are removed, and it is not begun for ever', async () => {
    const { id } = await create();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const key = `${attempt}`.repeat(40);
      await test.context.files.put(key, Readable.from(['half']));
      await test.db
        .updateTable('report_exports')
        .set({ state: 'running', storage_key: key, attempts: attempt })
        .where('id', '=', id)
        .execute();
      await tendExports(test.context, never);
      expect(bytes()).toEqual([]);
      expect(await only()).toMatchObject({ state: attempt < 5 ? 'waiting' : 'failed' });
    }
    expect(await jobs()).toEqual([`write-export ${id}`]);
  });

  it('is waited for although the worker died that had just taken its job', async () => {
    const { id } = await create();
    await sql`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'dead'`.execute(
      test.db,
    );
    await tendExports(test.context, never);
    expect(await jobs()).toHaveLength(1);
    test.clock.advance({ minutes: 6 });
    await tendExports(test.context, never);
    await tendExports(test.context, never);
    const { rows } = await sql<{ locked: boolean }>`
      SELECT locked_at IS NOT NULL AS locked FROM graphile_worker._private_jobs
      WHERE payload->>'exportId' = ${id} AND key IS NOT NULL`.execute(test.db);
    expect(rows).toEqual([{ locked: false }]);
    await sql`UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL`.execute(
      test.db,
    );
  });

  it('is at work is left alone, by whoever tends exports and by a second worker', async () => {
    const { id } = await create();
    duringWriting(async () => {
      await tendExports(test.context, never);
      await writeExport(test.context, id, never);
      expect(await only()).toMatchObject({ state: 'running' });
    });
    await writeExport(test.context, id, never);
    expect(await only()).toMatchObject({ state: 'ready' });
    expect(bytes()).toHaveLength(1);
    // Its lock went with its transaction.
    expect(await inTransaction(test.db, (tx) => lockExport(tx, id))).toBe(true);
  });

  it('finds two others at work leaves it for later', async () => {
    const [first, second, third] = [await create(), await create(), await create()];
    let seen: readonly string[] = [];
    duringWriting(async () => {
      vi.restoreAllMocks();
      duringWriting(async () => {
        vi.restoreAllMocks();
        await writeExport(test.context, third.id, never);
        seen = (await mine()).filter(({ state }) => state === 'waiting').map(({ id }) => id);
      });
      await writeExport(test.context, second.id, never);
    });
    await writeExport(test.context, first.id, never);
    expect(seen).toEqual([third.id]);
    await writeExport(test.context, third.id, never);
    expect((await mine()).map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
  });
});

describe('D2, F5 what is kept', () => {
  it('the sweep spares the bytes of reports that are kept or being written, and no others', async () => {
    const { id } = await create();
    let left: readonly string[] = [];
    duringWriting(async () => {
      makeOld();
      await sweepFiles(test.context);
      left = bytes();
    });
    await writeExport(test.context, id, never);
    expect(left).toHaveLength(1);
    expect(await only()).toMatchObject({ state: 'ready' });
    makeOld();
    await sweepFiles(test.context);
    expect((await exports.get(leader, `/${id}/file`)).statusCode).toBe(200);
    // As a crash between the bytes and their row leaves them.
    await test.db.deleteFrom('report_exports').execute();
    makeOld();
    await sweepFiles(test.context);
    expect(bytes()).toEqual([]);
  });

  it('after seven days the bytes go, after thirty more the row', async () => {
    const { id } = await create();
    await writeExport(test.context, id, never);
    test.clock.advance({ days: 6, hours: 23 });
    await tendExports(test.context, never);
    expect((await exports.get(leader, `/${id}/file`)).statusCode).toBe(200);
    test.clock.advance({ hours: 1 });
    const late = await exports.get(leader, `/${id}/file`);
    expect([late.statusCode, late.json().detail]).toEqual([
      404,
      'This file was kept for seven days. Ask for the report again.',
    ]);
    await tendExports(test.context, never);
    expect([await only(), bytes()]).toMatchObject([{ state: 'expired', isNews: false }, []]);
    test.clock.advance({ days: 22 });
    await tendExports(test.context, never);
    expect(await mine()).toHaveLength(1);
    test.clock.advance({ days: 2 });
    await tendExports(test.context, never);
    expect(await mine()).toEqual([]);
  });

  it('bytes that could not be removed are removed the next time', async () => {
    const { id } = await create();
    await writeExport(test.context, id, never);
    test.clock.advance({ days: 8 });
    vi.spyOn(test.context.files, 'remove').mockRejectedValueOnce(new Error('EIO'));
    await expect(tendExports(test.context, never)).rejects.toThrow('EIO');
    expect(bytes()).toHaveLength(1);
    await tendExports(test.context, never);
    expect([await only(), bytes()]).toMatchObject([{ state: 'expired' }, []]);
  });
});
