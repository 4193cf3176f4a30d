import { beforeAll, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import {
  type Cast,
  CONTENT,
  makeCast,
  makeFile,
  NEEDS_APPROVAL,
  OPERATION,
  problem,
  requestsApi,
} from '../../../../tests/helpers/requests.ts';
import type { Values } from '../../../domain/requests/define.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
let supporter: TestUser;
beforeAll(async () => {
  cast = await makeCast(test);
  supporter = await makeUser(test.db, {
    firstName: 'Sam',
    lastName: 'Example',
    teams: ['support'],
  });
});

const users = CONTENT.user_records;
/** The form as it stands, for a request that Rita made for revenue. */
const standing = (values: Values = users): Values => ({
  ...values,
  reason: 'Recorded for the wrong people',
  team: 'revenue',
  requester: cast.requester.id,
});
const correct = async (code: string, values: Values, user: TestUser = cast.admin) => {
  const { version } = await api.row(code);
  return api.act(user, code, 'correct', { version, values });
};
const corrected = async (code: string, values: Values) => {
  const before = await api.row(code);
  expect(await correct(code, values)).toMatchObject({ status: 200 });
  return { before, after: await api.row(code) };
};
const issuesOf = async (code: string, values: Values) => {
  const reply = await correct(code, values);
  expect(reply).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
  return problem(reply).issues;
};
const audited = (code: string) =>
  test.db
    .selectFrom('audit_log')
    .select(['action', 'actor_id', 'details'])
    .where('target', '=', code)
    .execute();
const completions = async (code: string) =>
  test.db
    .selectFrom('completions')
    .innerJoin('requests', 'requests.id', 'request_id')
    .select(['completions.team', 'corrected_at', 'superseded_at', 'final_price', 'client_total'])
    .where('code', '=', code)
    .orderBy('completions.id')
    .execute();

async function completed(): Promise<string> {
  const code = await api.created(cast.requester);
  await api.did(cast.operator, code, 'operate');
  await api.did(cast.operator, code, 'send_to_qa', OPERATION);
  await api.did(cast.qa, code, 'start_qa');
  await api.did(cast.qa, code, 'complete', OPERATION);
  return code;
}

describe('section 10: a correction', () => {
  it('changes a field in any status, and says so in the history and the audit log', async () => {
    const code = await completed();
    test.clock.advance({ minutes: 3 });
    const values = { ...standing(), partnerName: 'Southwind', instructions: 'As agreed' };
    const { before, after } = await corrected(code, values);
    expect(after).toEqual({
      ...before,
      partner_name: 'Southwind',
      instructions: 'As agreed',
      updated_at: test.clock.now(),
      version: before.version + 1,
    });
    const { events } = await api.detail(cast.requester, code);
    expect(events[0]).toMatchObject({
      action: 'correct',
      actor: { name: 'Ada Example' },
      from: 'completed',
      to: 'completed',
      message: 'Recorded for the wrong people',
    });
    expect(events[0]?.changes).toEqual([
      { field: 'partnerName', from: 'Northwind', to: 'Southwind', secret: false },
      { field: 'instructions', from: null, to: 'As agreed', secret: false },
    ]);
    expect(await audited(code)).toEqual([
      {
        action: 'request_corrected',
        actor_id: cast.admin.id,
        details: { fields: ['partnerName', 'instructions'] },
      },
    ]);
    expect((await api.notified(code)).at(-1)?.event).toBe('request_completed');
  });

  it('moves it to another person and team; the history names people by id', async () => {
    const code = await api.created(cast.requester);
    const values = { ...standing(), team: 'support', requester: supporter.id };
    const { after } = await corrected(code, values);
    expect(after).toMatchObject({ team: 'support', requester_id: supporter.id });
    const { events } = await api.detail(supporter, code);
    expect(events[0]?.changes).toEqual([
      { field: 'team', from: 'revenue', to: 'support', secret: false },
      {
        field: 'requester',
        from: { id: cast.requester.id, name: 'Rita Example', isActive: true },
        to: { id: supporter.id, name: 'Sam Example', isActive: true },
        secret: false,
      },
    ]);
    expect((await api.events(code)).at(-1)).toMatchObject({
      details: {
        changes: [
          { field: 'team', from: 'revenue', to: 'support' },
          { field: 'requester', from: cast.requester.id, to: supporter.id },
        ],
      },
      changes: {},
    });
  });

  it('P3: the old team no longer sees it anywhere, the new one does', async () => {
    const { teammate, outsider, requester } = cast;
    const fileId = await makeFile(test, requester, 'users.csv');
    const code = await api.created(requester, 'user_records', { file: fileId });
    const seen = async (user: TestUser) => {
      const list = await api.send(user, 'GET', `/api/requests?q=${code}`);
      const counts = await api.send(user, 'GET', `/api/requests/count?q=${code}`);
      return {
        list: (list.body as { requests: unknown[] }).requests.length,
        count: (counts.body as { filtered: { count: number } }).filtered.count,
        detail: (await api.send(user, 'GET', `/api/requests/${code}`)).status,
        file: (await api.send(user, 'GET', `/api/files/${fileId}`)).status,
        act: (await api.act(user, code, 'ask_for_update')).status,
      };
    };
    const NOTHING = { list: 0, count: 0, detail: 404, file: 404, act: 404 };
    const ALL = { list: 1, count: 1, detail: 200, file: 200 };
    expect(await seen(teammate)).toMatchObject(ALL);
    expect(await seen(supporter)).toEqual(NOTHING);
    await corrected(code, {
      ...standing(),
      file: fileId,
      team: 'support',
      requester: supporter.id,
    });
    // Counts may be ten seconds old.
    test.clock.advance({ minutes: 1 });
    for (const user of [teammate, requester, outsider]) expect(await seen(user)).toEqual(NOTHING);
    expect(await seen(supporter)).toMatchObject(ALL);
  });

  it('P3: a requester who stays the same still sees it in a team that is not theirs', async () => {
    const code = await api.created(cast.requester);
    await corrected(code, { ...standing(), team: 'support' });
    expect((await api.detail(cast.requester, code)).team).toBe('support');
    await api.detail(supporter, code);
    expect(await api.send(cast.teammate, 'GET', `/api/requests/${code}`)).toMatchObject({
      status: 404,
    });
  });

  it('P1: the new requester is active and in the team; the old one may be neither', async () => {
    const code = await api.created(cast.requester);
    const gone = await makeUser(test.db, { teams: ['revenue'], isActive: false });
    for (const [requester, message] of [
      [gone.id, 'This person has no active account'],
      [2_000_000_000, 'This person has no active account'],
      [supporter.id, 'This person is not a member of Revenue'],
    ] as const) {
      expect(await issuesOf(code, { ...standing(), requester })).toEqual([
        { path: 'requester', message },
      ]);
    }
    const leaving = await makeUser(test.db, { teams: ['revenue'] });
    const theirs = await api.created(leaving);
    await test.db
      .updateTable('users')
      .set({ is_active: false, teams: [] })
      .where('id', '=', leaving.id)
      .execute();
    const values = { ...standing(), requester: leaving.id, priority: 'high' };
    expect((await corrected(theirs, values)).after.priority).toBe('high');
  });

  it('names every wrong field; the team is one of the type’s', async () => {
    const code = await api.created(cast.requester);
    const wrong = { partnerName: '', link: 'ftp://x', team: 'compliance', reason: ' ' };
    const issues = await issuesOf(code, { ...wrong, requester: cast.requester.id });
    expect(issues?.map(({ path }) => path)).toEqual(['reason', 'team', 'partnerName', 'link']);
    const none = await issuesOf(code, { ...users });
    expect(none?.map(({ path }) => path)).toEqual(['reason', 'team', 'requester']);
    const date = await issuesOf(code, { ...standing(), scheduledOn: '2027-12-01' });
    expect(date?.map(({ path }) => path)).toEqual(['scheduledOn']);
    expect((await api.row(code)).version).toBe(1);
  });

  it('says so when nothing but the reason is given', async () => {
    const code = await api.created(cast.requester);
    const issues = await issuesOf(code, { ...standing(), link: ` ${users.link} ` });
    expect(issues?.[0]).toMatchObject({ path: '', message: /^Nothing differs/ });
    expect(await api.events(code)).toHaveLength(1);
    expect(await audited(code)).toEqual([]);
  });

  it('F3: a file that takes another’s place comes with the correction; the first one stays', async () => {
    const first = await makeFile(test, cast.requester, 'users.csv');
    const code = await api.created(cast.requester, 'user_records', { file: first });
    const second = await makeFile(test, cast.admin, 'right users.csv');
    await corrected(code, { ...standing(), file: second });
    const { events, values } = await api.detail(cast.teammate, code);
    expect(values.file).toBe(second);
    expect(events[0]?.files.map(({ name }) => name)).toEqual(['right users.csv']);
    expect(events[0]?.changes).toEqual([{ field: 'file', from: first, to: second, secret: false }]);
    for (const id of [first, second]) {
      const file = await api.send(cast.teammate, 'GET', `/api/files/${id}`);
      expect(file.status).toBe(200);
    }
    const others = await makeFile(test, cast.teammate, 'theirs.csv');
    expect(await issuesOf(code, { ...standing(), file: others })).toEqual([
      { path: 'file', message: 'This file is no longer there; add it again' },
    ]);
  });

  it('keeps the date, which is not checked against today again', async () => {
    const code = await api.created(cast.requester, 'user_records', { scheduledOn: '2026-12-01' });
    test.clock.set('2026-12-10T09:00:00Z');
    const sent = { ...standing(), partnerName: 'Southwind', scheduledOn: '2026-12-01' };
    const { before, after } = await corrected(code, sent);
    expect(after).toMatchObject({ status: 'scheduled', partner_name: 'Southwind' });
    expect(after.scheduled_at).toBe(before.scheduled_at);
  });

  it('L19: asks for approval anew before work begins, and tells who approves', async () => {
    const code = await api.created(cast.requester, 'deactivation_toggle', NEEDS_APPROVAL);
    await api.did(cast.leader, code, 'approve');
    const values = { ...standing(NEEDS_APPROVAL), properties: ['Oak Court'] };
    expect((await corrected(code, values)).after).toMatchObject({
      status: 'pending_approval',
      approved_at: null,
      approved_by: null,
      approved_content: null,
      tat_start_at: null,
    });
    expect((await api.notified(code)).at(-1)?.event).toBe('request_pending_approval');
    await api.did(cast.leader, code, 'approve');
    await api.did(cast.operator, code, 'operate');
    const later = { ...standing(NEEDS_APPROVAL), properties: ['Ash Court'] };
    expect((await corrected(code, later)).after).toMatchObject({
      status: 'in_progress',
      approved_by: null,
    });
  });

  it('P6: whoever approved a request can become its requester; the approval goes', async () => {
    const lead = await makeUser(test.db, { roles: ['leadership'], teams: ['revenue'] });
    const code = await api.created(cast.requester, 'deactivation_toggle', NEEDS_APPROVAL);
    await api.did(lead, code, 'approve');
    await api.did(cast.operator, code, 'operate');
    const values = { ...standing(NEEDS_APPROVAL), requester: lead.id };
    expect((await corrected(code, values)).after).toMatchObject({
      status: 'in_progress',
      requester_id: lead.id,
      approved_by: null,
    });
  });

  it('M3, D5: frozen prices stay; the completion that counts follows the team', async () => {
    const code = await completed();
    await api.did(cast.admin, code, 'reject', { reason: 'Wrong' });
    await api.did(cast.operator, code, 'send_to_qa', OPERATION);
    await api.did(cast.qa, code, 'start_qa');
    await api.did(cast.qa, code, 'complete', OPERATION);
    const before = await completions(code);
    test.clock.advance({ days: 2 });
    await corrected(code, { ...standing(), team: 'support' });
    const [superseded, current] = await completions(code);
    expect(superseded).toEqual(before[0]);
    expect(superseded).toMatchObject({ team: 'revenue' });
    expect(current).toEqual({
      ...before[1],
      team: 'support',
      corrected_at: test.clock.now(),
    });
  });

  it('D4: a block that goes on follows the team, one that is over stays', async () => {
    const code = await api.created(cast.requester);
    const block = () => api.did(cast.operator, code, 'block', { reason: 'The link is empty' });
    await block();
    await api.did(cast.requester, code, 'resolve', { message: 'Here it is' });
    await block();
    await corrected(code, { ...standing(), team: 'support' });
    const blocks = await test.db
      .selectFrom('blocks')
      .innerJoin('requests', 'requests.id', 'request_id')
      .select('blocks.team')
      .where('code', '=', code)
      .orderBy('blocks.event_id')
      .execute();
    expect(blocks).toEqual([{ team: 'revenue' }, { team: 'support' }]);
  });

  it('X1: is refused for a version that is not the present one, or none', async () => {
    const code = await api.created(cast.requester);
    const values = { ...standing(), partnerName: 'First' };
    expect(await api.act(cast.admin, code, 'correct', { values })).toMatchObject({ status: 422 });
    await corrected(code, values);
    const late = { version: 1, values: { ...standing(), partnerName: 'Second' } };
    const reply = await api.act(cast.admin, code, 'correct', late);
    expect(reply.status).toBe(409);
    expect(problem(reply).detail).toBe(
      'The request has changed since you opened it. You corrected the request a moment ago.',
    );
  });

  it('is for admins alone; who may not see the request hears of none (P3)', async () => {
    const code = await api.created(cast.requester);
    const values = { ...standing(), partnerName: 'Southwind' };
    for (const [user, status] of [
      [cast.requester, 403],
      [cast.leader, 403],
      [cast.operator, 403],
      [cast.qa, 403],
      [cast.outsider, 404],
      [cast.nobody, 404],
    ] as const) {
      expect(await correct(code, values, user), user.firstName).toMatchObject({ status });
    }
    expect((await api.row(code)).partner_name).toBe('Northwind');
  });
});

describe('section 10: a correction of bank details', () => {
  const withBank = (bankDetails: unknown) => ({
    subType: 'banking_information',
    partnerName: 'Northwind',
    properties: ['Elm Court'],
    bankDetails,
  });
  const secrets = (code: string) =>
    test.db
      .selectFrom('request_secrets')
      .innerJoin('requests', 'requests.id', 'request_id')
      .select(['field', 'ciphertext'])
      .where('code', '=', code)
      .execute();

  it('R3: kept ones stay sealed as they were, new ones are recorded as changed', async () => {
    const code = await api.created(cast.requester, 'property_records', withBank('IBAN XX00 1111'));
    const sealed = await secrets(code);
    await corrected(code, { ...standing(withBank({ kept: true })), priority: 'high' });
    expect(await secrets(code)).toEqual(sealed);
    await corrected(code, standing({ ...withBank('IBAN XX00 2222'), priority: 'high' }));
    expect((await api.events(code)).at(-1)?.details).toEqual({
      changes: [{ field: 'bankDetails', secret: true }],
    });
    expect(JSON.stringify(await api.events(code))).not.toMatch(/1111|2222/);
    await corrected(code, standing(CONTENT.property_records));
    expect(await secrets(code)).toEqual([]);
  });

  it('a draft of one keeps them sealed as well', async () => {
    const code = await api.created(cast.requester, 'property_records', withBank('IBAN XX00 1111'));
    const draft = `correct:${code}`;
    const values = standing(withBank('IBAN XX00 3333'));
    const saved = await test.app.inject({
      method: 'PUT',
      url: `/api/drafts/${draft}`,
      headers: as(cast.admin),
      payload: { values },
    });
    expect(saved.statusCode).toBe(200);
    const stored = await test.db.selectFrom('drafts').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain('3333');
    const { version } = await api.row(code);
    const reply = await api.act(cast.admin, code, 'correct', {
      version,
      draft,
      values: standing(withBank({ kept: true })),
    });
    expect(reply).toMatchObject({ status: 200 });
    const shown = await api.send(cast.admin, 'POST', `/api/requests/${code}/reveal`);
    expect(shown.body).toEqual({ secrets: { bankDetails: 'IBAN XX00 3333' } });
    expect(await test.db.selectFrom('drafts').selectAll().execute()).toEqual([]);
  });
});
