import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { as, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { type Cast, makeCast } from '../../../tests/helpers/requests.ts';
import type { JobRunsPage, JobsView } from '../../domain/api/jobs.ts';
import type { Problem } from '../../domain/errors.ts';
import { addMs } from '../../domain/kernel/calendar.ts';

const test = useApp();
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});
beforeEach(async () => {
  await test.db.deleteFrom('job_pauses').execute();
  await test.db.deleteFrom('job_runs').execute();
  await sql`DELETE FROM graphile_worker._private_jobs`.execute(test.db);
});

const send = (method: 'GET' | 'POST', path: string, payload?: object, user?: TestUser) =>
  test.app.inject({
    method,
    url: `/api/admin/jobs${path}`,
    headers: as(user ?? cast.admin),
    ...(payload && { payload }),
  });
const view = async () => (await send('GET', '')).json<JobsView>();
const jobOf = async (task: string) =>
  (await view()).scheduled.find((scheduled) => scheduled.task === task);
const failure = async (reply: ReturnType<typeof send>) => {
  const answer = await reply;
  return [answer.statusCode, answer.json<Problem>().code];
};
const audited = async () => {
  const rows = await test.db
    .selectFrom('audit_log')
    .select(['actor_id', 'action', 'target', 'details'])
    .where('action', 'like', 'job_%')
    .orderBy('id')
    .execute();
  return rows.map(({ actor_id, action, target, details }) => [actor_id, action, target, details]);
};
const queued = async () => {
  const { rows } = await sql<{ id: string; payload: unknown; attempts: number }>`
    SELECT id::text, payload, attempts FROM graphile_worker._private_jobs`.execute(test.db);
  return rows;
};
/** A job that was tried as often as allowed. */
const plantFailed = async (error = 'Error: it broke') => {
  await sql`SELECT graphile_worker.add_job('write-export', '{"exportId":"7"}', max_attempts := 3)`.execute(
    test.db,
  );
  const { rows } = await sql<{ id: string }>`
    UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = ${error},
      updated_at = '2026-11-18T08:30:00Z' RETURNING id::text`.execute(test.db);
  return rows[0]?.id ?? '';
};

describe('section 10: jobs', () => {
  it('are for admins alone, signed in', async () => {
    const routes = [
      ['GET', ''],
      ['GET', '/clean-up/runs'],
      ['POST', '/clean-up/pause', { reason: 'x' }],
      ['POST', '/clean-up/resume'],
      ['POST', '/clean-up/run'],
      ['POST', '/failed/1/retry'],
      ['POST', '/failed/1/drop', { reason: 'x' }],
    ] as const;
    for (const [method, path, body] of routes) {
      for (const user of Object.values(cast).filter(({ roles }) => !roles.includes('admin'))) {
        const reply = send(method, path, body, user);
        expect(await failure(reply), `${user.name} ${path}`).toEqual([403, 'not_allowed']);
      }
      const url = `/api/admin/jobs${path}`;
      expect(
        (await test.app.inject({ method, url, ...(body && { payload: body }) })).statusCode,
      ).toBe(401);
    }
    expect(await jobOf('clean-up')).toMatchObject({ paused: null });
  });

  it('say when they run, what they do and when next', async () => {
    test.clock.set('2026-11-18T09:07:30.000Z');
    const { scheduled } = await view();
    expect(scheduled.map(({ task, schedule, nextAt }) => [task, schedule, nextAt])).toEqual([
      ['activate-scheduled', 'Every minute', '2026-11-18T09:08:00.000Z'],
      ['clean-up', 'Every hour at 07 past', '2026-11-18T10:07:00.000Z'],
      ['sweep-files', 'Every hour at 37 past', '2026-11-18T09:37:00.000Z'],
      ['fold-reports', 'Every minute', '2026-11-18T09:08:00.000Z'],
      ['tend-exports', 'Every minute', '2026-11-18T09:08:00.000Z'],
      ['wake-forgotten-deliveries', 'Every minute', '2026-11-18T09:08:00.000Z'],
    ]);
    for (const { explains } of scheduled) expect(explains).toMatch(/while it is paused/);
  });

  it('say how the queue is', async () => {
    await sql`SELECT graphile_worker.add_job('write-export', '{}', run_at := '2026-11-18T08:00:00Z')`.execute(
      test.db,
    );
    await sql`SELECT graphile_worker.add_job('write-export', '{}', run_at := now() + interval '1 day')`.execute(
      test.db,
    );
    expect((await view()).queue).toEqual({
      ready: 1,
      running: 0,
      oldestReadyAt: '2026-11-18T08:00:00.000Z',
      workers: 0,
    });
  });
});

