import { beforeAll, describe, expect, it } from 'vitest';
import type { TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { type Cast, makeCast, problem, requestsApi } from '../../../../tests/helpers/requests.ts';
import {
  BULK_ACTIONS,
  type BulkAction,
  type BulkAnswer,
  type BulkChoices,
  type BulkPreview,
} from '../../../domain/api/bulk.ts';
import type { Values } from '../../../domain/requests/define.ts';
import { STATUSES } from '../../../domain/requests/request.ts';
import { put, putEach } from './stored.testing.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const UNKNOWN = 'UR-26Q4999';
const HIDDEN = 'There is no such request, or you may not see it.';

const choices = async (user: TestUser, codes: readonly string[]) => {
  const reply = await api.send(user, 'POST', '/api/requests/bulk/choices', { body: { codes } });
  expect(reply).toMatchObject({ status: 200 });
  return (reply.body as BulkChoices).choices;
};
const preview = async (user: TestUser, action: BulkAction, codes: readonly string[]) => {
  const reply = await api.send(user, 'POST', '/api/requests/bulk/preview', {
    body: { action, codes },
  });
  expect(reply).toMatchObject({ status: 200 });
  return reply.body as BulkPreview;
};
const send = (user: TestUser, body: object, key?: string) =>
  api.send(user, 'POST', '/api/requests/bulk', { body, ...(key && { key }) });
/** What was previewed, with the versions seen then. */
const run = async (
  user: TestUser,
  { action, rows }: Pick<BulkPreview, 'action' | 'rows'>,
  values: Values = {},
) => {
  const body = {
    action,
    rows: rows.map(({ code, version }) => ({ code, version: version ?? 1 })),
    values,
  };
  const reply = await send(user, body);
  expect(reply).toMatchObject({ status: 200 });
  return reply.body as BulkAnswer;
};
const issuesOf = async (user: TestUser, body: object) => {
  const reply = await send(user, body);
  expect(reply).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
  return problem(reply).issues;
};

/** Who takes each action, and what they fill in. */
const TAKEN: Readonly<Record<BulkAction, readonly [keyof Cast, (() => Values)?]>> = {
  approve: ['leader'],
  decline: ['leader', () => ({ reason: 'Not now' })],
  ask_for_approval: ['admin'],
  operate: ['operator'],
  block: ['operator', () => ({ reason: 'The link is empty' })],
  resolve: ['requester', () => ({ message: 'Done' })],
  send_to_qa: ['operator', () => ({ propertiesUpdated: 2 })],
  start_qa: ['qa'],
  complete: ['qa'],
  reject: ['leader', () => ({ reason: 'Wrong unit' })],
  cancel: ['teammate', () => ({ reason: 'No longer needed' })],
  uncancel: ['requester'],
  unassign: ['admin'],
  ask_for_update: ['requester'],
  give_update: ['operator', () => ({ message: 'Soon' })],
  discount: ['admin', () => ({ discountPercent: '12.5', reason: 'Agreed' })],
  edit: ['requester', () => ({ priority: 'high' })],
  assign: ['leader', () => ({ assignee: cast.qa2.id })],
};

describe('X2: one action on a selection of every status', () => {
  it.each(BULK_ACTIONS)('%s: changes what the preview said, refuses the rest', async (action) => {
    const [who, values] = TAKEN[action];
    const user = cast[who];
    const codes = [...(await putEach(test.db, cast)), UNKNOWN];
    const offered = (await choices(user, codes)).find((one) => one.action === action);
    const shown = await preview(user, action, codes);
    expect(shown.rows.map(({ code }) => code)).toEqual(codes);
    expect(shown.rows.map(({ status }) => status)).toEqual([...STATUSES, null]);
    expect(shown.rows[0]?.title).toBe('Property records – Property name – Northwind');
    expect(offered).toEqual({
      action,
      allowed: shown.allowed,
      refused: codes.length - shown.allowed,
      reason: null,
    });
    expect(shown.allowed).toBeGreaterThan(0);

    const answer = await run(user, shown, values?.());
    expect(answer.done).toBe(shown.allowed);
    for (const [index, row] of answer.rows.entries()) {
      const expected = shown.rows[index];
      expect(row.code).toBe(expected?.code);
      if (expected?.reason === null) {
        expect(row).toMatchObject({ outcome: 'done', reason: null });
        const after = await api.row(row.code);
        expect(after.status).toBe(row.status);
        expect((await api.events(row.code)).map((event) => event.action)).toEqual([
          'create',
          action,
        ]);
      } else {
        expect(row).toMatchObject({ outcome: 'refused', status: expected?.status });
        expect(row.reason?.startsWith(expected?.reason ?? '-')).toBe(true);
        if (row.code !== UNKNOWN) expect(await api.events(row.code)).toHaveLength(1);
      }
    }
  });
});

describe('P3: what somebody may not see', () => {
  it('is answered like what does not exist, in all three', async () => {
    const codes = await putEach(test.db, cast);
    const unknown = codes.map((_, index) => `UR-26Q41${index}00`);
    const named = (body: unknown) => JSON.stringify(body).replaceAll(/[A-Z]{2}-26Q4\d+/g, 'CODE');
    for (const user of [cast.outsider, cast.nobody]) {
      expect(await choices(user, codes)).toEqual([]);
      expect(await choices(user, unknown)).toEqual([]);
      const shown = await preview(user, 'cancel', codes);
      expect(shown.rows[0]).toEqual({
        code: codes[0],
        title: null,
        status: null,
        version: null,
        reason: HIDDEN,
      });
      expect(named(shown)).toBe(named(await preview(user, 'cancel', unknown)));
      const answer = await run(user, shown);
      expect(answer).toMatchObject({ done: 0 });
      expect(answer.rows[0]).toEqual({
        code: codes[0],
        outcome: 'refused',
        status: null,
        reason: HIDDEN,
      });
      expect(named(answer)).toBe(
        named(await run(user, { action: 'cancel', rows: unknown.map(blank) })),
      );
    }
    expect((await api.row(codes[2] ?? '')).version).toBe(1);
  });

  const blank = (code: string) => ({
    code,
    title: null,
    status: null,
    version: null,
    reason: null,
  });

  it('an action that somebody could take on none of them in any status is not offered', async () => {
    const codes = await putEach(test.db, cast);
    const offered = (await choices(cast.teammate, codes)).map(({ action }) => action);
    expect(offered).toEqual(['resolve', 'uncancel', 'edit', 'ask_for_update', 'cancel']);
    const done = await choices(cast.operator, [codes[7] ?? '']);
    expect(done.find(({ action }) => action === 'operate')).toEqual({
      action: 'operate',
      allowed: 0,
      refused: 1,
      reason: 'Possible while a request is pending, not while it is completed.',
    });
    // Every status, and still nobody but admins.
    expect(offered).not.toContain('discount');
  });

  it('is for people who are signed in', async () => {
    for (const path of ['', '/choices', '/preview']) {
      const reply = await test.app.inject({ method: 'POST', url: `/api/requests/bulk${path}` });
      expect(reply.statusCode).toBe(401);
    }
  });
});

describe('what the form means for many', () => {
  it('L9: requests of two types are refused; each type by itself is not', async () => {
    const one = await put(test.db, cast, { status: 'in_progress' });
    const content = { link: 'https://example.com/users' };
    const other = await put(test.db, cast, {
      status: 'in_progress',
      type: 'user_records',
      content,
    });
    const shown = await preview(cast.operator, 'send_to_qa', [one, other]);
    expect(shown.allowed).toBe(0);
    const [choice] = (await choices(cast.operator, [one, other])).filter(
      ({ action }) => action === 'send_to_qa',
    );
    expect(choice?.reason).toMatch(/^The operation details differ between types/);
    const answer = await run(cast.operator, shown, { propertiesUpdated: 2 });
    expect(answer.rows.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
    const alone = await preview(cast.operator, 'send_to_qa', [one]);
    expect(await run(cast.operator, alone, { propertiesUpdated: 2 })).toMatchObject({ done: 1 });
    expect((await api.row(one)).operation).toEqual({ propertiesUpdated: 2 });
  });

  it('L11: each is completed with its own operation details, and priced by them', async () => {
    const details = [{ propertiesUpdated: 1 }, { propertiesUpdated: 7, operatingNotes: 'Seven' }];
    const codes = await Promise.all(
      details.map((operation) => put(test.db, cast, { status: 'qa_in_progress', operation })),
    );
    const shown = await preview(cast.qa, 'complete', codes);
    const given = await issuesOf(cast.qa, {
      action: 'complete',
      rows: shown.rows.map(({ code }) => ({ code, version: 1 })),
      values: { propertiesUpdated: 3 },
    });
    expect(given?.map(({ path }) => path)).toEqual(['propertiesUpdated']);
    expect(await run(cast.qa, shown)).toMatchObject({ done: 2 });
    const rows = await Promise.all(codes.map((code) => api.row(code)));
    expect(rows.map(({ operation }) => operation)).toEqual(details);
    const prices = await test.db
      .selectFrom('completions')
      .innerJoin('requests', 'requests.id', 'request_id')
      .select('client_total')
      .where('code', 'in', codes)
      .orderBy('client_total')
      .execute();
    expect(prices).toEqual([{ client_total: '2.25' }, { client_total: '15.75' }]);
  });

  it('M2: without a price list nothing is completed, and every row says why', async () => {
    const code = await put(test.db, cast, { status: 'qa_in_progress' });
    const now = test.clock.now();
    test.clock.set('2019-01-01T00:00:00Z');
    const shown = await preview(cast.qa, 'complete', [code]);
    const answer = await run(cast.qa, shown);
    test.clock.set(now);
    expect(shown.rows[0]?.reason).toMatch(/^No price list is in force/);
    expect(answer.rows[0]).toMatchObject({ outcome: 'refused', reason: shown.rows[0]?.reason });
  });

  it('L19: changes priority and date where they were given, and nothing else', async () => {
    const values = { scheduledOn: '2026-12-01', instructions: 'After lunch' };
    const dated = await api.created(cast.requester, 'user_records', values);
    const bank = {
      subType: 'banking_information',
      properties: ['Elm Court'],
      bankDetails: 'IBAN XX00 1111',
    };
    const secret = await api.created(cast.requester, 'property_records', {
      ...bank,
      newNames: undefined,
      priority: 'low',
    });
    const codes = [dated, secret];
    const before = await Promise.all(codes.map((code) => api.row(code)));
    const first = await preview(cast.requester, 'edit', codes);
    expect(await run(cast.requester, first, { priority: 'high' })).toMatchObject({ done: 2 });
    const after = await Promise.all(codes.map((code) => api.row(code)));
    expect(after).toEqual(
      before.map((row) => ({ ...row, priority: 'high', version: 2, updated_at: test.clock.now() })),
    );
    const moved = await preview(cast.requester, 'edit', codes);
    const answer = await run(cast.requester, moved, { scheduledOn: '2026-12-09' });
    expect(answer.rows).toEqual([
      { code: dated, outcome: 'done', status: 'scheduled', reason: null },
      {
        code: secret,
        outcome: 'refused',
        status: 'pending',
        reason: 'The date can be changed only before the request becomes pending.',
      },
    ]);
    expect(await api.row(dated)).toMatchObject({ scheduled_on: '2026-12-09', priority: 'high' });
    const gone = await preview(cast.requester, 'edit', [dated]);
    expect(await run(cast.requester, gone, { scheduledOn: null })).toMatchObject({
      rows: [{ outcome: 'done', status: 'pending' }],
    });
  });

  it('L20: whoever does not fit a row is refused for that row', async () => {
    const codes = [
      await put(test.db, cast, { status: 'pending' }),
      await put(test.db, cast, { status: 'qa_pending' }),
      await put(test.db, cast, { status: 'qa_pending', operatorId: cast.qa2.id }),
    ];
    const shown = await preview(cast.admin, 'assign', codes);
    expect(shown.allowed).toBe(3);
    const answer = await run(cast.admin, shown, { assignee: cast.operator2.id });
    expect(answer.rows).toMatchObject([
      { outcome: 'done', status: 'in_progress' },
      { outcome: 'refused', reason: 'This person does not have the role QA agent.' },
      { outcome: 'refused', reason: 'This person does not have the role QA agent.' },
    ]);
    const rest = await run(cast.admin, await preview(cast.admin, 'assign', codes.slice(1)), {
      assignee: cast.qa2.id,
    });
    expect(rest.rows).toMatchObject([
      { outcome: 'done', status: 'qa_in_progress' },
      { outcome: 'refused', reason: 'QA must be done by somebody other than the operator.' },
    ]);
  });

  it('P6: nobody approves their own among others', async () => {
    const own = await put(test.db, cast, {
      status: 'pending_approval',
      requesterId: cast.leader.id,
    });
    const other = await put(test.db, cast, { status: 'pending_approval' });
    const answer = await run(cast.leader, await preview(cast.leader, 'approve', [own, other]));
    expect(answer.rows).toMatchObject([
      { outcome: 'refused', reason: 'Your own request must be approved by somebody else.' },
      { outcome: 'done', status: 'pending' },
    ]);
  });

  it('codes count once, in whatever case, in the order asked', async () => {
    const [a = '', b = ''] = await Promise.all(
      [1, 2].map(() => put(test.db, cast, { status: 'pending' })),
    );
    const codes = [b, a.toLowerCase(), ` ${b} `, a];
    expect((await preview(cast.operator, 'operate', codes)).rows.map(({ code }) => code)).toEqual([
      b,
      a,
    ]);
    const reply = await send(cast.operator, {
      action: 'operate',
      rows: codes.map((code) => ({ code })),
    });
    expect(reply.body).toEqual({
      rows: [b, a].map((code) => ({ code, outcome: 'done', status: 'in_progress', reason: null })),
      done: 2,
    });
    expect(await api.events(b)).toHaveLength(2);
  });
});

describe('what is wrong whichever the row', () => {
  const rows = async (status: (typeof STATUSES)[number]) => [
    { code: await put(test.db, cast, { status }), version: 1 },
  ];

  it.each([
    ['block', 'pending', { reason: ' ' }, ['reason']],
    ['send_to_qa', 'in_progress', { propertiesUpdated: -1 }, ['propertiesUpdated']],
    ['discount', 'pending', { discountPercent: '101' }, ['discountPercent', 'reason']],
    ['assign', 'pending', {}, ['assignee']],
    ['resolve', 'blocked', { message: 'x', file: 'f' }, ['file']],
    ['edit', 'pending', {}, ['']],
    [
      'edit',
      'pending',
      { priority: 'urgent', scheduledOn: '2020-01-01' },
      ['priority', 'scheduledOn'],
    ],
    ['edit', 'pending', { priority: null, scheduledOn: '' }, ['priority', 'scheduledOn']],
    ['edit', 'pending', { priority: 'high', partnerName: 'Southwind' }, ['partnerName']],
  ] as const)('%s of a %s one with %j names %j', async (action, status, values, paths) => {
    const user = cast[TAKEN[action][0]];
    const sent = await rows(status);
    const issues = await issuesOf(user, { action, rows: sent, values });
    expect(issues?.map(({ path }) => path)).toEqual(paths);
    expect(await api.events(sent[0]?.code ?? '')).toHaveLength(1);
  });

  it('more than 200 codes, none, an unknown action or a correction', async () => {
    const many = Array.from({ length: 201 }, (_, index) => `UR-26Q4${index + 1000}`);
    for (const [path, body, at] of [
      ['/choices', { codes: many }, 'codes'],
      ['/choices', { codes: [] }, 'codes'],
      ['/preview', { action: 'cancel', codes: many }, 'codes'],
      ['/preview', { action: 'correct', codes: ['UR-26Q4001'] }, 'action'],
      ['', { action: 'cancel', rows: many.map((code) => ({ code })) }, 'rows'],
      ['', { action: 'cancel', rows: [] }, 'rows'],
      ['', { action: 'correct', rows: [{ code: 'UR-26Q4001' }] }, 'action'],
    ] as const) {
      const reply = await api.send(cast.admin, 'POST', `/api/requests/bulk${path}`, { body });
      expect(reply.status, JSON.stringify(body).slice(0, 60)).toBe(422);
      expect(problem(reply).issues?.map((issue) => issue.path)).toEqual([at]);
    }
  });

  it('input that no form makes', async () => {
    const [row] = await rows('pending');
    const NUL = '\u0000';
    for (const [path, body] of [
      ['/choices', { codes: [NUL] }],
      ['/preview', { action: 'cancel', codes: [`UR-${NUL}`] }],
      ['', { action: 'cancel', rows: [{ code: NUL }] }],
      ['', { action: 'constructor', rows: [row] }],
      ['', { action: 'cancel', rows: [row], values: [] }],
      ['', { action: 'edit', rows: [{ ...row, version: 1.5 }], values: { priority: 'high' } }],
      ['', { action: 'block', rows: [row], values: JSON.parse('{"__proto__": {"reason": "x"}}') }],
      ['', { action: 'edit', rows: [row], values: { priority: [['high']] } }],
    ] as const) {
      const reply = await api.send(cast.admin, 'POST', `/api/requests/bulk${path}`, { body });
      expect([400, 404, 422], JSON.stringify(body)).toContain(reply.status);
    }
    expect(await api.row(row?.code ?? '')).toMatchObject({ status: 'pending', version: 1 });
  });

  it('X1: a missing version where the action needs it', async () => {
    const [first] = await rows('pending');
    const issues = await issuesOf(cast.requester, {
      action: 'edit',
      rows: [first, { code: 'UR-26Q4001' }],
      values: { priority: 'high' },
    });
    expect(issues?.map(({ path }) => path)).toEqual(['rows.1.version']);
  });
});
