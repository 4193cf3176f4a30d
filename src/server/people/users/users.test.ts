import { hash } from '@node-rs/argon2';
import { beforeAll, describe, expect, it } from 'vitest';
import { accountApi } from '../../../../tests/helpers/accounts.ts';
import { addSession, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../../tests/helpers/channels.ts';
import { OPERATION, requestsApi } from '../../../../tests/helpers/requests.ts';
import type { UserRow } from '../../../domain/api/users.ts';
import { newToken } from '../../auth/tokens.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels } });
const api = accountApi(test, fake);
const requests = requestsApi(test);

let admin: TestUser;
beforeAll(async () => {
  admin = await makeUser(test.db, { firstName: 'Ada', lastName: 'Byron', roles: ['admin'] });
});

const USERS = '/api/admin/users';
const get = (path: string) => api.send('GET', `${USERS}${path}`, undefined, admin);
const post = (path: string, body?: object) => api.send('POST', `${USERS}${path}`, body, admin);
const patch = (user: TestUser, body: object) =>
  api.send('PATCH', `${USERS}/${user.id}`, body, admin);

describe('section 10: the list of accounts', () => {
  const people: Record<string, TestUser> = {};
  beforeAll(async () => {
    const make = async (name: string, options: Parameters<typeof makeUser>[1] = {}) => {
      people[name] = await makeUser(test.db, {
        firstName: 'Zed',
        lastName: name,
        passwordHash: 'x',
        ...options,
      });
    };
    await make('alpha', { roles: ['operator', 'qa_agent'], teams: ['support'] });
    await make('Beta', { teams: ['revenue'] });
    await make('beta');
    await make('Gone', { isActive: false });
    await make('100%_real', { username: 'percent' });
    people.Invited = await makeUser(test.db, { firstName: 'Zed', lastName: 'Invited' });
  });
  const list = async (query: string) => (await get(`?search=Zed&${query}`)).body;
  const names = async (query: string): Promise<string[]> =>
    (await list(query)).users.map(({ name }: UserRow) => name.replace('Zed ', ''));

  it('is ordered by name, whatever the case, with all that match counted', async () => {
    expect(await names('')).toEqual(['100%_real', 'alpha', 'Beta', 'beta', 'Gone', 'Invited']);
    expect(await list('')).toMatchObject({ total: 6, waiting: 0, next: null });
  });

  it.each([
    ['state=invited', ['Invited']],
    ['state=deactivated,invited', ['Gone', 'Invited']],
    ['state=erased', []],
    ['role=qa_agent', ['alpha']],
    ['team=revenue,support', ['alpha', 'Beta']],
    ['state=active&role=operator&team=support', ['alpha']],
  ])('keeps those of %s', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
    expect((await list(query)).total).toBe(expected.length);
  });

  it.each([
    ['zED%20alp', 'alpha'],
    ['percent%40example', '100%_real'],
    ['100%25_r', '100%_real'],
  ])('finds part of a name, username or email: %s', async (search, name) => {
    const { body } = await get(`?search=${search}`);
    expect(body.users.map((user: UserRow) => user.name)).toEqual([`Zed ${name}`]);
  });

  it('takes wildcards and what cannot be stored literally', async () => {
    expect((await get('?search=Z%25d')).body).toMatchObject({ users: [], total: 0 });
    expect((await get('?search=Zed%00%20alpha')).body.total).toBe(1);
  });

  it('goes on by pages without missing or repeating anybody, also of the same name', async () => {
    for (let index = 0; index < 13; index += 1) {
      await makeUser(test.db, { firstName: 'Yan', lastName: index < 6 ? 'Same' : `Nr ${index}` });
    }
    const seen: number[] = [];
    let after = '';
    let pages = 0;
    do {
      const { body } = await get(`?search=Yan&limit=10${after === '' ? '' : `&after=${after}`}`);
      expect(body.total).toBe(13);
      seen.push(...body.users.map(({ id }: UserRow) => id));
      after = body.next ?? '';
      pages += 1;
    } while (after !== '');
    expect([pages, seen.length, new Set(seen).size]).toEqual([2, 13, 13]);
  });

  it.each([
    ['after=x', 'after'],
    [`after=${Buffer.from('["a\\u0000",1]').toString('base64url')}`, 'after'],
    [`after=${Buffer.from('["a",1e99]').toString('base64url')}`, 'after'],
    ['limit=1', 'limit'],
    ['role=king', 'role'],
    ['state=dead', 'state'],
    [`search=${'x'.repeat(101)}`, 'search'],
  ])('refuses %s at its parameter', async (query, path) => {
    const { status, body } = await get(`?${query}`);
    expect(status).toBe(422);
    expect(body.issues[0].path).toContain(path);
  });
});

