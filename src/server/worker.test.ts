import { once } from 'node:events';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { makeUser } from '../../tests/helpers/actors.ts';
import { useApp } from '../../tests/helpers/app.ts';
import { requestsApi } from '../../tests/helpers/requests.ts';
import { useWorkers } from '../../tests/helpers/worker-process.ts';
import { registry } from './jobs/registry.ts';

const test = useApp();
const api = requestsApi(test);
const startWorker = useWorkers(test);
/** Processes start slowly on a busy machine. */
const slow = { timeout: 60_000 };
const patient = { timeout: 20_000 };

const askForActivation = () =>
  sql`SELECT graphile_worker.add_job('activate-scheduled', '{}'::json)`.execute(test.db);

describe('the worker process', () => {
  it('L5 a request whose worker was killed is activated once by the next one', slow, async () => {
    // Far in the past for the worker, whose clock is the real one.
    test.clock.set('2020-01-01T09:00:00Z');
    const requester = await makeUser(test.db, { teams: ['revenue'] });
    const codes = await Promise.all(
      Array.from({ length: 60 }, () =>
        api.created(requester, 'user_records', { scheduledOn: '2020-01-02' }),
      ),
    );
    await askForActivation();
    const first = startWorker();
    const activated = async () => {
      const rows = await test.db
        .selectFrom('request_events')
        .select('id')
        .where('action', '=', 'activate')
        .execute();
      return rows.length;
    };
    await expect.poll(activated, { ...patient, interval: 5 }).toBeGreaterThan(0);
    first.kill('SIGKILL');
    await once(first, 'exit');

    await askForActivation();
    const second = startWorker();
    await expect.poll(activated, patient).toBe(codes.length);
    for (const code of codes) {
      expect(await api.row(code)).toMatchObject({ status: 'pending', version: 2 });
      expect(await api.notified(code)).toHaveLength(2);
    }
    second.kill('SIGTERM');
    const [exitCode] = await once(second, 'exit');
    expect(exitCode).toBe(0);
  });

  it('every job has its time, but those that somebody orders', () => {
    const ordered = [
      'mail-account-link',
      'mail-account-notice',
      'mail-export',
      'price-unpriced',
      'write-export',
    ];
    const timed = registry.cron.map(({ task }) => task as string);
    expect([...timed, ...ordered].sort()).toEqual(Object.keys(registry.jobs).sort());
  });
});
