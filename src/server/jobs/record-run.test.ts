import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import type { JobRunsPage, JobsView } from '../../domain/api/jobs.ts';
import type { Context } from '../context.ts';
import { openJobPool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { openLog } from '../log.ts';
import { withTrace } from '../trace.ts';
import { cleanUpJob } from './clean-up.job.ts';
import { startLiveness } from './liveness.ts';
import { addJob } from './queries.ts';
import { recordRun } from './record-run.ts';
import { type Job, startJobs } from './runner.ts';

const logged: string[] = [];
const log = openLog('info', 'test', { write: (line: string) => void logged.push(line) });
const test = useApp({ context: { log } });
const patient = { timeout: 10_000 };
let admin: TestUser;
beforeAll(async () => {
  admin = await makeUser(test.db, { firstName: 'Ada', lastName: 'Example', roles: ['admin'] });
});

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
beforeEach(async () => {
  await test.db.deleteFrom('job_pauses').execute();
  await test.db.deleteFrom('job_runs').execute();
  await sql`DELETE FROM graphile_worker._private_jobs`.execute(test.db);
  test.clock.advance({ minutes: 1 });
});

async function startWorker(jobs: Record<string, Job<Context>>) {
  const pool = openJobPool({
    connectionString: test.connectionString,
    size: 3,
    name: 'test-worker',
    onError: () => undefined,
  });
  open.push(() => pool.end());
  const { connectionString } = test;
  const liveness = await startLiveness({ connectionString, takeOverAfterMs: 15_000, log });
  open.push(() => liveness.stop());
  const runner = await startJobs({
    pool,
    registry: { jobs, cron: [] },
    context: test.context,
    concurrency: 2,
    log,
    liveness,
    around: recordRun(liveness),
  });
  open.push(() => runner.stop());
  return liveness;
}

const order = (task: string, payload: Record<string, unknown> = {}, maxAttempts = 1) =>
  inTransaction(test.db, (tx) => addJob(tx, task, payload, { maxAttempts }));
const byClock = (task: string) => order(task, { _cron: { ts: '2026-11-18T09:00:00Z' } });
const runsOf = async (task: string) =>
  (
    await test.app.inject({ url: `/api/admin/jobs/${task}/runs`, headers: as(admin) })
  ).json<JobRunsPage>().runs;
const post = (path: string, payload?: object) =>
  test.app.inject({
    method: 'POST',
    url: `/api/admin/jobs/${path}`,
    headers: as(admin),
    ...(payload && { payload }),
  });

describe('section 10: the runs of a job', () => {
  it('are written down with cause, result and error in words, whoever ordered them', async () => {
    await startWorker({
      'clean-up': async (payload) => {
        if ('fails' in Object(payload)) throw new Error('no luck\nsecond line');
      },
    });
    await byClock('clean-up');
    await expect.poll(async () => (await runsOf('clean-up'))[0]?.outcome, patient).toBe('done');
    await order('clean-up', { fails: true });
    await expect.poll(async () => (await runsOf('clean-up'))[0]?.outcome, patient).toBe('failed');
    await post('clean-up/run');
    await expect.poll(async () => (await runsOf('clean-up')).length, patient).toBe(3);
    await expect.poll(async () => (await runsOf('clean-up'))[0]?.outcome, patient).toBe('done');
    const at = test.clock.now();
    const run = { id: expect.any(Number), attempt: 1, startedAt: at, endedAt: at };
    const ada = { id: admin.id, name: 'Ada Example', isActive: true };
    expect(await runsOf('clean-up')).toEqual([
      { ...run, cause: 'admin', orderedBy: ada, outcome: 'done', error: null },
      { ...run, cause: 'order', orderedBy: null, outcome: 'failed', error: 'no luck' },
      { ...run, cause: 'schedule', orderedBy: null, outcome: 'done', error: null },
    ]);
  });

  it('say running while their worker lives, and lost when it was killed', async () => {
    const wait = Promise.withResolvers<void>();
    const liveness = await startWorker({ 'clean-up': () => wait.promise });
    await byClock('clean-up');
    const outcome = async () => (await runsOf('clean-up'))[0]?.outcome;
    await expect.poll(outcome, patient).toBe('running');
    const view = async () =>
      (await test.app.inject({ url: '/api/admin/jobs', headers: as(admin) })).json<JobsView>();
    expect((await view()).queue).toMatchObject({ workers: 1, running: 1 });
    // Its session ends, as that of a process that is gone does.
    await liveness.stop();
    expect(await outcome()).toBe('lost');
    expect((await view()).queue).toMatchObject({ workers: 0, running: 1 });
    wait.resolve();
    // It was alive after all, and its result counts.
    await expect.poll(outcome, patient).toBe('done');
  });

  it('of each task the newest 200 are kept', async () => {
    await sql`INSERT INTO job_runs (task, job_id, attempt, cause, worker, started_at, ended_at, outcome)
      SELECT task, n, 1, 'schedule', 1, now(), now(), 'done'
      FROM unnest(ARRAY['clean-up', 'sweep-files']) AS task, generate_series(1, 230) AS n`.execute(
      test.db,
    );
    await cleanUpJob({}, { context: test.context, signal: new AbortController().signal });
    const { rows } = await sql`SELECT task, count(*)::int AS count, min(job_id)::int AS oldest
      FROM job_runs GROUP BY task ORDER BY task`.execute(test.db);
    expect(rows).toEqual([
      { task: 'clean-up', count: 200, oldest: 31 },
      { task: 'sweep-files', count: 200, oldest: 31 },
    ]);
  });

  it('and the log lines of a job carry the id of the request that ordered it', async () => {
    logged.length = 0;
    await startWorker({
      'write-export': async (_payload, { context }) => context.log.info('writing'),
    });
    const ordered = await test.app.inject({
      method: 'POST',
      url: '/api/exports',
      headers: as(admin),
      payload: { report: 'accounting', from: '2026-10-01', to: '2026-10-31' },
    });
    expect(ordered.statusCode).toBe(201);
    const requestId = ordered.headers['x-request-id'];
    const lines = () => logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    await expect.poll(() => lines().map(({ msg }) => msg), patient).toContain('job done');
    expect(lines().filter((line) => 'job' in line)).toMatchObject([
      { job: 'write-export', msg: 'writing', requestId },
      { job: 'write-export', msg: 'job done', requestId },
    ]);
  });

  it('what a job orders carries that id on', async () => {
    await startWorker({
      'write-export': (_payload, { context }) =>
        inTransaction(context.db, (tx) => addJob(tx, 'mail-export', {})),
    });
    await withTrace('the request', () => order('write-export'));
    const payload = async () => {
      const { rows } = await sql<{ payload: unknown }>`
        SELECT payload FROM graphile_worker._private_jobs AS jobs
        JOIN graphile_worker._private_tasks AS tasks ON tasks.id = task_id
        WHERE identifier = 'mail-export'`.execute(test.db);
      return rows[0]?.payload;
    };
    await expect.poll(payload, patient).toEqual({ traceId: 'the request' });
  });
});

describe('section 10: a paused job', () => {
  it('is not run by the clock, not even where it was queued before, but by an admin', async () => {
    const ran: unknown[] = [];
    const jobs = { 'clean-up': async (payload: unknown) => void ran.push(payload) };
    await byClock('clean-up');
    expect((await post('clean-up/pause', { reason: 'Looking into it' })).statusCode).toBe(200);
    await startWorker(jobs);
    await order('clean-up', { last: true });
    await expect.poll(() => ran, patient).toEqual([{ last: true }]);
    expect((await post('clean-up/run')).statusCode).toBe(200);
    await expect.poll(() => ran.length, patient).toBe(2);
    expect(ran[1]).toMatchObject({ runBy: admin.id });
    // What was passed over is done with, and no run.
    await expect
      .poll(
        async () =>
          (await sql`SELECT FROM graphile_worker._private_jobs`.execute(test.db)).rows.length,
        patient,
      )
      .toBe(0);
    expect(await runsOf('clean-up')).toHaveLength(2);
    // One that failed by the clock is an admin's once they have it tried again.
    await byClock('never-taken');
    const { rows } = await sql<{ id: string }>`UPDATE graphile_worker._private_jobs
      SET attempts = max_attempts, task_id = (SELECT id FROM graphile_worker._private_tasks
        WHERE identifier = 'clean-up') RETURNING id::text`.execute(test.db);
    await post(`failed/${rows[0]?.id}/retry`);
    await expect.poll(() => ran.length, patient).toBe(3);
    expect(ran[2]).toEqual({ runBy: admin.id });
    await post('clean-up/resume');
    await byClock('clean-up');
    await expect.poll(() => ran.length, patient).toBe(4);
  });
});
