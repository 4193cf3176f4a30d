import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import {
  type Cast,
  makeCast,
  OPERATION,
  problem,
  type Reply,
  requestsApi,
} from '../../../../tests/helpers/requests.ts';
import type { EventsAnswer } from '../../../domain/api/requests.ts';
import { canView } from '../../../domain/permissions.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const bank = {
  subType: 'banking_information',
  partnerName: 'Northwind',
  properties: ['Elm Court'],
  bankDetails: 'IBAN XX00 4321',
};
const HOUR_MS = 3_600_000;

describe('P3 who sees a request', () => {
  it('on every surface as the domain says; hidden and missing are answered alike', async () => {
    const code = await api.created(cast.requester, 'property_records', bank);
    const request = { requesterId: cast.requester.id, team: 'revenue' } as const;
    const [event] = await api.events(code);
    const surfaces = (one: string): [method: 'GET' | 'POST', path: string, body?: object][] => [
      ['GET', `/api/requests/${one}`],
      ['GET', `/api/requests/${one}/events?before=${(event?.id ?? 0) + 1}`],
      ['POST', `/api/requests/${one}/reveal`],
      ['POST', `/api/requests/${one}/events/${event?.id}/redact`, { reason: 'Personal' }],
      ['POST', `/api/requests/${one}/actions/start_qa`, {}],
    ];
    const plain = ({ status, body }: Reply) => ({
      status,
      body: { ...(body as object), requestId: undefined },
    });
    for (const user of Object.values(cast)) {
      for (const [n, [method, path, body]] of surfaces(code).entries()) {
        const reply = await api.send(user, method, path, body && { body });
        const name = `${user.name} ${method} ${path}`;
        if (canView(user, request)) expect(reply.status, name).not.toBe(404);
        else {
          const missing = surfaces('PR-99Q4999')[n] ?? ['GET', ''];
          const other = await api.send(user, missing[0], missing[1], body && { body });
          expect(reply.status, name).toBe(404);
          expect(plain(reply), name).toEqual(plain(other));
        }
      }
    }
  });

  it('a requester who left the team still sees their own', async () => {
    const code = await api.created(cast.requester);
    const set = (teams: ('revenue' | 'support')[]) =>
      test.db.updateTable('users').set({ teams }).where('id', '=', cast.requester.id).execute();
    await set([]);
    expect((await api.detail(cast.requester, code)).code).toBe(code);
    await set(['revenue']);
  });

  it('codes may be typed in small letters; nonsense is not found', async () => {
    const code = await api.created(cast.requester);
    expect((await api.detail(cast.requester, code.toLowerCase())).code).toBe(code);
    expect((await api.send(cast.admin, 'GET', '/api/requests/nonsense')).status).toBe(404);
  });
});

describe('X4 times', () => {
  it('turn-around time and time in each status', async () => {
    const code = await api.created(cast.requester);
    const hours = (count: number) => test.clock.advance({ hours: count });
    hours(1);
    await api.did(cast.operator, code, 'operate');
    hours(2);
    await api.did(cast.operator, code, 'give_update', { message: 'Still at it' });
    hours(2);
    await api.did(cast.operator, code, 'send_to_qa', OPERATION);
    hours(3);
    await api.did(cast.qa, code, 'start_qa');
    expect((await api.detail(cast.requester, code)).tatMs).toBeNull();
    hours(1);
    await api.did(cast.qa, code, 'complete', OPERATION);
    const detail = await api.detail(cast.requester, code);
    expect(detail.tatMs).toBe(9 * HOUR_MS);
    expect(detail.timeInStatusMs).toEqual({
      pending: HOUR_MS,
      in_progress: 4 * HOUR_MS,
      qa_pending: 3 * HOUR_MS,
      qa_in_progress: HOUR_MS,
      completed: 0,
    });
    expect(detail.nextStep).toEqual({
      waitingFor: null,
      person: null,
      since: test.clock.now(),
    });
  });
});

