import { hash } from '@node-rs/argon2';
import type { Instant } from '../../src/domain/kernel/calendar.ts';
import { type Role, TEAMS } from '../../src/domain/people.ts';
import type { Db } from '../../src/server/db/pool.ts';
import { inTransaction } from '../../src/server/db/transaction.ts';
import { type BenchPerson, people } from './people.ts';
import {
  finishLoading,
  insertPeople,
  insertPriceLists,
  insertRequests,
  type Loading,
} from './queries.ts';
import { seeded } from './random.ts';
import { type BenchRequest, requests } from './requests.ts';

export const BENCH_PASSWORD = 'correct horse battery staple';
const batchSize = 2_000;

/** Loads people and `count` requests with their history into an empty, migrated database. */
export async function fill(
  db: Db,
  count: number,
  now: Instant,
  loading: Loading = { inBulk: false },
): Promise<readonly BenchPerson[]> {
  const random = seeded(count);
  const everybody = people(random);
  const passwordHash = await hash(BENCH_PASSWORD);
  const admin = everybody.find(({ roles }) => roles.includes('admin'));
  if (admin === undefined) throw new Error('the benchmark has no admin');
  await inTransaction(db, async (tx) => {
    await insertPeople(tx, everybody, passwordHash);
    await insertPriceLists(tx, admin.id);
  });

  const holding = (role: Role) => everybody.filter(({ roles }) => roles.includes(role));
  const staff = {
    operators: holding('operator'),
    qaAgents: holding('qa_agent'),
    leadership: holding('leadership'),
    members: new Map(
      TEAMS.map((team) => [team, everybody.filter(({ teams }) => teams.includes(team))]),
    ),
  };
  let batch: BenchRequest[] = [];
  for (const request of requests(count, staff, now, random)) {
    batch.push(request);
    if (batch.length < batchSize) continue;
    await insertRequests(db, batch, loading);
    batch = [];
  }
  await insertRequests(db, batch, loading);
  await finishLoading(db);
  return everybody;
}
