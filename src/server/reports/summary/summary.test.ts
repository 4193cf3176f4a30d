import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { completedBeforeFirstList } from '../../../../tests/helpers/not-priced.ts';
import { type Cast, CONTENT, makeCast, requestsApi } from '../../../../tests/helpers/requests.ts';
import type { PointsAnswer, SummaryAnswer } from '../../../domain/api/reports.ts';
import type { Problem } from '../../../domain/errors.ts';
import { type CalendarDay, instant } from '../../../domain/kernel/calendar.ts';
import type { ActionKey } from '../../../domain/requests/actions.ts';
import { inTransaction } from '../../db/transaction.ts';
import { foldMonth } from '../rollups/commands.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
let newYork: TestUser;
beforeAll(async () => {
  cast = await makeCast(test);
  newYork = await makeUser(test.db, { roles: ['leadership'], timezone: 'America/New_York' });
});

const DETAILS = { usersUpdated: 3, propertiesUpdated: 2 };

async function step(user: Cast['qa'], code: string, action: ActionKey, values = {}) {
  test.clock.advance({ minutes: 10 });
  await api.did(user, code, action, values);
}

/** Created at the given instant, completed forty minutes later, for 8.25. */
async function completed(at: string): Promise<string> {
  test.clock.set(at);
  const code = await api.created(cast.requester);
  await step(cast.operator, code, 'operate');
  await step(cast.operator, code, 'send_to_qa', DETAILS);
  await step(cast.qa, code, 'start_qa');
  await step(cast.qa, code, 'complete', DETAILS);
  return code;
}

async function get<T>(user: TestUser, url: string): Promise<T> {
  const answer = await test.app.inject({ url, headers: as(user) });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
}
const summary = (user: TestUser, query: string) =>
  get<SummaryAnswer>(user, `/api/reports/summary?${query}`);

const MARCH = 'from=2025-03-01&to=2025-03-31&days=billing';