describe('R3 history', () => {
  it('comes newest first, fifty at a time, and times count the older ones too', async () => {
    const code = await api.created(cast.requester);
    await api.did(cast.operator, code, 'operate');
    test.clock.advance({ hours: 1 });
    for (let n = 1; n <= 60; n += 1) {
      await api.did(cast.operator, code, 'give_update', { message: `Update ${n}` });
    }
    const detail = await api.detail(cast.requester, code);
    expect(detail.moreEvents).toBe(true);
    expect(detail.events).toHaveLength(50);
    expect(detail.events[0]?.message).toBe('Update 60');
    expect(detail.timeInStatusMs).toEqual({ pending: 0, in_progress: HOUR_MS });
    const older = await api.send(
      cast.requester,
      'GET',
      `/api/requests/${code}/events?before=${detail.events.at(-1)?.id}`,
    );
    const { events, moreEvents } = older.body as EventsAnswer;
    expect(moreEvents).toBe(false);
    expect(events.map(({ message }) => message)).toEqual([
      ...Array.from({ length: 10 }, (_, n) => `Update ${10 - n}`),
      null,
      null,
    ]);
    expect(events.at(-1)).toMatchObject({ action: 'create', actor: { id: cast.requester.id } });
    const bad = await api.send(cast.requester, 'GET', `/api/requests/${code}/events?before=x`);
    expect(bad.status).toBe(422);
  });

  it.each([
    ['UPDATE', 'request_events', "UPDATE request_events SET action = 'approve'"],
    ['DELETE', 'request_events', 'DELETE FROM request_events'],
    ['TRUNCATE', 'request_events', 'TRUNCATE request_events CASCADE'],
    ['UPDATE', 'request_event_texts', "UPDATE request_event_texts SET message = 'x'"],
    ['DELETE', 'request_event_texts', 'DELETE FROM request_event_texts'],
    ['TRUNCATE', 'request_event_texts', 'TRUNCATE request_event_texts'],
  ])('the database refuses %s on %s', async (_verb, _table, statement) => {
    await expect(sql.raw(statement).execute(test.db)).rejects.toThrow(
      /append-only|redact_event_text/,
    );
  });
});

describe('R3 redaction', () => {
  const redact = (user: Cast['admin'], code: string, id: number, reason: string) =>
    api.send(user, 'POST', `/api/requests/${code}/events/${id}/redact`, { body: { reason } });

  it('takes the text out of the history for good; event, author and reason stay', async () => {
    const code = await api.created(cast.requester, 'user_records', { instructions: 'Jo, 12345' });
    const values = {
      partnerName: 'Northwind',
      link: 'https://example.com/x',
      instructions: 'None',
    };
    const edit = { version: 1, values };
    await api.act(cast.requester, code, 'edit', edit, 'edit-with-a-key');
    const edited = (await api.events(code)).at(-1);
    const id = edited?.id ?? 0;
    const refused = await redact(cast.leader, code, id, 'Personal data');
    expect(refused).toMatchObject({ status: 403 });
    expect(await redact(cast.admin, code, id, '  ')).toMatchObject({ status: 422 });
    const done = await redact(cast.admin, code, id, 'Personal data');
    expect(done.status).toBe(200);
    const { events } = await api.detail(cast.requester, code);
    expect(events[0]).toMatchObject({
      action: 'redact',
      actor: { id: cast.admin.id },
      message: 'Personal data',
    });
    expect(events[1]).toMatchObject({
      action: 'edit',
      actor: { id: cast.requester.id },
      redacted: true,
      message: null,
    });
    expect(events[1]?.changes).toContainEqual({
      field: 'instructions',
      from: null,
      to: null,
      secret: false,
    });
    expect(JSON.stringify(await api.events(code))).not.toContain('12345');
    expect(await redact(cast.admin, code, id, 'Again')).toMatchObject({ status: 409 });
    const keys = await test.db.selectFrom('idempotency_keys').select('answer').execute();
    expect(JSON.stringify(keys)).not.toContain('12345');
    const audit = await test.db
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'event_text_redacted')
      .execute();
    expect(audit).toMatchObject([{ actor_id: cast.admin.id, target: code }]);
  });

  it('is about an event of that request', async () => {
    const [one, two] = [await api.created(cast.requester), await api.created(cast.requester)];
    await api.did(cast.requester, one, 'cancel', { reason: 'Mine' });
    const id = (await api.events(one)).at(-1)?.id ?? 0;
    expect(await redact(cast.admin, two, id, 'Wrong one')).toMatchObject({ status: 404 });
    expect((await api.events(one)).at(-1)?.message).toBe('Mine');
  });
});

describe('reveal', () => {
  const reveal = (user: Cast['admin'], code: string) =>
    api.send(user, 'POST', `/api/requests/${code}/reveal`);
  const audit = (code: string) =>
    test.db
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'bank_details_revealed')
      .where('target', '=', code)
      .execute();

  it('shows bank details in full, uncached, and records who saw them', async () => {
    const code = await api.created(cast.requester, 'property_records', bank);
    const reply = await reveal(cast.operator, code);
    expect(reply).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: { secrets: { bankDetails: 'IBAN XX00 4321' } },
    });
    const rows = await audit(code);
    expect(rows).toMatchObject([
      { actor_id: cast.operator.id, details: { fields: ['bankDetails'] }, address: '127.0.0.1' },
    ]);
    expect(JSON.stringify(rows)).not.toContain('4321');
  });

  it('records nothing when there is nothing to see or nobody who may', async () => {
    const without = await api.created(cast.requester);
    expect((await reveal(cast.requester, without)).body).toEqual({ secrets: {} });
    const code = await api.created(cast.requester, 'property_records', bank);
    const hidden = await reveal(cast.outsider, code);
    expect(problem(hidden).code).toBe('not_found');
    expect([...(await audit(without)), ...(await audit(code))]).toEqual([]);
  });
});
