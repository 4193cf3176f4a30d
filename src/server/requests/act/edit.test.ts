import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import {
  type Cast,
  CONTENT,
  makeCast,
  NEEDS_APPROVAL,
  problem,
  requestsApi,
} from '../../../../tests/helpers/requests.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const lastEvent = async (code: string) => (await api.events(code)).at(-1);
const users = CONTENT.user_records;

describe('L19 edit', () => {
  it('stores the new content and keeps old and new values in the history', async () => {
    const code = await api.created(cast.requester, 'user_records', { instructions: 'Before' });
    test.clock.advance({ minutes: 5 });
    const values = { ...users, partnerName: 'Southwind', instructions: 'After', priority: 'high' };
    expect(await api.effect(cast.teammate, code, 'edit', values)).toEqual({
      partner_name: 'Southwind',
      instructions: 'After',
      priority: 'high',
      updated_at: test.clock.now(),
      version: 2,
    });
    const { events } = await api.detail(cast.requester, code);
    expect(events[0]).toMatchObject({ action: 'edit', from: 'pending', to: 'pending' });
    expect(events[0]?.changes).toEqual(
      expect.arrayContaining([
        { field: 'partnerName', from: 'Northwind', to: 'Southwind', secret: false },
        { field: 'instructions', from: 'Before', to: 'After', secret: false },
        { field: 'priority', from: 'normal', to: 'high', secret: false },
      ]),
    );
    expect((await api.notified(code)).map(({ event }) => event)).toEqual(['new_request_created']);
  });

  it('changes nothing when nothing is different: no event, no version', async () => {
    const code = await api.created(cast.requester, 'user_records', { scheduledOn: '2026-12-01' });
    const same = { ...users, link: ` ${users.link} `, scheduledOn: '2026-12-01' };
    expect(await api.effect(cast.requester, code, 'edit', same)).toEqual({});
    expect(await api.events(code)).toHaveLength(1);
  });

  it('X1 is refused for a version that is not the present one, or none', async () => {
    const code = await api.created(cast.requester);
    const first = { version: 1, values: { ...users, partnerName: 'First' } };
    expect(await api.act(cast.requester, code, 'edit', first)).toMatchObject({ status: 200 });
    const late = { version: 1, values: { partnerName: '' } };
    const refused = await api.act(cast.teammate, code, 'edit', late);
    expect(refused.status).toBe(409);
    expect(problem(refused)).toMatchObject({
      code: 'conflict',
      detail:
        'The request has changed since you opened it. Rita Example edited the request a moment ago.',
      conflict: { version: 2, lastAction: 'edit', lastActor: 'Rita Example' },
    });
    const without = await api.act(cast.requester, code, 'edit', { values: users });
    expect(problem(without).issues?.[0]?.path).toBe('version');
    expect((await api.row(code)).partner_name).toBe('First');
  });

  it('names every wrong field, like a creation', async () => {
    const code = await api.created(cast.requester);
    const values = { partnerName: '', link: 'ftp://x', priority: 'urgent' };
    const reply = await api.act(cast.requester, code, 'edit', { version: 1, values });
    expect(reply.status).toBe(422);
    expect(problem(reply).issues?.map(({ path }) => path)).toEqual([
      'partnerName',
      'link',
      'priority',
    ]);
  });

  it('withdraws an approval when own fields change, not for priority', async () => {
    const code = await api.created(cast.requester, 'deactivation_toggle', NEEDS_APPROVAL);
    await api.did(cast.leader, code, 'approve');
    const high = { ...NEEDS_APPROVAL, priority: 'high' };
    expect(await api.effect(cast.requester, code, 'edit', high)).toMatchObject({
      priority: 'high',
    });
    expect((await api.row(code)).status).toBe('pending');
    const more = { ...high, properties: ['Elm Court', 'Oak Court'] };
    expect(await api.effect(cast.requester, code, 'edit', more)).toMatchObject({
      status: 'pending_approval',
      approved_at: null,
      approved_by: null,
      approved_content: null,
      tat_start_at: null,
    });
    expect((await api.notified(code)).at(-1)?.event).toBe('request_pending_approval');
  });

  it('asks for approval when the new sub-type needs it', async () => {
    const code = await api.created(cast.requester, 'deactivation_toggle');
    expect(await api.effect(cast.requester, code, 'edit', NEEDS_APPROVAL)).toMatchObject({
      status: 'pending_approval',
      variant: 'Toggle off invites',
      tat_start_at: null,
    });
  });

  it('a removed date activates a scheduled request now; a moved one moves its instant', async () => {
    const code = await api.created(cast.requester, 'user_records', { scheduledOn: '2026-12-01' });
    const moved = { ...users, scheduledOn: '2026-12-05' };
    expect(await api.effect(cast.requester, code, 'edit', moved)).toMatchObject({
      scheduled_on: '2026-12-05',
      scheduled_at: '2026-12-05T00:00:00.000Z',
    });
    expect((await lastEvent(code))?.details).toEqual({
      changes: [{ field: 'scheduledOn', from: '2026-12-01', to: '2026-12-05' }],
    });
    expect(await api.effect(cast.requester, code, 'edit', users)).toMatchObject({
      status: 'pending',
      scheduled_on: null,
      scheduled_timezone: null,
      scheduled_at: null,
      tat_start_at: test.clock.now(),
    });
  });

  it('an unchanged date is not checked against today again', async () => {
    const code = await api.created(cast.requester, 'deactivation_toggle', {
      ...NEEDS_APPROVAL,
      scheduledOn: '2026-12-01',
    });
    test.clock.set('2026-12-10T09:00:00Z');
    const kept = { ...NEEDS_APPROVAL, scheduledOn: '2026-12-01', priority: 'low' };
    expect(await api.effect(cast.requester, code, 'edit', kept)).toMatchObject({ priority: 'low' });
    const past = { ...kept, scheduledOn: '2026-12-02' };
    const reply = await api.act(cast.requester, code, 'edit', { version: 2, values: past });
    expect(problem(reply).issues).toEqual([
      { path: 'scheduledOn', message: '2026-12-02 is not possible; choose tomorrow or later' },
    ]);
  });

  it('a pending request keeps its date: absent is unchanged, different is refused', async () => {
    const code = await api.created(cast.requester, 'deactivation_toggle', {
      ...NEEDS_APPROVAL,
      scheduledOn: '2027-01-01',
    });
    test.clock.set('2027-01-02T09:00:00Z');
    await api.did(cast.leader, code, 'approve');
    expect((await api.row(code)).status).toBe('pending');
    const low = { ...NEEDS_APPROVAL, priority: 'low' };
    expect(await api.effect(cast.requester, code, 'edit', low)).toMatchObject({ priority: 'low' });
    expect((await api.row(code)).scheduled_on).toBe('2027-01-01');
    for (const scheduledOn of ['2027-03-01', 'soon']) {
      const reply = await api.act(cast.requester, code, 'edit', {
        version: 3,
        values: { ...low, scheduledOn },
      });
      expect(problem(reply).issues).toEqual([
        {
          path: 'scheduledOn',
          message: 'The date can be changed only before the request becomes pending',
        },
      ]);
    }
  });

  it('is not possible once somebody works on it, nor for people outside', async () => {
    const code = await api.created(cast.requester);
    const body = { version: 1, values: users };
    expect(await api.act(cast.operator, code, 'edit', body)).toMatchObject({ status: 403 });
    expect(await api.act(cast.outsider, code, 'edit', body)).toMatchObject({ status: 404 });
    await api.did(cast.operator, code, 'operate');
    expect(await api.act(cast.requester, code, 'edit', body)).toMatchObject({ status: 409 });
  });
});

