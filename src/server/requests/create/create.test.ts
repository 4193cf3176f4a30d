import { beforeAll, describe, expect, it } from 'vitest';
import { as, makeUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import {
  type Cast,
  CONTENT,
  makeCast,
  NEEDS_APPROVAL,
  problem,
  requestsApi,
} from '../../../../tests/helpers/requests.ts';
import { formatCode } from '../../../domain/requests/codes.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const users = CONTENT.user_records;

describe('L1 create', () => {
  it('is pending with TAT started, its event, text and outbox written', async () => {
    const code = await api.created(cast.requester, 'user_records', { instructions: '  Please ' });
    const now = test.clock.now();
    expect(await api.row(code)).toMatchObject({
      type: 'user_records',
      status: 'pending',
      requester_id: cast.requester.id,
      creator_id: cast.requester.id,
      team: 'revenue',
      priority: 'normal',
      partner_name: 'Northwind',
      instructions: 'Please',
      data: { link: users.link },
      created_at: now,
      status_since: now,
      tat_start_at: now,
      scheduled_at: null,
      version: 1,
    });
    expect(await api.events(code)).toMatchObject([
      { action: 'create', actor_id: cast.requester.id, from_status: null, to_status: 'pending' },
    ]);
    expect(await api.notified(code)).toEqual([
      {
        event: 'new_request_created',
        people: expect.objectContaining({ actorId: cast.requester.id }),
        mentions: [],
        reaction: null,
        deliveries: ['email operations', 'slack channel', 'telegram chat'],
      },
    ]);
  });

  it('with a date is scheduled in the requester’s zone, tomorrow or later there', async () => {
    const kiri = await makeUser(test.db, { teams: ['revenue'], timezone: 'Pacific/Kiritimati' });
    // 18 November, 09:00 UTC is 23:00 of the same day in Kiritimati (+14).
    const code = await api.created(kiri, 'user_records', { scheduledOn: '2026-11-19' });
    expect(await api.row(code)).toMatchObject({
      status: 'scheduled',
      scheduled_on: '2026-11-19',
      scheduled_timezone: 'Pacific/Kiritimati',
      scheduled_at: '2026-11-18T10:00:00.000Z',
      tat_start_at: null,
    });
    expect((await api.notified(code))[0]?.reaction).toBe('calendar');
    const today = await api.create(kiri, {
      type: 'user_records',
      values: { ...users, scheduledOn: '2026-11-18' },
    });
    expect(problem(today).issues?.[0]?.path).toBe('scheduledOn');
  });

  it('approval beats the date, keeps it, and tells the approvers who are active', async () => {
    await makeUser(test.db, { roles: ['leadership'], isActive: false });
    const code = await api.created(cast.requester, 'deactivation_toggle', {
      ...NEEDS_APPROVAL,
      scheduledOn: '2026-12-24',
    });
    expect(await api.row(code)).toMatchObject({
      status: 'pending_approval',
      scheduled_on: '2026-12-24',
      tat_start_at: null,
      variant: 'Toggle off invites',
    });
    const notified = await api.notified(code);
    expect(notified.map(({ event }) => event)).toEqual([
      'new_request_created',
      'request_pending_approval',
    ]);
    expect(notified[1]?.deliveries).toEqual([
      'email operations',
      `email user:${cast.leader.id}`,
      `email user:${cast.leader2.id}`,
      'slack channel',
      'telegram chat',
    ]);
  });

  it('X3 people with a linked Telegram account get their own message', async () => {
    const linked = await makeUser(test.db, { roles: ['leadership'] });
    const off = (values: object) =>
      test.db.updateTable('users').set(values).where('id', '=', linked.id).execute();
    await off({ telegram_user_id: 4_611_686_018_427 });
    const code = await api.created(cast.requester, 'deactivation_toggle', NEEDS_APPROVAL);
    await off({ is_active: false });
    expect((await api.notified(code))[1]?.deliveries).toContain(`telegram user:${linked.id}`);
  });

  it('needs no approval when leadership creates for themself', async () => {
    const code = await api.created(cast.leader, 'deactivation_toggle', NEEDS_APPROVAL);
    expect(await api.row(code)).toMatchObject({ status: 'pending', approval_waived: true });
  });

  it('names every wrong field at once, the team included', async () => {
    const both = await makeUser(test.db, { teams: ['revenue', 'support'] });
    const reply = await api.create(both, {
      type: 'user_records',
      values: { partnerName: 'x'.repeat(256), link: 'no', priority: 7 },
    });
    expect(reply.status).toBe(422);
    expect(problem(reply).issues?.map(({ path }) => path)).toEqual([
      'team',
      'partnerName',
      'link',
      'priority',
    ]);
    expect(await api.create(both, { type: 'nothing', values: {} })).toMatchObject({ status: 422 });
  });
});

describe('P1 who creates for whom', () => {
  it('only members of the type’s teams', async () => {
    const reply = await api.create(cast.outsider, { type: 'user_records', values: users });
    expect(reply.status).toBe(403);
    expect(problem(reply).detail).toBe(
      'User records requests are created by members of Revenue or Support.',
    );
    expect((await api.create(cast.operator, { type: 'user_records', values: users })).status).toBe(
      403,
    );
  });

  it('an admin for an active user of such a team; both names are kept', async () => {
    const code = await api.created(
      cast.admin,
      'user_records',
      {},
      { onBehalfOf: cast.requester.id },
    );
    expect(await api.row(code)).toMatchObject({
      requester_id: cast.requester.id,
      creator_id: cast.admin.id,
      team: 'revenue',
    });
    const { requester, creator, events } = await api.detail(cast.requester, code);
    expect([requester.id, creator.id]).toEqual([cast.requester.id, cast.admin.id]);
    expect(events[0]?.person?.id).toBe(cast.requester.id);
    const inactive = await makeUser(test.db, { teams: ['revenue'], isActive: false });
    for (const onBehalfOf of [undefined, cast.outsider.id, inactive.id, 999_999]) {
      const reply = await api.create(cast.admin, {
        type: 'user_records',
        values: users,
        onBehalfOf,
      });
      expect(problem(reply).issues?.[0]?.path, String(onBehalfOf)).toBe('onBehalfOf');
    }
  });

  it('nobody else for somebody else', async () => {
    const body = { type: 'user_records', values: users, onBehalfOf: cast.teammate.id };
    expect(await api.create(cast.requester, body)).toMatchObject({ status: 403 });
  });

  it('P2 somebody in two teams chooses one of theirs', async () => {
    const both = await makeUser(test.db, { teams: ['revenue', 'support', 'accounting'] });
    const reply = await api.create(both, { type: 'user_records', values: users });
    expect(problem(reply).issues).toEqual([
      { path: 'team', message: 'Choose the team that the request is for: Revenue or Support' },
    ]);
    const wrong = { type: 'user_records', values: users, team: 'accounting' };
    expect(problem(await api.create(both, wrong)).issues?.[0]?.path).toBe('team');
    const code = await api.created(both, 'user_records', {}, { team: 'support' });
    expect((await api.row(code)).team).toBe('support');
  });
});

describe('codes', () => {
  it('R1 grow past 999 and start again with the quarter', async () => {
    test.clock.set('2027-03-31T23:59:59.999Z');
    await test.db
      .insertInto('code_counters')
      .values({ prefix: 'AV', year: 2027, quarter: 1, last: 998 })
      .execute();
    const make = () => api.created(cast.requester, 'address_validation');
    expect([await make(), await make()]).toEqual(['AV-27Q1999', 'AV-27Q11000']);
    expect(formatCode('AV', test.clock.now(), 1000)).toBe('AV-27Q11000');
    test.clock.set('2027-04-01T00:00:00.000Z');
    expect(await make()).toBe('AV-27Q2001');
  });

  it('R2 two hundred creations at once: no gap, no double, no failure', async () => {
    const refusedInBetween = { type: 'property_records', values: {} };
    const replies = await Promise.all(
      Array.from({ length: 220 }, (_, n) =>
        n % 11 === 10
          ? api.create(cast.requester, refusedInBetween)
          : api.create(cast.requester, {
              type: 'property_records',
              values: CONTENT.property_records,
            }),
      ),
    );
    const made = replies.filter(({ status }) => status === 201);
    expect(made).toHaveLength(200);
    expect(replies.filter(({ status }) => status === 422)).toHaveLength(20);
    const codes = made.map(({ body }) => (body as { code: string }).code).sort();
    const expected = Array.from({ length: 200 }, (_, n) =>
      formatCode('PR', test.clock.now(), n + 1),
    );
    expect(codes).toEqual(expected.sort());
  });
});

describe('secrets', () => {
  const banking = {
    subType: 'banking_information',
    partnerName: 'Northwind',
    properties: ['Elm Court'],
  };

  it('are encrypted, never stored, answered or told in the clear', async () => {
    const code = await api.created(cast.requester, 'property_records', {
      ...banking,
      bankDetails: 'IBAN XX00 9876',
    });
    const row = await api.row(code);
    expect(row.data).toMatchObject({ bankDetails: { kept: true } });
    const detail = await api.detail(cast.admin, code);
    const everything = JSON.stringify([
      row,
      detail,
      await api.events(code),
      await test.db.selectFrom('notifications').selectAll().execute(),
    ]);
    expect(everything).not.toContain('9876');
    const secrets = await test.db.selectFrom('request_secrets').selectAll().execute();
    expect(secrets).toHaveLength(1);
    expect(Buffer.from(secrets[0]?.ciphertext ?? []).toString('latin1')).not.toContain('9876');
  });

  it('kept in a draft are taken from it, and the draft is gone with the creation', async () => {
    const put = await test.app.inject({
      method: 'PUT',
      url: '/api/drafts/new:property_records',
      headers: as(cast.requester),
      payload: { values: { ...banking, bankDetails: 'IBAN XX00 5555' } },
    });
    expect(put.statusCode).toBe(200);
    const values = { ...banking, bankDetails: { kept: true } };
    const body = { type: 'property_records', values };
    const without = await api.create(cast.requester, body);
    expect(problem(without).issues?.[0]?.path).toBe('bankDetails');
    const reply = await api.create(cast.requester, { ...body, draft: 'new:property_records' });
    const { code } = reply.body as { code: string };
    const revealed = await api.send(cast.requester, 'POST', `/api/requests/${code}/reveal`);
    expect(revealed.body).toEqual({ secrets: { bankDetails: 'IBAN XX00 5555' } });
    expect(await test.db.selectFrom('drafts').selectAll().execute()).toEqual([]);
  });
});

describe('Idempotency-Key', () => {
  const body = { type: 'user_records', values: users };
  const count = async () => (await test.db.selectFrom('requests').select('id').execute()).length;

  it('a double submit makes one request, also when both are under way', async () => {
    const before = await count();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => api.create(cast.requester, body, 'double-click')),
    );
    const again = await api.create(cast.requester, body, 'double-click');
    const answers = new Set([...replies, again].map((reply) => JSON.stringify(reply.body)));
    expect(answers.size).toBe(1);
    expect(again.status).toBe(201);
    expect(await count()).toBe(before + 1);
  });

  it('another body with the same key is refused', async () => {
    await api.create(cast.requester, body, 'other-body');
    const other = { ...body, values: { ...users, partnerName: 'Other' } };
    expect(await api.create(cast.requester, other, 'other-body')).toMatchObject({
      status: 409,
      body: { code: 'idempotency_mismatch' },
    });
  });

  it('is one person’s own', async () => {
    const before = await count();
    await api.create(cast.requester, body, 'same-key-for-two');
    await api.create(cast.teammate, body, 'same-key-for-two');
    expect(await count()).toBe(before + 2);
  });

  it('a failure is not stored: the corrected form may use the key again', async () => {
    const wrong = { ...body, values: {} };
    expect(await api.create(cast.requester, wrong, 'corrected')).toMatchObject({ status: 422 });
    expect(await api.create(cast.requester, body, 'corrected')).toMatchObject({ status: 201 });
  });

  it('holds for actions: the second click hears the first one’s answer, not a conflict', async () => {
    const code = await api.created(cast.requester);
    const click = () => api.act(cast.operator, code, 'operate', {}, 'operate-once');
    const replies = await Promise.all([click(), click(), click()]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await api.row(code)).version).toBe(2);
  });

  it.each(['short', 'x'.repeat(101), 'with space'])('%s is no key', async (key) => {
    expect(await api.create(cast.requester, body, key)).toMatchObject({ status: 400 });
  });
});
