import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { addDays, dayIn, instantFromEpochMs, startOfDay } from '../src/domain/kernel/calendar.ts';
import { as, makeUser } from './helpers/actors.ts';
import { useDatabase } from './helpers/database.ts';
import { killHard, useProcesses } from './helpers/running.ts';

const database = useDatabase();
const processes = useProcesses(database);

const REQUESTS = 400;

it('kill -9 of the worker mid-activation: every due request is activated, each exactly once (L5, X3)', {
  timeout: 120_000,
}, async () => {
  const { db } = database;
  const user = await makeUser(db, { teams: ['revenue'] });
  const today = dayIn('UTC', instantFromEpochMs(Date.now()));
  const values = {
    partnerName: 'Northwind',
    link: 'https://example.com/users',
    scheduledOn: addDays(today, 2),
  };
  const create = async (): Promise<void> => {
    const answer = await fetch(`${processes.platform.address}/api/requests`, {
      method: 'POST',
      body: JSON.stringify({ type: 'user_records', values }),
      headers: { ...as(user), 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(201);
  };
  for (let made = 0; made < REQUESTS; made += 8)
    await Promise.all(Array.from({ length: 8 }, create));

  const activated = async (): Promise<number> => {
    const { count } = await db
      .selectFrom('requests')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('status', '=', 'pending')
      .executeTakeFirstOrThrow();
    return count;
  };
  /** What the queue does every minute by itself. */
  const minute = () =>
    sql`SELECT graphile_worker.add_job('activate-scheduled', job_key => 'activate-scheduled')`.execute(
      db,
    );

  // The day comes.
  await db
    .updateTable('requests')
    .set({ scheduled_on: today, scheduled_at: startOfDay(today, 'UTC') })
    .execute();
  await minute();
  await expect.poll(activated, { interval: 5, timeout: 20_000 }).toBeGreaterThan(10);
  killHard(processes.platform.workers[0]?.pid);
  const atTheKill = await activated();
  expect(atTheKill, 'the kill must come in the middle').toBeLessThan(REQUESTS);
  await expect.poll(() => processes.platform.workers[0]?.crashes, { timeout: 10_000 }).toBe(1);

  await minute();
  await expect.poll(activated, { timeout: 60_000 }).toBe(REQUESTS);

  const events = await db
    .selectFrom('request_events')
    .select(({ fn }) => ['request_id', fn.countAll<number>().as('count')])
    .where('action', '=', 'activate')
    .groupBy('request_id')
    .execute();
  expect(events).toHaveLength(REQUESTS);
  expect(events.filter(({ count }) => count !== 1)).toEqual([]);
  const told = await db
    .selectFrom('notifications')
    .select('request_id')
    .where('event', '=', 'scheduled_request_activated')
    .execute();
  expect(told).toHaveLength(REQUESTS);
  expect(new Set(told.map(({ request_id }) => request_id)).size).toBe(REQUESTS);
});