describe('pausing and resuming a job', () => {
  it('is told with who, when and why, and is in the audit log', async () => {
    const reply = await send('POST', '/clean-up/pause', { reason: ' Disk is full ' });
    expect(reply.statusCode).toBe(200);
    expect(await jobOf('clean-up')).toMatchObject({
      paused: {
        at: test.clock.now(),
        by: { id: cast.admin.id, name: 'Ada Example' },
        reason: 'Disk is full',
      },
      nextAt: null,
    });
    await send('POST', '/clean-up/resume');
    expect(await jobOf('clean-up')).toMatchObject({ paused: null, nextAt: expect.any(String) });
    expect(await audited()).toEqual([
      [cast.admin.id, 'job_paused', 'clean-up', { reason: 'Disk is full' }],
      [cast.admin.id, 'job_resumed', 'clean-up', {}],
    ]);
  });

  it('at once by two is done by one; the other hears of it', async () => {
    const both = await Promise.all([
      send('POST', '/clean-up/pause', { reason: 'a' }),
      send('POST', '/clean-up/pause', { reason: 'b' }),
    ]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const resumed = await Promise.all([
      send('POST', '/clean-up/resume'),
      send('POST', '/clean-up/resume'),
    ]);
    expect(resumed.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });

  it('needs a reason and a job that runs by the clock', async () => {
    expect(await failure(send('POST', '/clean-up/pause', { reason: '  ' }))).toEqual([
      422,
      'validation_failed',
    ]);
    for (const path of ['/write-export/pause', '/unknown/pause']) {
      expect(await failure(send('POST', path, { reason: 'x' })), path).toEqual([404, 'not_found']);
    }
    expect(await failure(send('POST', '/write-export/run'))).toEqual([404, 'not_found']);
    expect(await failure(send('GET', '/unknown/runs'))).toEqual([404, 'not_found']);
  });
});

describe('running a job now', () => {
  it('ten times is one run, under the name of who ordered it', async () => {
    test.clock.advance({ minutes: 1 });
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => send('POST', '/sweep-files/run')),
    );
    expect(replies.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect(await queued()).toMatchObject([{ payload: { runBy: cast.admin.id } }]);
    const runs = (await audited()).filter(([, action]) => action === 'job_run');
    expect(runs).toEqual([[cast.admin.id, 'job_run', 'sweep-files', {}]]);
  });

  it('a moment after it has run is still the same order; later it is another', async () => {
    await test.db
      .insertInto('job_runs')
      .values({
        task: 'sweep-files',
        job_id: 1,
        attempt: 1,
        cause: 'admin',
        ordered_by: cast.admin.id,
        worker: 1,
        started_at: test.clock.now(),
        ended_at: test.clock.now(),
        outcome: 'done',
      })
      .execute();
    await send('POST', '/sweep-files/run');
    expect(await queued()).toEqual([]);
    test.clock.advance({ seconds: 6 });
    await send('POST', '/sweep-files/run');
    expect(await queued()).toHaveLength(1);
  });

  it('is possible again after the worker that ran it was killed, and not while it may yet run', async () => {
    await send('POST', '/clean-up/run');
    const [first] = await queued();
    await sql`UPDATE graphile_worker._private_jobs
      SET locked_at = now(), locked_by = 'killed', attempts = 1`.execute(test.db);
    // It has taken the job and has not written down yet that it begins.
    await send('POST', '/clean-up/run');
    expect(await queued()).toHaveLength(1);
    await test.db
      .insertInto('job_runs')
      .values({
        task: 'clean-up',
        job_id: Number(first?.id),
        attempt: 1,
        cause: 'admin',
        ordered_by: cast.admin.id,
        worker: 1,
        started_at: addMs(test.clock.now(), -60_000),
      })
      .execute();
    expect((await jobOf('clean-up'))?.lastRun?.outcome).toBe('lost');
    await send('POST', '/clean-up/run');
    const waiting = (await queued()).filter(({ attempts }) => attempts === 0);
    expect(waiting).toMatchObject([{ payload: { runBy: cast.admin.id } }]);
    expect(waiting[0]?.id).not.toBe(first?.id);
  });

  it('is possible again after it failed for good', async () => {
    await send('POST', '/sweep-files/run');
    await sql`UPDATE graphile_worker._private_jobs SET attempts = max_attempts`.execute(test.db);
    await send('POST', '/sweep-files/run');
    expect(await queued()).toMatchObject([{ attempts: 1 }, { attempts: 0 }]);
  });
});

describe('the runs of a job', () => {
  it('come newest first, fifty at a time', async () => {
    await sql`INSERT INTO job_runs (task, job_id, attempt, cause, worker, started_at, ended_at, outcome)
      SELECT 'clean-up', n, 1, 'schedule', 1, now(), now(), 'done' FROM generate_series(1, 60) AS n`.execute(
      test.db,
    );
    const first = (await send('GET', '/clean-up/runs')).json<JobRunsPage>();
    expect(first.runs).toHaveLength(50);
    const rest = (await send('GET', `/clean-up/runs?before=${first.next}`)).json<JobRunsPage>();
    expect(rest.runs).toHaveLength(10);
    expect(rest.next).toBeNull();
    const ids = [...first.runs, ...rest.runs].map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    expect((await jobOf('clean-up'))?.lastRun?.id).toBe(ids[0]);
    expect(await failure(send('GET', '/clean-up/runs?before=x'))).toEqual([
      422,
      'validation_failed',
    ]);
  });
});

describe('a job that failed for good', () => {
  it('is shown with its payload and its last error, without credentials', async () => {
    const id = await plantFailed('Error: smtp://user:hunter2@mail.example.com refused\n  at x');
    expect((await view()).failed).toEqual([
      {
        id,
        task: 'write-export',
        name: 'Write a report',
        createdAt: expect.any(String),
        failedAt: '2026-11-18T08:30:00.000Z',
        attempts: 3,
        lastError: 'Error: smtp://…@mail.example.com refused',
        payload: '{"exportId":"7"}',
      },
    ]);
  });

  it('is tried again with all its attempts, once, whoever else decides meanwhile', async () => {
    const id = await plantFailed();
    const replies = await Promise.all([
      send('POST', `/failed/${id}/retry`),
      send('POST', `/failed/${id}/retry`),
    ]);
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(await queued()).toMatchObject([
      { id, attempts: 0, payload: { exportId: '7', runBy: cast.admin.id } },
    ]);
    expect(await failure(send('POST', `/failed/${id}/drop`, { reason: 'x' }))).toEqual([
      409,
      'conflict',
    ]);
    expect((await audited()).at(-1)).toEqual([
      cast.admin.id,
      'job_retried',
      'write-export',
      { job: id },
    ]);
  });

  it('is dropped with a reason, and then it is gone for everybody', async () => {
    const id = await plantFailed();
    expect(await failure(send('POST', `/failed/${id}/drop`, {}))).toEqual([
      422,
      'validation_failed',
    ]);
    const reply = await send('POST', `/failed/${id}/drop`, { reason: 'Not needed' });
    expect(reply.json<JobsView>().failed).toEqual([]);
    expect(await queued()).toEqual([]);
    expect((await audited()).at(-1)).toEqual([
      cast.admin.id,
      'job_dropped',
      'write-export',
      { job: id, reason: 'Not needed' },
    ]);
    for (const path of [`/failed/${id}/retry`, '/failed/999999999/retry']) {
      expect(await failure(send('POST', path)), path).toEqual([404, 'not_found']);
    }
    expect(await failure(send('POST', '/failed/abc/retry'))).toEqual([422, 'validation_failed']);
  });
});
