import { beforeAll, describe, expect, it } from 'vitest';
import { as, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import {
  type Cast,
  CONTENT,
  makeCast,
  NEEDS_APPROVAL,
  requestsApi,
} from '../../../../tests/helpers/requests.ts';
import type { OperationsAnswer } from '../../../domain/api/reports.ts';
import type { Problem } from '../../../domain/errors.ts';
import type { CalendarDay } from '../../../domain/kernel/calendar.ts';
import type { ActionKey } from '../../../domain/requests/actions.ts';
import type { Values } from '../../../domain/requests/define.ts';
import { inTransaction } from '../../db/transaction.ts';
import { foldMonth } from '../rollups/commands.ts';
import { readLives, recount } from './recount.testing.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const DETAILS = { usersUpdated: 3, propertiesUpdated: 2 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const get = (user: TestUser, query = '') =>
  test.app.inject({ url: `/api/reports/operations${query}`, headers: as(user) });
const report = async (query = ''): Promise<OperationsAnswer> => {
  const reply = await get(cast.leader, query);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<OperationsAnswer>();
};

/** Acts so many minutes after what happened last. */
async function later(
  minutes: number,
  user: TestUser,
  code: string,
  action: ActionKey,
  values: Values = {},
) {
  test.clock.advance({ minutes });
  await api.did(user, code, action, values);
}

async function completed(code: string, qa = cast.qa): Promise<void> {
  await later(10, cast.operator, code, 'operate');
  await later(20, cast.operator, code, 'send_to_qa', DETAILS);
  await later(30, qa, code, 'start_qa');
  await later(40, qa, code, 'complete', DETAILS);
}

describe('D4: before anything happened', () => {
  it('every status is there with nothing in it, and nothing is divided by nothing', async () => {
    const answer = await report();
    expect(answer.queue.map(({ status }) => status)).toEqual([
      'scheduled',
      'pending_approval',
      'pending',
      'in_progress',
      'qa_pending',
      'qa_in_progress',
      'blocked',
    ]);
    for (const row of answer.queue) {
      expect(row).toMatchObject({ ages: [0, 0, 0, 0, 0], total: 0, oldestCode: null });
    }
    expect(answer).toMatchObject({
      overTarget: { completed: 0, late: 0 },
      operators: [],
      qaAgents: [],
      rejections: { completions: 0, ratePercent: null },
      blocked: { count: 0, totalMs: 0, averageMs: null, open: 0, reasons: [], redacted: 0 },
      delay: { completed: 0, elapsedMs: 0, tatMs: 0 },
    });
  });
});

describe('D4: a life with every kind of waiting', () => {
  it('X4: each second belongs to the status of its time, and the parts add up to the whole', async () => {
    test.clock.set('2026-03-02T08:00:00.250Z');
    const code = await api.created(cast.requester, 'deactivation_toggle', NEEDS_APPROVAL);
    await later(60, cast.leader, code, 'approve');
    await later(5, cast.operator2, code, 'operate');
    await later(7, cast.operator2, code, 'block', { reason: 'Which  portfolio' });
    await later(90, cast.requester, code, 'resolve', { message: 'All of it' });
    await later(3, cast.requester, code, 'cancel');
    await later(45, cast.requester, code, 'uncancel');
    await later(2, cast.leader, code, 'assign', { assignee: cast.operator.id });
    await later(11, cast.operator, code, 'unassign');
    await later(4, cast.operator, code, 'operate');
    await later(13, cast.operator, code, 'send_to_qa', DETAILS);
    await later(6, cast.qa, code, 'start_qa');
    await later(8, cast.qa, code, 'reject', { reason: 'A unit is missing' });
    await later(9, cast.operator, code, 'send_to_qa', DETAILS);
    await later(1, cast.qa, code, 'start_qa');
    await later(12, cast.qa, code, 'complete', DETAILS);
    await later(600, cast.requester, code, 'reject', { reason: 'Not what was asked for' });
    await later(14, cast.operator, code, 'send_to_qa', DETAILS);
    await later(15, cast.leader, code, 'assign', { assignee: cast.qa2.id });
    await later(16, cast.qa2, code, 'complete', DETAILS);

    const answer = await report('?from=2026-03-02&to=2026-03-02');
    const minutes = Object.fromEntries(
      answer.delay.parts.map(({ part, ms, tatMs }) => [part, [ms / MINUTE, tatMs / MINUTE]]),
    );
    expect(minutes).toEqual({
      scheduled: [0, 0],
      approval: [60, 0],
      blocked: [90, 0],
      cancelled: [45, 0],
      completed: [600, 600],
      pending: [5 + 3 + 2 + 4, 2 + 4],
      operate: [7 + 11 + 13 + 9 + 14, 11 + 13 + 9 + 14],
      qa_pending: [6 + 1 + 15, 6 + 1 + 15],
      qa: [8 + 12 + 16, 8 + 12 + 16],
    });
    expect(answer.delay).toMatchObject({
      completed: 1,
      elapsedMs: 921 * MINUTE,
      tatMs: 711 * MINUTE,
    });
    expect(answer.operators).toEqual([
      {
        person: { id: cast.operator.id, name: cast.operator.name, isActive: true },
        taken: 2,
        completed: 1,
        rejected: 2,
        medianMs: 54 * MINUTE,
      },
      expect.objectContaining({ taken: 1, completed: 0, rejected: 0, medianMs: null }),
    ]);
    expect(answer.qaAgents.map(({ person, ...counts }) => [person.id, counts])).toEqual([
      [cast.qa2.id, { taken: 1, completed: 1, rejected: 0, medianMs: 36 * MINUTE }],
      [cast.qa.id, { taken: 2, completed: 0, rejected: 1, medianMs: null }],
    ]);
    expect(answer.rejections).toEqual({
      fromQa: 1,
      fromCompleted: 1,
      completions: 2,
      ratePercent: '66.7',
    });
    expect(answer.blocked).toEqual({
      count: 1,
      totalMs: 90 * MINUTE,
      averageMs: 90 * MINUTE,
      open: 0,
      reasons: [{ reason: 'Which  portfolio', count: 1, totalMs: 90 * MINUTE }],
      redacted: 0,
    });
    const told = recount(await readLives(test.db), {
      from: Date.UTC(2026, 2, 2),
      until: Date.UTC(2026, 2, 3),
      now: Date.parse(test.clock.now()),
      targets: {},
    });
    expect(answer.delay).toEqual(told.delay);
  });

  it('L5: waiting for its date is a part of its own, and no turn-around time', async () => {
    test.clock.set('2026-03-10T10:00:00Z');
    const code = await api.created(cast.requester, 'user_records', { scheduledOn: '2026-03-12' });
    await later(30, cast.requester, code, 'edit', CONTENT.user_records);
    await completed(code);
    const { delay } = await report('?from=2026-03-10&to=2026-03-10');
    expect(delay.parts.find(({ part }) => part === 'scheduled')).toEqual({
      part: 'scheduled',
      ms: 30 * MINUTE,
      tatMs: 0,
    });
    expect(delay).toMatchObject({ elapsedMs: 130 * MINUTE, tatMs: 100 * MINUTE });
  });
});

describe('D4: the queue', () => {
  it('counts by time in the status, names the oldest, and compares the age with the target', async () => {
    test.clock.set('2026-04-01T00:00:00Z');
    const oldest = await api.created(cast.requester);
    test.clock.set('2026-04-07T20:00:00Z');
    await api.created(cast.requester);
    const taken = await api.created(cast.requester);
    test.clock.set('2026-04-08T00:00:00Z');
    await api.did(cast.operator, taken, 'operate');
    await test.app.inject({
      method: 'PUT',
      url: '/api/reports/targets',
      headers: as(cast.admin),
      payload: { type: 'user_records', targetMinutes: 240 },
    });
    const row = async (status: string) =>
      (await report()).queue.find((queued) => queued.status === status);
    // Exactly four hours and a week old: the next step begins there, and a target is not yet missed.
    expect(await row('pending')).toEqual({
      status: 'pending',
      ages: [0, 1, 0, 0, 1],
      total: 2,
      oldestSince: '2026-04-01T00:00:00.000Z',
      oldestCode: oldest,
      overTarget: 1,
    });
    expect(await row('in_progress')).toMatchObject({ ages: [1, 0, 0, 0, 0], overTarget: 0 });
    test.clock.set('2026-04-08T00:00:00.001Z');
    expect(await row('pending')).toMatchObject({ overTarget: 2 });
    expect(await row('in_progress')).toMatchObject({ overTarget: 1 });
  });
});

describe('D4: late work', () => {
  it('is what took longer than the target of its type, of the types that have one', async () => {
    test.clock.set('2026-05-04T08:00:00Z');
    await completed(await api.created(cast.requester));
    await completed(await api.created(cast.requester, 'property_records'));
    const late = async (targetMinutes: number | null) => {
      const reply = await test.app.inject({
        method: 'PUT',
        url: '/api/reports/targets',
        headers: as(cast.admin),
        payload: { type: 'user_records', targetMinutes },
      });
      expect(reply.statusCode).toBe(200);
      return (await report('?from=2026-05-04&to=2026-05-04')).overTarget;
    };
    for (const isFolded of [false, true]) {
      if (isFolded) await fold('2026-05-01');
      expect(await late(99)).toEqual({ completed: 1, late: 1 });
      expect(await late(100)).toEqual({ completed: 1, late: 0 });
      expect(await late(null)).toEqual({ completed: 0, late: 0 });
    }
  });
});

const fold = (month: string) =>
  inTransaction(test.db, (tx) => foldMonth(tx, month as CalendarDay, test.clock.now()));

describe('D4: what is summed up already', () => {
  it('is left behind at once when a request of such a month is rejected', async () => {
    test.clock.set('2026-06-10T08:00:00Z');
    const code = await api.created(cast.requester);
    await completed(code);
    await completed(await api.created(cast.requester), cast.qa2);
    const query = '?from=2026-06-01&to=2026-06-30';
    const facts = await report(query);
    expect(await fold('2026-06-01')).toBe(true);
    expect(await report(query)).toEqual(facts);
    expect(facts).toMatchObject({ delay: { completed: 2 }, rejections: { ratePercent: '0.0' } });
    test.clock.set('2026-07-02T08:00:00Z');
    await api.did(cast.requester, code, 'reject', { reason: 'Wrong' });
    expect(await report(query)).toMatchObject({
      delay: { completed: 1, elapsedMs: 100 * MINUTE },
      rejections: { completions: 2, fromCompleted: 0, ratePercent: '0.0' },
    });
    expect((await report('?from=2026-07-01&to=2026-07-31')).rejections).toEqual({
      fromQa: 0,
      fromCompleted: 1,
      completions: 0,
      ratePercent: null,
    });
  });
});

describe('D4: blocks', () => {
  it('R3: a reason that an admin redacted is counted and not told', async () => {
    test.clock.set('2026-08-03T08:00:00Z');
    const [first, second] = [await api.created(cast.requester), await api.created(cast.requester)];
    await later(0, cast.operator, first, 'block', { reason: 'Call **Ann** at home' });
    await later(60, cast.operator, second, 'block', { reason: 'Which units?' });
    test.clock.advance({ minutes: 60 });
    const query = '?from=2026-08-03&to=2026-08-03';
    expect((await report(query)).blocked).toMatchObject({ count: 2, open: 2, totalMs: 3 * HOUR });
    const [event] = (await api.detail(cast.admin, first)).events;
    await api.send(cast.admin, 'POST', `/api/requests/${first}/events/${event?.id}/redact`, {
      body: { reason: 'Names a person' },
    });
    const { blocked } = await report(query);
    expect(blocked).toMatchObject({ count: 2, redacted: 1 });
    expect(blocked.reasons).toEqual([{ reason: 'Which units?', count: 1, totalMs: HOUR }]);
    expect(JSON.stringify(blocked)).not.toContain('Ann');
  });
});

describe('D4: filters', () => {
  it('narrow everything but the work of people', async () => {
    test.clock.set('2026-09-07T08:00:00Z');
    await completed(await api.created(cast.requester));
    await completed(await api.created(cast.requester, 'property_records'));
    const days = 'from=2026-09-07&to=2026-09-07';
    const all = await report(`?${days}`);
    expect(all.delay.completed).toBe(2);
    const one = await report(`?${days}&type=property_records`);
    expect(one.delay.completed).toBe(1);
    expect(one.rejections.completions).toBe(1);
    expect(one.operators).toEqual(all.operators);
    expect((await report(`?${days}&type=property_records,user_records`)).delay.completed).toBe(2);
    expect((await report(`?${days}&team=support&team=accounting`)).delay.completed).toBe(0);
    expect((await report(`?${days}&team=support`)).queue.every(({ total }) => total === 0)).toBe(
      true,
    );
  });
});

describe('who may ask, and what', () => {
  it('P5: leadership and admins see it, nobody else does', async () => {
    for (const user of [cast.leader, cast.admin]) expect((await get(user)).statusCode).toBe(200);
    for (const user of [cast.requester, cast.nobody, cast.operator, cast.qa]) {
      const reply = await get(user);
      expect(reply.statusCode).toBe(403);
      expect(reply.json<Problem>().code).toBe('not_allowed');
    }
    expect((await test.app.inject({ url: '/api/reports/operations' })).statusCode).toBe(401);
  });

  it.each([
    ['?from=2026-11-31', 'from'],
    ['?from=yesterday&to=2026-11-01', 'from'],
    ['?from=2026-11-02&to=2026-11-01', 'to'],
    ['?from=2001-01-01&to=2026-01-01', 'to'],
    ['?from=1999-12-31&to=2000-01-05', 'from'],
    ['?team=sales', 'team.0'],
    ['?type=everything', 'type.0'],
    ['?days=lunar', 'days'],
    ['?teams=revenue', ''],
  ])('%s is refused where it is wrong', async (query, path) => {
    const reply = await get(cast.leader, query);
    expect(reply.statusCode).toBe(422);
    expect(reply.json<Problem>().issues?.map((issue) => issue.path)).toEqual([path]);
  });
});
