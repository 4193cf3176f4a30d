import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import type { CountAnswer } from '../../../domain/api/requests.ts';
import { store, stored } from './stored.testing.ts';

// Each process keeps counts for itself, for ten seconds.
const test = useApp({ isOneProcess: true });

async function count(user: TestUser, query = ''): Promise<CountAnswer> {
  const answer = await test.app.inject({
    method: 'GET',
    url: `/api/requests/count?${query}`,
    headers: as(user),
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<CountAnswer>();
}

const exactly = (number: number) => ({ count: number, more: false });

it('counts every ready view for whom it is, null for the others (P3)', async () => {
  const operator = await makeUser(test.db, { roles: ['operator'] });
  const lead = await makeUser(test.db, { roles: ['leadership'] });
  const dana = await makeUser(test.db, { teams: ['revenue'] });
  const amir = await makeUser(test.db, { teams: ['support'] });
  await store(test.db, [
    stored({ requesterId: dana.id, team: 'revenue' }),
    stored({
      requesterId: dana.id,
      team: 'revenue',
      status: 'in_progress',
      operatorId: operator.id,
    }),
    stored({ requesterId: dana.id, team: 'revenue', status: 'pending_approval' }),
    stored({ requesterId: amir.id, team: 'support', status: 'in_progress', operatorId: lead.id }),
  ]);
  expect((await count(operator)).views).toEqual({
    my_work: exactly(2),
    my_requests: null,
    needs_approval: null,
    all: exactly(4),
  });
  expect((await count(lead)).views).toEqual({
    my_work: null,
    my_requests: null,
    needs_approval: exactly(1),
    all: exactly(4),
  });
  expect((await count(dana)).views).toEqual({
    my_work: null,
    my_requests: exactly(3),
    needs_approval: null,
    all: exactly(3),
  });
  expect((await count(amir)).views).toMatchObject({ my_requests: exactly(1), all: exactly(1) });

  expect((await count(dana)).filtered).toBeNull();
  expect((await count(dana, 'view=all')).filtered).toBeNull();
  expect((await count(dana, 'status=in_progress')).filtered).toEqual(exactly(1));
  expect((await count(operator, 'status=in_progress')).filtered).toEqual(exactly(2));
  expect((await count(operator, 'view=my_work&status=in_progress')).filtered).toEqual(exactly(1));
  expect((await count(operator, `person=${amir.id}`)).filtered).toEqual(exactly(1));
  expect((await count(operator, 'q=ur-26')).filtered).toEqual(exactly(4));
});

it('shows a change after ten seconds at the latest, to the person and to nobody too early', async () => {
  const dana = await makeUser(test.db);
  expect((await count(dana)).views.my_requests).toEqual(exactly(0));
  await store(test.db, [stored({ requesterId: dana.id })]);
  test.clock.advance({ seconds: 9 });
  expect((await count(dana)).views.my_requests).toEqual(exactly(0));
  test.clock.advance({ seconds: 1 });
  expect((await count(dana)).views.my_requests).toEqual(exactly(1));
});

it('a count that failed is asked again, not kept', async () => {
  const dana = await makeUser(test.db);
  await sql`ALTER TABLE requests RENAME TO away`.execute(test.db);
  const failed = await test.app.inject({ url: '/api/requests/count', headers: as(dana) });
  await sql`ALTER TABLE away RENAME TO requests`.execute(test.db);
  expect(failed.statusCode).toBe(500);
  expect((await count(dana)).views.all).toEqual(exactly(0));
});

it('refuses a view of somebody else and a search that is too short', async () => {
  const dana = await makeUser(test.db, { teams: ['revenue'] });
  const status = async (query: string) =>
    (await test.app.inject({ url: `/api/requests/count?${query}`, headers: as(dana) })).statusCode;
  expect(await status('view=needs_approval')).toBe(403);
  expect(await status('q=ab')).toBe(422);
});

it('is exact up to 10,000 and says when there are more', async () => {
  const dana = await makeUser(test.db);
  const many = (from: number, to: number) =>
    sql`
    INSERT INTO requests (code, type, requester_id, creator_id, team, data, status, created_at,
      updated_at, status_since, tat_start_at, thread_title)
    SELECT 'DT-26Q4' || lpad(n::text, 5, '0'), 'deactivation_toggle', ${dana.id}, ${dana.id},
      'revenue', '{}', 'pending', t, t, t, t, 'Deactivation and toggle'
    FROM generate_series(${from}::int, ${to}::int) n, (SELECT '2026-11-01T00:00:00Z'::timestamptz t) at`.execute(
      test.db,
    );
  await many(1, 10_000);
  expect((await count(dana)).views.my_requests).toEqual(exactly(10_000));
  await many(10_001, 10_001);
  test.clock.advance({ seconds: 11 });
  const { views, filtered } = await count(dana, 'team=revenue&q=dt-26');
  expect(views.my_requests).toEqual({ count: 10_000, more: true });
  expect(filtered).toEqual({ count: 10_000, more: true });
});