describe('D3: the summary', () => {
  it('counts what was completed in the period, with prices, times and the period before', async () => {
    const first = await completed('2025-03-04T22:00:00Z');
    await completed('2025-03-04T23:30:00Z');
    await completed('2025-02-28T23:00:00Z');
    await completed('2025-03-31T23:20:00Z');
    await step(cast.admin, first, 'discount', { discountPercent: '10', reason: 'Late' });
    const answer = await summary(cast.admin, MARCH);
    expect(answer.period).toEqual({
      from: '2025-03-01',
      to: '2025-03-31',
      zone: 'UTC',
      fromAt: '2025-03-01T00:00:00.000Z',
      untilAt: '2025-04-01T00:00:00.000Z',
    });
    expect(answer.total).toMatchObject({
      completed: 2,
      priced: 2,
      clientTotal: '16.50',
      discount: '0.82',
      total: '15.68',
      averagePrice: '7.84',
      averageTatMs: 40 * 60_000,
      medianTatMs: 40 * 60_000,
    });
    expect(answer.previousPeriod).toMatchObject({ from: '2025-02-01', to: '2025-02-28' });
    expect(answer.previous).toMatchObject({ completed: 1, total: '8.25' });
    expect(answer.byTeam.map(({ team, completed: count }) => [team, count])).toEqual([
      ['revenue', 2],
      ['support', 0],
      ['compliance', 0],
      ['accounting', 0],
    ]);
    const types = answer.byType.filter((one) => one.completed > 0);
    expect(types).toMatchObject([{ type: 'user_records', total: '15.68', medianTatMs: 2_400_000 }]);
    expect(answer.trendStep).toBe('week');
    expect(answer.trend.map(({ from, to }) => `${from} ${to}`)).toEqual([
      '2025-03-01 2025-03-02',
      '2025-03-03 2025-03-09',
      '2025-03-10 2025-03-16',
      '2025-03-17 2025-03-23',
      '2025-03-24 2025-03-30',
      '2025-03-31 2025-03-31',
    ]);
    expect(answer.trend[1]).toMatchObject({ completed: 2, total: '15.68' });
    expect(answer.trend[2]).toMatchObject({ completed: 0, total: '0.00', averagePrice: null });
    expect(answer.distribution.tat[0]).toEqual({ fromMs: 0, untilMs: 3_600_000, count: 2 });
    expect(answer.distribution.price[0]).toEqual({ from: '0.00', until: '10.00', count: 2 });
    expect(answer.changedSince).toEqual([
      { code: first, at: expect.any(String), what: 'discount', before: '8.25', after: '7.43' },
    ]);
  });

  it('has the days of the viewer, or of UTC for bills', async () => {
    expect((await summary(newYork, 'from=2025-03-01&to=2025-03-31')).total.completed).toBe(3);
    expect((await summary(newYork, MARCH)).total.completed).toBe(2);
    expect((await summary(newYork, 'from=2025-02-28&to=2025-02-28')).total.completed).toBe(1);
  });

  it('says the same from sums and from facts, and without what is rejected', async () => {
    const code = await completed('2025-03-15T10:00:00Z');
    const before = await summary(cast.admin, MARCH);
    const month = '2025-03-01' as CalendarDay;
    await inTransaction(test.db, (tx) => foldMonth(tx, month, test.clock.now()));
    expect(await summary(cast.admin, MARCH)).toEqual(before);
    test.clock.set('2025-04-10T10:00:00Z');
    await step(cast.admin, code, 'reject', { reason: 'Wrong' });
    const after = await summary(cast.admin, MARCH);
    expect(after.total.completed).toBe(before.total.completed - 1);
    expect(after.changedSinceCount).toBe(2);
    expect(after.changedSince[0]).toEqual({
      code,
      at: test.clock.now(),
      what: 'rejected',
      before: '8.25',
      after: null,
    });
  });

  it('lists a late price by the discount that held then, and each discount after it', async () => {
    const code = await completed('2024-03-10T10:00:00Z');
    await completedBeforeFirstList(test.db, code);
    test.clock.set('2024-05-01T10:00:00Z');
    await step(cast.admin, code, 'discount', { discountPercent: '10', reason: 'Not priced yet' });
    const pricedAt = instant('2024-05-02T10:00:00Z');
    const { id } = await api.row(code);
    await sql`
      WITH priced AS (
        UPDATE completions SET price_list_id = (SELECT max(id) FROM price_lists),
          priced_at = ${pricedAt}::timestamptz, client_total = 8.25, operate_total = 1.000,
          qa_total = 0.500, discount_percent = 10.0, discount_amount = 0.82, final_price = 7.43
        WHERE request_id = ${id})
      INSERT INTO request_events (request_id, at, actor_id, action, from_status, to_status, details)
      VALUES (${id}, ${pricedAt}::timestamptz, ${cast.admin.id}, 'price', 'completed', 'completed',
        '{"prices": true}')`.execute(test.db);
    test.clock.set('2024-05-03T10:00:00Z');
    await step(cast.admin, code, 'discount', { discountPercent: '50', reason: 'Half' });
    const march = 'from=2024-03-01&to=2024-03-31&days=billing';
    const answer = await summary(cast.admin, march);
    expect(answer.changedSince).toEqual([
      { code, at: test.clock.now(), what: 'discount', before: '7.43', after: '4.13' },
      { code, at: pricedAt, what: 'priced', before: null, after: '7.43' },
    ]);
    expect(answer.changedSinceCount).toBe(2);
    expect((await summary(cast.admin, 'from=2024-03-01&to=2024-05-31')).changedSince).toEqual([]);
  });

  it('D5: a corrected team takes its figures along, and is listed as changed since', async () => {
    const code = await completed('2023-03-10T10:00:00Z');
    const stays = await completed('2023-03-11T10:00:00Z');
    const march = 'from=2023-03-01&to=2023-03-31&days=billing';
    const month = '2023-03-01' as CalendarDay;
    await inTransaction(test.db, (tx) => foldMonth(tx, month, test.clock.now()));
    const byTeam = async (more = '') =>
      (await summary(cast.admin, `${march}${more}`)).byTeam
        .filter((team) => team.completed > 0)
        .map(({ team, completed: count, total }) => [team, count, total]);
    expect(await byTeam()).toEqual([['revenue', 2, '16.50']]);
    const move = (team: string) =>
      step(cast.admin, code, 'correct', {
        ...CONTENT.user_records,
        reason: 'Recorded for the wrong team',
        team,
        requester: cast.requester.id,
      });
    // Before the period's end: nothing has changed since.
    test.clock.set('2023-03-20T10:00:00Z');
    await move('support');
    expect((await summary(cast.admin, march)).changedSince).toEqual([]);
    await move('revenue');
    test.clock.set('2023-05-01T10:00:00Z');
    await move('support');
    const movedAt = test.clock.now();
    await step(cast.admin, code, 'discount', { discountPercent: '10', reason: 'Later' });

    const discount = {
      code,
      at: test.clock.now(),
      what: 'discount',
      before: '8.25',
      after: '7.43',
    };
    const moved = { code, at: movedAt, what: 'team' };
    const expectMoves = async () => {
      expect(await byTeam()).toEqual([
        ['revenue', 1, '8.25'],
        ['support', 1, '7.43'],
      ]);
      const all = await summary(cast.admin, march);
      expect(all.changedSince).toEqual([discount, { ...moved, before: '8.25', after: '8.25' }]);
      expect(all.changedSinceCount).toBe(2);
      const revenue = await summary(cast.admin, `${march}&team=revenue`);
      expect(revenue.changedSince).toEqual([{ ...moved, before: '8.25', after: null }]);
      expect(revenue.changedSinceCount).toBe(1);
      const support = await summary(cast.admin, `${march}&team=support&type=user_records`);
      expect(support.changedSince).toEqual([discount, { ...moved, before: null, after: '8.25' }]);
      const other = await summary(cast.admin, `${march}&team=compliance`);
      expect(other.changedSinceCount).toBe(0);
      const type = await summary(cast.admin, `${march}&type=unit_transfer`);
      expect(type.changedSinceCount).toBe(0);
    };
    await expectMoves();
    await inTransaction(test.db, (tx) => foldMonth(tx, month, test.clock.now()));
    await expectMoves();
    expect((await api.detail(cast.admin, stays)).team).toBe('revenue');
  });

  it('narrows to teams and types, and shows no other', async () => {
    const answer = await summary(cast.admin, `${MARCH}&team=revenue,support&type=unit_transfer`);
    expect(answer.total).toMatchObject({ completed: 0, total: '0.00', medianTatMs: null });
    expect(answer.byTeam.map(({ team }) => team)).toEqual(['revenue', 'support']);
    expect(answer.byType.map(({ type }) => type)).toEqual(['unit_transfer']);
    expect((await summary(cast.admin, `${MARCH}&team=revenue`)).total.completed).toBe(2);
  });

  it('P4: costs are there for admins only', async () => {
    const forAdmin = await summary(cast.admin, MARCH);
    expect(forAdmin.total.costs).toMatchObject({
      operate: expect.stringMatching(/^\d+\.\d{3}$/),
      qa: expect.stringMatching(/^\d+\.\d{3}$/),
      margin: expect.stringMatching(/^-?\d+\.\d{3}$/),
    });
    expect(JSON.stringify(await summary(cast.leader2, MARCH))).not.toMatch(/costs|operate|margin/);
  });

  it('P5: is for leadership and admins', async () => {
    for (const user of [cast.requester, cast.operator, cast.qa, cast.nobody]) {
      for (const url of ['/api/reports/summary', '/api/reports/summary/points?type=xml_files']) {
        const answer = await test.app.inject({ url, headers: as(user) });
        expect(answer.statusCode).toBe(403);
        expect(answer.json<Problem>().code).toBe('not_allowed');
      }
    }
    expect((await test.app.inject({ url: '/api/reports/summary' })).statusCode).toBe(401);
  });

  it.each([
    ['from=2025-05-02&to=2025-05-01', 'to'],
    ['from=2025-02-30', 'from'],
    ['from=2005-01-01&to=2025-01-01', 'to'],
    ['from=1800-01-01&to=2025-01-01', 'from'],
    ['from=2023-01-01&to=2025-01-01&trend=week', 'trend'],
    ['trend=day', 'trend'],
    ['team=sales', 'team.0'],
    ['type=nothing', 'type.0'],
    ['days=mars', 'days'],
  ])('refuses %s at %s', async (query, path) => {
    const answer = await test.app.inject({
      url: `/api/reports/summary?${query}`,
      headers: as(cast.admin),
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.json<Problem>().issues?.map((issue) => issue.path)).toEqual([path]);
  });
});

describe('D3: the price of each completed request over time', () => {
  it('is newest first, with the code that the point opens', async () => {
    const code = await completed('2025-03-20T10:00:00Z');
    const points = (query: string) =>
      get<PointsAnswer>(cast.leader2, `/api/reports/summary/points?${MARCH}&${query}`);
    const { points: found, count } = await points('type=user_records');
    expect(count).toBe(found.length);
    expect(found[0]).toEqual({
      code,
      completedAt: '2025-03-20T10:40:00.000Z',
      finalPrice: '8.25',
      partnerName: 'Northwind',
    });
    expect(found.map(({ completedAt }) => completedAt)).toEqual(
      found
        .map(({ completedAt }) => completedAt)
        .toSorted()
        .toReversed(),
    );
    expect((await points('type=user_records&team=support')).points).toEqual([]);
    expect((await points('type=xml_files')).count).toBe(0);
  });
});