describe('section 10: one account', () => {
  it('counts as in hand what is assigned to them now, not what they are done with', async () => {
    const requester = await makeUser(test.db, { teams: ['revenue'] });
    const operator = await makeUser(test.db, { roles: ['operator'] });
    const qa = await makeUser(test.db, { roles: ['qa_agent'] });
    const inHand = async (user: TestUser) => (await get(`/${user.id}`)).body.openRequests;
    const code = await requests.created(requester);
    await requests.did(operator, code, 'operate');
    expect(await inHand(operator)).toEqual({ requested: 0, operating: 1, checking: 0 });
    await requests.did(operator, code, 'send_to_qa', OPERATION);
    expect(await inHand(operator)).toEqual({ requested: 0, operating: 0, checking: 0 });
    await requests.did(qa, code, 'start_qa');
    expect(await inHand(operator)).toEqual({ requested: 0, operating: 0, checking: 0 });
    expect(await inHand(qa)).toEqual({ requested: 0, operating: 0, checking: 1 });
    expect(await inHand(requester)).toEqual({ requested: 1, operating: 0, checking: 0 });
  });

  it('shows everything but secrets, with live sessions and open work', async () => {
    const passwordHash = await hash('a long enough password');
    const user = await makeUser(test.db, { passwordHash, teams: ['revenue'], roles: ['operator'] });
    const elsewhere = newToken();
    await addSession(test.db, user.id, elsewhere);
    const code = await requests.created(user);
    await requests.did(user, code, 'operate');
    const { status, body } = await get(`/${user.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: user.id,
      state: 'active',
      liveSessions: 2,
      sessions: [{ isCurrent: false }, { isCurrent: false }],
      openRequests: { requested: 1, operating: 1, checking: 0 },
      openLink: null,
      lastAdmin: null,
      hasTelegram: false,
      erasedAt: null,
    });
    for (const secret of [passwordHash, elsewhere])
      expect(JSON.stringify(body)).not.toContain(secret);
  });

  it.each(['999999999', 'x', '0', '1e99'])('%s is none', async (id) => {
    expect([404, 422]).toContain((await get(`/${id}`)).status);
  });

  it('says why the last admin stays one (P7)', async () => {
    expect((await get(`/${admin.id}`)).body.lastAdmin).toContain('last active admin');
  });
});

describe('section 10: a new account', () => {
  it('is made with roles and teams, and its owner invited', async () => {
    const answer = await post('', {
      email: ' Dana.Reyes@Example.com ',
      firstName: ' Dana ',
      lastName: 'Reyes',
      roles: ['qa_agent', 'operator', 'operator'],
      teams: ['support'],
      timezone: 'Europe/Berlin',
    });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        user: {
          username: 'dana.reyes',
          email: 'dana.reyes@example.com',
          name: 'Dana Reyes',
          roles: ['operator', 'qa_agent'],
          teams: ['support'],
          state: 'invited',
          lastSignInAt: null,
          openLink: { purpose: 'invitation', mailedAt: null },
        },
        invitation: { mail: 'queued', url: null },
      },
    });
    expect((await api.mail()).to).toBe('dana.reyes@example.com');
    const { id } = answer.body.user;
    expect((await get(`/${id}`)).body.openLink.mailedAt).toBe(test.clock.now());
    expect(await api.audit(id)).toMatchObject([
      { action: 'user_invited', actor_id: admin.id, target: null },
      { action: 'user_created', details: { roles: ['operator', 'qa_agent'], teams: ['support'] } },
    ]);
  });

  it('can wait for its invitation', async () => {
    const { body } = await post('', { email: 'later@example.com', isInvited: false });
    expect(body).toMatchObject({ invitation: null, user: { openLink: null, state: 'invited' } });
    expect(await api.mails()).toEqual([]);
  });

  it('is refused for an email or username that somebody has, in any case of letters', async () => {
    const owner = await makeUser(test.db, { username: 'Owner' });
    expect(
      (await post('', { email: owner.email.toUpperCase(), username: 'oWNER' })).body.issues,
    ).toEqual([
      { path: 'email', message: 'Somebody has this email already' },
      { path: 'username', message: 'Somebody has this username already' },
    ]);
    const racing = await Promise.all([1, 2, 3].map(() => post('', { email: 'race@example.com' })));
    expect(racing.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
    const named = await Promise.all(
      ['one', 'two', 'three'].map((host) => post('', { email: `same@${host}.example.com` })),
    );
    expect(named.map(({ body }) => body.user.username).sort()).toEqual([
      'same',
      'same-2',
      'same-3',
    ]);
    await api.mails();
  });

  it.each([
    [{}, 'email'],
    [{ email: 'nonsense' }, 'email'],
    [{ email: 'former-user-1@erased.invalid' }, 'email'],
    [{ email: 'a@example.com', username: '!' }, 'username'],
    [{ email: 'a@example.com', timezone: 'Mars' }, 'timezone'],
    [{ email: 'a@example.com', roles: ['king'] }, 'roles.0'],
  ])('refuses %j at its field', async (body, path) => {
    const answer = await post('', body);
    expect([answer.status, answer.body.issues[0].path]).toEqual([422, path]);
  });
});

describe('section 10: a changed account', () => {
  it('takes what is given and keeps the rest, each kind of change logged by itself', async () => {
    const user = await makeUser(test.db, { roles: ['operator'], teams: ['support'] });
    const answer = await patch(user, {
      firstName: 'Changed',
      slackMemberId: 'u024be7lh',
      roles: ['qa_agent'],
      teams: ['support'],
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        firstName: 'Changed',
        lastName: user.lastName,
        slackMemberId: 'U024BE7LH',
        roles: ['qa_agent'],
        teams: ['support'],
      },
    });
    expect(await api.audit(user.id)).toMatchObject([
      { action: 'user_changed', details: { fields: ['firstName', 'slackMemberId'] } },
      {
        action: 'user_roles_changed',
        actor_id: admin.id,
        details: { roles: { from: ['operator'], to: ['qa_agent'] } },
      },
    ]);
    // Their next request is answered by the new role.
    expect((await api.send('GET', '/api/session', undefined, user)).body.me.roles).toEqual([
      'qa_agent',
    ]);
    await patch(user, { firstName: 'Changed', roles: ['qa_agent'] });
    expect(await api.audit(user.id)).toHaveLength(2);
  });

  it('a new email counts at once, both addresses are told, and old links stop working', async () => {
    const user = await makeUser(test.db, { passwordHash: 'x' });
    await post(`/${user.id}/reset-password`);
    const reset = await api.mail();
    const email = `new-${user.id}@example.com`;
    expect((await patch(user, { email: email.toUpperCase() })).body).toMatchObject({
      email,
      openLink: null,
    });
    const mails = await api.mails();
    expect(mails.map(({ to, message }) => [to, message.headline])).toEqual([
      [user.email, 'This is no longer the address of your account'],
      [email, 'This is now the address of your account'],
    ]);
    expect((await api.look(reset.token)).status).toBe(404);
    const [entry] = await api.audit(user.id);
    expect(entry).toMatchObject({ action: 'email_changed', target: null, details: {} });
  });

  it('of somebody who never had a password tells nobody: their invitation is sent again', async () => {
    const user = await makeUser(test.db);
    await post(`/${user.id}/invite`);
    const first = await api.mail();
    const email = `typo-mended-${user.id}@example.com`;
    await patch(user, { email });
    expect(await api.mails()).toEqual([]);
    expect((await api.look(first.token)).status).toBe(404);
    await post(`/${user.id}/invite`);
    expect((await api.mail()).to).toBe(email);
  });

  it.each([
    [{ email: 'nonsense' }, 'email'],
    [{ username: 'x' }, 'username'],
    [{ timezone: '' }, 'timezone'],
    [{ slackMemberId: 'C1' }, 'slackMemberId'],
    [{ teams: ['sales'] }, 'teams.0'],
  ])('refuses %j at its field and changes nothing', async (body, path) => {
    const user = await makeUser(test.db);
    const answer = await patch(user, { firstName: 'Touched', ...body });
    expect([answer.status, answer.body.issues[0].path]).toEqual([422, path]);
    expect((await get(`/${user.id}`)).body.firstName).toBe(user.firstName);
  });

  it('refuses what somebody else has, at its field', async () => {
    const [user, other] = [await makeUser(test.db), await makeUser(test.db)];
    expect((await patch(user, { email: other.email })).body.issues).toMatchObject([
      { path: 'email' },
    ]);
    expect(
      (await patch(user, { username: other.username.toUpperCase() })).body.issues,
    ).toMatchObject([{ path: 'username' }]);
  });

  it('is not found where there is none', async () => {
    const nobody = { ...admin, id: 999_999_999 };
    expect((await patch(nobody, { firstName: 'x' })).status).toBe(404);
  });
});

describe('section 10: somebody’s sessions', () => {
  it('end one by one or all at once, and an admin’s own stays where they are', async () => {
    const user = await makeUser(test.db);
    const elsewhere = newToken();
    await addSession(test.db, user.id, elsewhere);
    const { sessions } = (await get(`/${user.id}`)).body;
    const end = (path: string) => api.send('DELETE', `${USERS}/${path}`, undefined, admin);
    expect((await end(`${admin.id}/sessions/${sessions[0].id}`)).status).toBe(404);
    expect((await end(`${user.id}/sessions/${sessions[0].id}`)).status).toBe(204);
    expect((await end(`${user.id}/sessions/${sessions[0].id}`)).status).toBe(404);
    expect((await end(`${user.id}/sessions`)).status).toBe(204);
    expect((await get(`/${user.id}`)).body.sessions).toEqual([]);
    for (const token of [user.token, elsewhere]) {
      expect((await api.send('GET', '/api/session', undefined, { token })).status).toBe(401);
    }
    expect(await api.audit(user.id)).toMatchObject([
      { action: 'user_sessions_ended', actor_id: admin.id },
      { action: 'user_sessions_ended', details: { sessionsEnded: 1 } },
    ]);
    await addSession(test.db, admin.id, newToken());
    expect((await end(`${admin.id}/sessions`)).status).toBe(204);
    expect((await get(`/${admin.id}`)).body.sessions).toMatchObject([{ isCurrent: true }]);
  });
});
