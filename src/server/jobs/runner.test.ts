import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/helpers/database.ts';
import { unwatched } from '../../../tests/helpers/unwatched.ts';
import { openJobPool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { type Job, type JobRunner, startJobs } from './runner.ts';

const database = useDatabase();

interface Told {
  readonly level: string;
  readonly message: string;
}

/** Who missed the word of a new job looks for one every two seconds. */
const patient = { timeout: 10_000 };

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startWorker(jobs: Record<string, Job<string>>, told: Told[] = []) {
  const pool = openJobPool({
    connectionString: database.connectionString,
    size: 4,
    name: 'test-worker',
    onError: () => undefined,
  });
  open.push(() => pool.end());
  const note = (level: string) => (_: object, message: string) => told.push({ level, message });
  const runner: JobRunner = await startJobs({
    pool,
    registry: { jobs, cron: [] },
    context: 'the context',
    concurrency: 2,
    liveness: unwatched,
    log: { error: note('error'), warn: note('warn'), info: note('info'), debug: note('debug') },
  });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= runner.stop());
  open.push(stop);
  return { stop };
}

const enqueue = (name: string, payload: object) =>
  inTransaction(database.db, (tx) =>
    sql`SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json)`.execute(tx),
  );

describe('the job runner', () => {
  it('runs a job once although several workers wait for it', async () => {
    const seen: unknown[] = [];
    const jobs = {
      greet: async (payload: unknown, { context }: { context: string }) => {
        seen.push([payload, context]);
      },
    };
    await Promise.all([startWorker(jobs), startWorker(jobs), startWorker(jobs)]);
    await Promise.all(Array.from({ length: 20 }, (_, n) => enqueue('greet', { n })));
    await expect.poll(() => seen.length, patient).toBe(20);
    const once = Array.from({ length: 20 }, (_, n) => [{ n }, 'the context']);
    expect(seen).toHaveLength(20);
    expect(seen).toEqual(expect.arrayContaining(once));
  });

  it('forgets a job whose transaction was rolled back', async () => {
    const seen: unknown[] = [];
    await startWorker({
      ghost: async () => void seen.push('ghost'),
      real: async () => void seen.push('real'),
    });
    await inTransaction(database.db, async (tx) => {
      await sql`SELECT graphile_worker.add_job('ghost')`.execute(tx);
      throw new Error('rolled back');
    }).catch(() => undefined);
    await enqueue('real', {});
    await expect.poll(() => seen, patient).toEqual(['real']);
  });

  it('tells of a failing job and keeps it for another try', async () => {
    const told: Told[] = [];
    const jobs = {
      fails: async () => {
        throw new Error('not yet');
      },
    };
    await startWorker(jobs, told);
    await enqueue('fails', {});
    await expect
      .poll(() => told, patient)
      .toContainEqual({ level: 'warn', message: 'job failed and will be tried again' });
    // The queue tells of the failure before it writes it down.
    const lastError = async () => {
      const { rows } = await sql<{ last_error: string | null }>`
        SELECT last_error FROM graphile_worker._private_jobs j
        JOIN graphile_worker._private_tasks t ON t.id = j.task_id
        WHERE t.identifier = 'fails'`.execute(database.db);
      return rows[0]?.last_error ?? '';
    };
    await expect.poll(lastError, patient).toContain('not yet');
  });

  it('finishes the running job before it stops', async () => {
    const steps: string[] = [];
    const { stop } = await startWorker({
      slow: async () => {
        steps.push('begun');
        await new Promise((done) => setTimeout(done, 300));
        steps.push('done');
      },
    });
    await enqueue('slow', {});
    await expect.poll(() => steps, patient).toEqual(['begun']);
    await stop();
    expect(steps).toEqual(['begun', 'done']);
  });
});