describe('L19 edit of bank details', () => {
  const banking = {
    subType: 'banking_information',
    partnerName: 'Northwind',
    properties: ['Elm Court'],
  };
  const withBank = (bankDetails: unknown) => ({ ...banking, bankDetails });
  const stored = (code: string) =>
    test.db
      .selectFrom('request_secrets')
      .innerJoin('requests', 'requests.id', 'request_id')
      .select(['field', 'ciphertext'])
      .where('code', '=', code)
      .execute();
  const created = async () => {
    const reply = await api.create(cast.requester, {
      type: 'property_records',
      values: withBank('IBAN XX00 1111'),
    });
    return (reply.body as { code: string }).code;
  };

  it('R3 a new value is recorded as changed, never by value', async () => {
    const code = await created();
    const [before] = await stored(code);
    await api.did(cast.requester, code, 'edit', withBank('IBAN XX00 2222'));
    const [after] = await stored(code);
    expect(after?.ciphertext).not.toEqual(before?.ciphertext);
    const event = await lastEvent(code);
    expect(event?.details).toEqual({ changes: [{ field: 'bankDetails', secret: true }] });
    expect(JSON.stringify(await api.events(code))).not.toMatch(/1111|2222/);
    expect((await api.row(code)).data).toMatchObject({ bankDetails: { kept: true } });
  });

  it('kept, or typed again as it is, changes nothing', async () => {
    const code = await created();
    expect(await api.effect(cast.requester, code, 'edit', withBank({ kept: true }))).toEqual({});
    expect(await api.effect(cast.requester, code, 'edit', withBank('IBAN XX00 1111'))).toEqual({});
    expect(await stored(code)).toHaveLength(1);
  });

  it('F-PR2 another sub-type removes them', async () => {
    const code = await created();
    await api.did(cast.requester, code, 'edit', CONTENT.property_records);
    expect(await stored(code)).toEqual([]);
    expect((await api.row(code)).data).not.toHaveProperty('bankDetails');
  });
});
