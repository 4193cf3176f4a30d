import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/helpers/app.ts';
import { freezingNetwork } from '../../../tests/helpers/freezing-network.ts';
import type { Context } from '../context.ts';
import { openJobPool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { startHandingBack } from './hand-back.ts';
import { nameOfWorker } from './hand-back-queries.ts';
import { type Liveness, startLiveness } from './liveness.ts';
import { addJob, type JobOptions } from './queries.ts';
import { recordRun } from './record-run.ts';
import { type Job, startJobs } from './runner.ts';

const test = useApp();
const patient = { timeout: 15_000 };

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
beforeEach(async () => {
  await sql`DELETE FROM graphile_worker._private_jobs`.execute(test.db);
  await test.db.deleteFrom('job_runs').execute();
});

interface WorkerOptions {
  readonly takeOverAfterMs: number;
  /** How its liveness reaches the database; as everything else does unless given. */
  readonly connectionString?: string;
}

/** What worker-process.ts puts together, with one job under the name of a real one. */
async function startWorker(
  job: Job<Context>,
  { takeOverAfterMs, connectionString = test.connectionString }: WorkerOptions,
): Promise<Liveness> {
  const { context } = test;
  const pool = openJobPool({
    connectionString: test.connectionString,
    size: 3,
    name: 'test-worker',
    onError: () => undefined,
  });
  open.push(() => pool.end());
  const liveness = await startLiveness({ connectionString, takeOverAfterMs, log: context.log });
  open.push(() => liveness.stop());
  const runner = await startJobs({
    pool,
    registry: { jobs: { 'clean-up': job }, cron: [] },
    context,
    concurrency: 1,
    log: context.log,
    liveness,
    around: recordRun(liveness),
  });
  const handingBack = startHandingBack(context, takeOverAfterMs);
  open.push(async () => {
    await Promise.all([runner.stop(), handingBack.stop()]);
  });
  return liveness;
}

/** Does nothing but hand back. */
function startHandingBackAlone(takeOverAfterMs: number): void {
  const handingBack = startHandingBack(test.context, takeOverAfterMs);
  open.push(() => handingBack.stop());
}

const order = (options: JobOptions = {}) =>
  inTransaction(test.db, (tx) => addJob(tx, 'clean-up', {}, options));

interface Queued {
  readonly locked_by: string | null;
  readonly attempts: number;
  readonly max_attempts: number;
  readonly key: string | null;
  readonly last_error: string | null;
}
const queued = async () =>
  (
    await sql<Queued>`SELECT locked_by, attempts, max_attempts, key, last_error
      FROM graphile_worker._private_jobs ORDER BY id`.execute(test.db)
  ).rows;

/** Locks the job as a worker does that has begun its run and was killed in it. */
async function killedWorkerHolds(attempt = 1, worker = 4_711): Promise<void> {
  await sql`WITH locked AS (UPDATE graphile_worker._private_jobs SET attempts = ${attempt}::int,
      locked_at = now(), locked_by = ${nameOfWorker(worker)} RETURNING id)
    INSERT INTO job_runs (task, job_id, attempt, cause, worker, started_at)
    SELECT 'clean-up', id, ${attempt}::int, 'order', ${worker}::int, now() FROM locked`.execute(
    test.db,
  );
}

const endSessionOf = ({ worker }: Liveness) =>
  sql`SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND objid = ${worker}::oid`.execute(test.db);

describe('the jobs of a worker that died', () => {
  it('are run by another one once it has been gone for long enough', async () => {
    await order();
    await killedWorkerHolds();
    let runs = 0;
    const started = performance.now();
    const count = async () => {
      runs += 1;
    };
    await startWorker(count, { takeOverAfterMs: 300 });
    await expect.poll(queued, patient).toEqual([]);
    expect(performance.now() - started).toBeGreaterThan(300);
    expect(runs).toBe(1);
  });

  it('have used up an attempt, and fail for good with the last one', async () => {
    await order({ maxAttempts: 2 });
    await killedWorkerHolds(2);
    startHandingBackAlone(100);
    await expect
      .poll(queued, patient)
      .toMatchObject([
        { locked_by: null, attempts: 2, last_error: 'The worker ended while it ran this job' },
      ]);
  });

  it('are gone where a later one has taken their place', async () => {
    await order({ jobKey: 'the same' });
    await killedWorkerHolds();
    await order({ jobKey: 'the same' });
    expect(await queued()).toMatchObject([
      { key: null, attempts: 25 },
      { key: 'the same', attempts: 0 },
    ]);
    startHandingBackAlone(100);
    await expect.poll(queued, patient).toMatchObject([{ key: 'the same', attempts: 0 }]);
  });

  it('stay where nothing tells whether the worker lives, as with an older release', async () => {
    await order();
    await order();
    await sql`UPDATE graphile_worker._private_jobs SET locked_at = now(), attempts = 1,
      locked_by = CASE id WHEN (SELECT min(id) FROM graphile_worker._private_jobs)
        THEN 'pool-0a1b2c' ELSE ${nameOfWorker(7)} END`.execute(test.db);
    startHandingBackAlone(100);
    await expect
      .poll(async () => (await queued()).map(({ locked_by }) => locked_by), patient)
      .toEqual(['pool-0a1b2c', null]);
  });
});

describe('the jobs of a worker that lives', () => {
  it('are left to it, however slow it is, and locked in its name', async () => {
    const wait = Promise.withResolvers<void>();
    let runs = 0;
    const slow = async () => {
      runs += 1;
      await wait.promise;
    };
    const [first, second] = [
      await startWorker(slow, { takeOverAfterMs: 100 }),
      await startWorker(slow, { takeOverAfterMs: 100 }),
    ];
    await order();
    await expect.poll(() => runs, patient).toBe(1);
    // A job of a dead worker is handed back meanwhile: they have looked.
    await order({ inSeconds: 3_600 });
    await sql`UPDATE graphile_worker._private_jobs SET locked_at = now(),
      locked_by = ${nameOfWorker(7)} WHERE locked_at IS NULL`.execute(test.db);
    const names = async () => (await queued()).map(({ locked_by }) => locked_by);
    await expect.poll(names, patient).toEqual([expect.any(String), null]);
    expect([first, second].map(({ worker }) => nameOfWorker(worker))).toContain((await names())[0]);
    wait.resolve();
    await expect.poll(async () => (await queued()).length, patient).toBe(1);
    expect(runs).toBe(1);
  });

  it('are left to it when its database session breaks and is renewed', async () => {
    const wait = Promise.withResolvers<void>();
    let runs = 0;
    let isStopped = false;
    const worker = await startWorker(
      async (_payload, { signal }) => {
        runs += 1;
        await wait.promise;
        isStopped = signal.aborted;
      },
      { takeOverAfterMs: 20_000 },
    );
    await order();
    await expect.poll(() => runs, patient).toBe(1);
    const { rows } = await endSessionOf(worker);
    expect(rows).toHaveLength(1);
    await expect.poll(() => worker.regained() === null, patient).toBe(true);
    wait.resolve();
    await expect.poll(queued, patient).toEqual([]);
    expect([runs, isStopped]).toEqual([1, false]);
    // It takes the next one, too.
    await order();
    await expect.poll(() => runs, patient).toBe(2);
  });

  it('are told to stop before others begin them, and no further one is taken, while it is cut off', async () => {
    const network = await freezingNetwork(test.connectionString);
    open.push(async () => network.close());
    const told: string[] = [];
    const cutOff = await startWorker(
      async (_payload, { signal }) => {
        told.push('begun');
        await new Promise((done) => signal.addEventListener('abort', done, { once: true }));
        told.push('stopped');
      },
      { takeOverAfterMs: 1_000, connectionString: network.connectionString },
    );
    await order();
    await expect.poll(() => told, patient).toEqual(['begun']);
    network.close();
    await endSessionOf(cutOff);
    await expect.poll(() => told, patient).toEqual(['begun', 'stopped']);
    // It ended in time, so that nothing is left to be handed back.
    await expect.poll(queued, patient).toEqual([]);
    await order();
    const ran: string[] = [];
    await startWorker(async () => void ran.push('by the other'), { takeOverAfterMs: 1_000 });
    await expect.poll(queued, patient).toEqual([]);
    expect(ran).toEqual(['by the other']);
    expect(told).toEqual(['begun', 'stopped']);
  });
});
