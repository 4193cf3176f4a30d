import { expect, it } from 'vitest';
import { instant } from '../../src/domain/kernel/calendar.ts';
import { verifyPassword } from '../../src/server/auth/passwords.ts';
import { useDatabase } from '../../tests/helpers/database.ts';
import { BENCH_PASSWORD, fill } from './fill.ts';
import { people } from './people.ts';
import { requestCount, sampleCodes } from './queries.ts';
import { seeded } from './random.ts';

const database = useDatabase();
const COUNT = 600;

it('the benchmark loads as many requests as asked for, each with its history, counters at their ends', async () => {
  const { db } = database;
  const everybody = await fill(db, COUNT, instant('2026-11-18T09:00:00Z'));
  expect(everybody).toEqual(people(seeded(COUNT)));
  expect(await requestCount(db)).toBe(COUNT);
  expect(await sampleCodes(db, 100)).toHaveLength(100);

  const withoutHistory = await db
    .selectFrom('requests')
    .leftJoin('request_events', 'request_events.request_id', 'requests.id')
    .select('code')
    .where('request_events.id', 'is', null)
    .execute();
  expect(withoutHistory).toEqual([]);

  const { total } = await db
    .selectFrom('code_counters')
    .select(({ fn }) => fn.sum<string>('last').as('total'))
    .executeTakeFirstOrThrow();
  expect(Number(total)).toBe(COUNT);

  const { password_hash } = await db
    .selectFrom('users')
    .select('password_hash')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  expect(await verifyPassword(password_hash, BENCH_PASSWORD)).toBe(true);
});
