import { beforeAll, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import {
  type Cast,
  changed,
  makeCast,
  makeFile,
  OPERATION,
  problem,
  type Reply,
  requestsApi,
} from '../../../../tests/helpers/requests.ts';
import type { EventsAnswer, HistoryEvent, RequestDetail } from '../../../domain/api/requests.ts';
import { ACTION_KEYS } from '../../../domain/requests/actions.ts';
import { COMMENT_FILES } from '../../../domain/requests/comment.ts';
import { MARKDOWN_MAX_LENGTH } from '../../../domain/requests/common-fields.ts';
import { STATUSES, type Status } from '../../../domain/requests/request.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const comment = (user: TestUser, code: string, body: object, key?: string): Promise<Reply> =>
  api.send(user, 'POST', `/api/requests/${code}/comments`, { body, ...(key && { key }) });

/** A comment that is known to be accepted; its event as the writer sees it. */
async function commented(user: TestUser, code: string, body: object): Promise<HistoryEvent> {
  const reply = await comment(user, code, body);
  expect(reply).toMatchObject({ status: 200 });
  const [event] = (reply.body as RequestDetail).events;
  if (event === undefined) throw new Error('a comment is an event');
  return event;
}

async function putDraft(user: TestUser, name: string, values: object): Promise<number> {
  const { statusCode } = await test.app.inject({
    method: 'PUT',
    url: `/api/drafts/${name}`,
    headers: as(user),
    payload: { values },
  });
  return statusCode;
}

const issues = (reply: Reply) => problem(reply).issues?.map(({ path }) => path);

describe('L18 a comment', () => {
  it('R3, L18: is an event with its Markdown and its files, and answers the fresh request', async () => {
    const code = await api.created(cast.requester);
    const files = [
      await makeFile(test, cast.teammate, 'a.txt'),
      await makeFile(test, cast.teammate, 'b.txt'),
    ];
    const event = await commented(cast.teammate, code, { message: '  Please **wait**  ', files });
    expect(event).toMatchObject({
      action: 'comment',
      actor: { id: cast.teammate.id },
      from: 'pending',
      to: 'pending',
      message: 'Please **wait**',
      isInternal: false,
      mentions: [],
      changes: [],
    });
    expect(event.files.map(({ name }) => name)).toEqual(['a.txt', 'b.txt']);
    const shown = await api.detail(cast.requester, code);
    expect(shown.events[0]).toEqual(event);
    expect(await api.notified(code)).toHaveLength(1);
  });

  it('L18: everyone who can view may write one; P3: to everybody else there is no such request', async () => {
    const code = await api.created(cast.requester);
    const { outsider, nobody, ...viewers } = cast;
    for (const viewer of Object.values(viewers)) {
      expect((await comment(viewer, code, { message: 'Hello' })).status, viewer.name).toBe(200);
    }
    for (const stranger of [outsider, nobody]) {
      const replies = [
        await comment(stranger, code, { message: 'Hello' }),
        await comment(stranger, code, { message: 'Hello', isInternal: true }),
        await comment(stranger, code, { message: '' }),
        await api.send(stranger, 'GET', `/api/requests/${code}/mentionable`),
      ];
      expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    }
    expect(await api.events(code)).toHaveLength(1 + Object.keys(viewers).length);
  });

  it('L18, X1: in every status, and nothing of the request changes with it', async () => {
    const code = await api.created(cast.requester);
    const seen = new Set<Status>();
    const say = async () => {
      const before = await api.row(code);
      test.clock.advance({ minutes: 5 });
      await commented(cast.requester, code, { message: `While ${before.status}` });
      expect(changed(before, await api.row(code))).toEqual({});
      seen.add(before.status);
    };
    await say();
    for (const [user, action, values] of [
      [cast.operator, 'block', { reason: 'Why' }],
      [cast.requester, 'resolve', { message: 'Because' }],
      [cast.operator, 'operate', {}],
      [cast.operator, 'send_to_qa', OPERATION],
      [cast.qa, 'start_qa', {}],
      [cast.qa, 'complete', OPERATION],
      [cast.admin, 'reject', { reason: 'No' }],
      [cast.requester, 'cancel', {}],
    ] as const) {
      await api.did(user, code, action, values);
      await say();
    }
    const scheduled = await api.created(cast.requester, 'user_records', {
      scheduledOn: '2030-01-01',
    });
    await commented(cast.requester, scheduled, { message: 'Soon' });
    const waiting = await api.created(cast.requester, 'property_records');
    await api.did(cast.admin, waiting, 'ask_for_approval');
    await commented(cast.requester, waiting, { message: 'Well' });
    for (const other of [scheduled, waiting]) seen.add((await api.row(other)).status);
    expect([...seen].toSorted()).toEqual([...STATUSES].toSorted());
  });

  it('X4, X1: neither the time in each status nor what a conflict tells counts comments', async () => {
    const code = await api.created(cast.requester);
    test.clock.advance({ hours: 1 });
    await commented(cast.operator, code, { message: 'Hm', isInternal: true });
    await commented(cast.operator, code, { message: 'Hello' });
    test.clock.advance({ hours: 1 });
    await api.did(cast.operator, code, 'operate');
    for (let n = 0; n < 51; n += 1) await commented(cast.operator, code, { message: `Note ${n}` });
    test.clock.advance({ hours: 1 });
    expect((await api.detail(cast.requester, code)).timeInStatusMs).toEqual({
      pending: 7_200_000,
      in_progress: 3_600_000,
    });
    const late = await api.act(cast.operator2, code, 'operate');
    expect(problem(late).conflict).toMatchObject({
      lastAction: 'operate',
      lastActor: cast.operator.name,
    });
    expect(problem(late).detail).not.toContain('Note');
  });

  it('L18: needs a text of at most what other texts may have, and at most ten own new files', async () => {
    const code = await api.created(cast.requester);
    const own = await makeFile(test, cast.requester, 'own.txt');
    const taken = await makeFile(test, cast.requester, 'taken.txt');
    await commented(cast.requester, code, { message: 'Taken', files: [taken] });
    const many = await Promise.all(
      Array.from({ length: COMMENT_FILES.maxCount + 1 }, () =>
        makeFile(test, cast.requester, 'x.txt'),
      ),
    );
    const refusals: [object, string[]][] = [
      [{ message: ' \n ' }, ['message']],
      [{ message: '', files: [own] }, ['message']],
      [{ message: 'x'.repeat(MARKDOWN_MAX_LENGTH + 1) }, ['message']],
      [{ message: 'x', files: [await makeFile(test, cast.operator, 'foreign.txt')] }, ['files']],
      [{ message: 'x', files: [taken] }, ['files']],
      [{ message: 'x', files: many }, ['files']],
      [{ message: 'x', files: ['nonsense'] }, ['files']],
      [{}, ['message']],
      [{ message: 1, files: 'x', isInternal: 'y' }, ['message', 'isInternal', 'files']],
    ];
    for (const [body, paths] of refusals) {
      const reply = await comment(cast.requester, code, body);
      expect(reply.status, JSON.stringify(body)).toBe(422);
      expect(issues(reply)).toEqual(paths);
    }
    expect(await api.events(code)).toHaveLength(2);
    const last = await commented(cast.requester, code, { message: 'x', files: [own, own] });
    expect(last.files).toHaveLength(1);
  });

  it('L18: sent twice with one key it is written once', async () => {
    const code = await api.created(cast.requester);
    const body = { message: `Hello @${cast.operator.username}` };
    const key = 'the-same-comment';
    const replies = await Promise.all([1, 2].map(() => comment(cast.requester, code, body, key)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(await api.events(code)).toHaveLength(2);
    expect((await api.notified(code)).map(({ event }) => event)).toEqual([
      'new_request_created',
      'comment_mention',
    ]);
    const other = await comment(cast.requester, code, { message: 'Else' }, key);
    expect(problem(other).code).toBe('idempotency_mismatch');
  });

  it('L18: posting removes its draft, which keeps files and the internal choice until then', async () => {
    const code = await api.created(cast.requester);
    const file = await makeFile(test, cast.operator, 'notes.txt');
    const name = `comment:${code}`;
    const values = { message: 'Half a', files: [file], isInternal: true };
    expect((await api.send(cast.operator, 'GET', `/api/drafts/${name}`)).body).toEqual({
      draft: null,
    });
    expect(await putDraft(cast.operator, name, values)).toBe(200);
    expect(await putDraft(cast.outsider, name, values)).toBe(404);
    expect((await api.send(cast.operator, 'GET', `/api/drafts/${name}`)).body).toMatchObject({
      draft: {
        values,
        files: [{ name: 'notes.txt' }],
      },
    });
    const list = await api.send(cast.operator, 'GET', '/api/drafts');
    expect(list.body).toMatchObject({ drafts: [{ form: name, title: `Comment – ${code}` }] });
    await commented(cast.operator, code, { message: 'Whole', files: [file], draft: name });
    expect((await api.send(cast.operator, 'GET', `/api/drafts/${name}`)).body).toEqual({
      draft: null,
    });
  });

  it('R3: an admin removes its text; who wrote it, when and its files stay', async () => {
    const code = await api.created(cast.requester);
    const { id } = await commented(cast.requester, code, {
      message: `A secret for @${cast.operator.username}`,
      files: [await makeFile(test, cast.requester, 'a.txt')],
    });
    const path = `/api/requests/${code}/events/${id}/redact`;
    expect((await api.send(cast.requester, 'POST', path, { body: { reason: 'x' } })).status).toBe(
      403,
    );
    const reply = await api.send(cast.admin, 'POST', path, { body: { reason: 'Personal data' } });
    const [redaction, event] = (reply.body as RequestDetail).events;
    expect(redaction).toMatchObject({
      action: 'redact',
      message: 'Personal data',
      isInternal: false,
    });
    expect(event).toMatchObject({
      id,
      action: 'comment',
      actor: { id: cast.requester.id },
      message: null,
      redacted: true,
      mentions: [],
      files: [{ name: 'a.txt' }],
    });
    const [stored] = (await api.events(code)).filter((one) => one.id === id);
    expect(JSON.stringify([stored?.message, stored?.changes])).not.toContain(
      cast.operator.username,
    );
  });

  it('X2: is no action of the list that depends on status', () => {
    expect(ACTION_KEYS).not.toContain('comment');
  });
});

describe('L18 an internal comment', () => {
  const internalFor = async () => {
    const code = await api.created(cast.requester, 'property_records');
    await commented(cast.requester, code, { message: 'Before' });
    const file = await makeFile(test, cast.operator, 'tangerine.txt');
    const event = await commented(cast.operator, code, {
      message: 'The tangerine plan',
      files: [file],
      isInternal: true,
    });
    return { code, file, event };
  };

  it('L18: is written and read by operators, QA agents, leadership and admins', async () => {
    const { code, event, file } = await internalFor();
    expect(event).toMatchObject({ isInternal: true, message: 'The tangerine plan' });
    for (const user of [cast.operator2, cast.qa, cast.leader, cast.admin]) {
      const detail = await api.detail(user, code);
      expect(detail.events[0]).toEqual(event);
      expect(detail.events[0]?.files.map(({ id }) => id)).toEqual([file]);
      expect(detail.files, 'files of comments stand with their comment').toEqual([]);
      expect((await api.send(user, 'GET', `/api/files/${file}`)).status).toBe(200);
    }
    for (const user of [cast.operator2, cast.qa, cast.leader, cast.admin]) {
      await commented(user, code, { message: 'Agreed', isInternal: true });
    }
    for (const user of [cast.requester, cast.teammate]) {
      const reply = await comment(user, code, { message: 'Let me in', isInternal: true });
      expect(problem(reply)).toMatchObject({ code: 'not_allowed' });
      expect(problem(reply).detail).toContain('operators, QA agents, leadership and admins');
      const asked = await api.send(user, 'GET', `/api/requests/${code}/mentionable?internal=true`);
      expect(asked.status).toBe(403);
    }
  });

  it('L18, P3: its text, files, paging and redaction show nowhere to the requester and their team', async () => {
    const { code, file, event } = await internalFor();
    const redacting = `/api/requests/${code}/events/${event.id}/redact`;
    await api.send(cast.admin, 'POST', redacting, { body: { reason: 'Tangerine first' } });
    const [redaction] = (await api.detail(cast.admin, code)).events;
    const again = `/api/requests/${code}/events/${redaction?.id}/redact`;
    await api.send(cast.admin, 'POST', again, { body: { reason: 'Tangerine second' } });
    await commented(cast.operator, code, { message: 'One more tangerine', isInternal: true });
    expect((await api.detail(cast.operator, code)).events.map(({ action }) => action)).toEqual([
      'comment',
      'redact',
      'redact',
      'comment',
      'comment',
      'create',
    ]);
    for (const user of [cast.requester, cast.teammate]) {
      const detail = await api.detail(user, code);
      expect(detail.events.map(({ action }) => action)).toEqual(['comment', 'create']);
      expect(detail.moreEvents).toBe(false);
      expect(JSON.stringify(detail)).not.toMatch(/tangerine/i);
      const older = await api.send(user, 'GET', `/api/requests/${code}/events?before=999999999`);
      expect(JSON.stringify(older.body)).not.toMatch(/tangerine|"internal"/i);
      expect((older.body as EventsAnswer).events).toHaveLength(2);
      for (const path of [`/api/files/${file}`, `/api/files/${file}/content`]) {
        const hidden = await api.send(user, 'GET', path);
        const missing = await api.send(user, 'GET', path.replace(file, crypto.randomUUID()));
        expect(hidden.status).toBe(404);
        expect(problem(hidden)).toEqual({
          ...problem(missing),
          requestId: problem(hidden).requestId,
        });
      }
      const listed = await api.send(user, 'GET', '/api/requests?q=tangerine');
      expect(listed.body).toMatchObject({ requests: [] });
    }
  });

  it('L18: a page of fifty holds fifty events that the reader may see', async () => {
    const code = await api.created(cast.requester);
    for (let n = 0; n < 50; n += 1) {
      await commented(cast.operator, code, { message: `Secret ${n}`, isInternal: true });
      await commented(cast.operator, code, { message: `Plain ${n}` });
    }
    const mine = await api.detail(cast.requester, code);
    expect(mine.events.map(({ message }) => message)).toEqual(
      Array.from({ length: 50 }, (_, n) => `Plain ${49 - n}`),
    );
    expect(mine.moreEvents).toBe(true);
    const rest = await api.send(
      cast.requester,
      'GET',
      `/api/requests/${code}/events?before=${mine.events.at(-1)?.id}`,
    );
    expect(rest.body).toMatchObject({ events: [{ action: 'create' }], moreEvents: false });
    expect((await api.detail(cast.qa, code)).events.filter((one) => one.isInternal)).toHaveLength(
      25,
    );
  });

  it('P3: no form can take over the file of an internal comment, also not by its id', async () => {
    const { code, file } = await internalFor();
    const { version } = await api.row(code);
    const detail = await api.detail(cast.requester, code);
    const reply = await api.act(cast.requester, code, 'edit', {
      version,
      values: { ...detail.values, file },
    });
    expect(issues(reply)).toEqual(['file']);
    expect(JSON.stringify(reply.body)).not.toContain('tangerine');
    expect(await putDraft(cast.requester, `edit:${code}`, { file })).toBe(200);
    const read = await api.send(cast.requester, 'GET', `/api/drafts/edit:${code}`);
    expect(read.body).toMatchObject({ draft: { files: [] } });
  });
});

describe('L18 mentions', () => {
  it('L18: tell by email whoever may see the comment, once, and never its writer', async () => {
    const code = await api.created(cast.requester);
    const { operator, teammate, outsider, requester, leader } = cast;
    const gone = await makeUser(test.db, { roles: ['operator'], isActive: false });
    const names = [operator, teammate, outsider, requester, leader, gone, operator];
    const event = await commented(requester, code, {
      message: names.map(({ username }) => `@${username.toUpperCase()}`).join(' '),
    });
    expect(event.mentions.map(({ person }) => person.id).toSorted()).toEqual(
      [operator.id, teammate.id, requester.id, leader.id].toSorted(),
    );
    const [, told] = await api.notified(code);
    expect(told).toMatchObject({ event: 'comment_mention', mentions: [], reaction: null });
    expect(told?.deliveries.toSorted()).toEqual(
      [operator, teammate, leader].map(({ id }) => `email user:${id}`).toSorted(),
    );
  });

  it('L18, N9: an internal comment tells only those who may read it', async () => {
    const code = await api.created(cast.requester);
    const { operator, teammate, requester, qa } = cast;
    const event = await commented(operator, code, {
      message: `@${teammate.username} @${requester.username} @${qa.username}`,
      isInternal: true,
    });
    expect(event.mentions).toEqual([
      { username: qa.username.toLowerCase(), person: { id: qa.id, name: qa.name, isActive: true } },
    ]);
    const [, told] = await api.notified(code);
    expect(told?.deliveries).toEqual([`email user:${qa.id}`]);
  });

  it('L18: nobody is told when nobody else is mentioned', async () => {
    const code = await api.created(cast.requester);
    await commented(cast.requester, code, {
      message: `@${cast.requester.username} @nobody \`@${cast.operator.username}\``,
    });
    expect((await api.notified(code)).map(({ event }) => event)).toEqual(['new_request_created']);
  });

  it('L18: still mean the same person after that person took another username', async () => {
    const code = await api.created(cast.requester);
    const person = await makeUser(test.db, { username: 'old-name', roles: ['operator'] });
    await commented(cast.requester, code, { message: 'Hello @Old-Name.' });
    await test.db
      .updateTable('users')
      .set({ username: 'new-name', email: 'new-name@example.com' })
      .where('id', '=', person.id)
      .execute();
    await makeUser(test.db, { username: 'old-name', roles: ['operator'] });
    const [event] = (await api.detail(cast.requester, code)).events;
    expect(event?.mentions).toMatchObject([{ username: 'old-name', person: { id: person.id } }]);
  });

  it('L18: are at most twenty in one comment', async () => {
    const code = await api.created(cast.requester);
    const people = await Promise.all(
      Array.from({ length: 21 }, () => makeUser(test.db, { teams: ['revenue'] })),
    );
    const message = people.map(({ username }) => `@${username}`).join(' ');
    const reply = await comment(cast.requester, code, { message });
    expect(problem(reply).issues).toEqual([
      { path: 'message', message: 'A comment may mention 20 people, this mentions 21' },
    ]);
    await commented(cast.requester, code, { message: message.replace(/^\S+/, '') });
  });

  it('L18: are completed with the best matches among those who may see the comment', async () => {
    const make = (username: string, firstName: string, lastName: string, more: object = {}) =>
      makeUser(test.db, { username, firstName, lastName, roles: ['operator'], ...more });
    await make('zz-one', 'Amanda', 'Zyx');
    await make('zyx-two', 'Berta', 'Foo');
    await make('zz-three', 'Zyxel', 'Foo', { roles: [], teams: ['revenue'] });
    await make('zz-four', 'Carl', 'Foozyx');
    await make('zz-five', 'Zyx', 'Gone', { isActive: false });
    await make('zz-six', 'Zyx', 'Elsewhere', { roles: [], teams: ['compliance'] });
    const writer = await make('zyx-self', 'Zyx', 'Self', { teams: ['revenue'] });
    const requester = await make('zyx-asks', 'Zyx', 'Zzz', { roles: [], teams: ['revenue'] });
    const code = await api.created(requester);
    const ask = async (query: string) => {
      const reply = await api.send(writer, 'GET', `/api/requests/${code}/mentionable?${query}`);
      return (reply.body as { people: { username: string }[] }).people.map((one) => one.username);
    };
    expect(await ask('search=ZYX')).toEqual([
      'zyx-asks',
      'zyx-two',
      'zz-three',
      'zz-one',
      'zz-four',
    ]);
    expect(await ask('search=zyx&internal=true')).toEqual(['zyx-two', 'zz-one', 'zz-four']);
    expect(await ask('search=amanda%20z')).toEqual(['zz-one']);
    expect(await ask('search=%25')).toEqual([]);
    expect((await ask('')).at(0)).toBe('zyx-asks');
    expect(await ask('')).toHaveLength(8);
    const bad = await api.send(writer, 'GET', `/api/requests/${code}/mentionable?internal=perhaps`);
    expect(bad.status).toBe(422);
  });
});
