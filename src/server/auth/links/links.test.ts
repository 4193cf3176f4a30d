import { hash } from '@node-rs/argon2';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountApi, GOOD_PASSWORD } from '../../../../tests/helpers/accounts.ts';
import { addSession, as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../../tests/helpers/channels.ts';
import { newToken } from '../tokens.ts';
import { mailLink } from './mail-link.ts';
import { linkToken } from './token.ts';

const fake = fakeChannels();
const test = useApp({
  config: { signIn: { limitPerAddress: 10_000, windowSeconds: 300, delayMs: 0, maxDelayMs: 0 } },
  context: { channels: fake.channels },
});
const api = accountApi(test, fake);

const OLD_PASSWORD = 'a long enough password';
let passwordHash: string;
let admin: TestUser;
beforeAll(async () => {
  passwordHash = await hash(OLD_PASSWORD);
  admin = await makeUser(test.db, { firstName: 'Ada', lastName: 'Byron', roles: ['admin'] });
});

const invite = (user: TestUser) =>
  api.send('POST', `/api/admin/users/${user.id}/invite`, undefined, admin);
const askForReset = (email: string) => api.send('POST', '/api/password-reset', { email });
const stored = (user: TestUser) =>
  test.db.selectFrom('users').selectAll().where('id', '=', user.id).executeTakeFirstOrThrow();

const IS_OVER = { status: 404, body: { code: 'not_found' }, cookie: null };

describe('section 1: an invitation', () => {
  it('goes to the invited person, names who invited, and lets them choose a password and a name', async () => {
    const user = await makeUser(test.db, { timezone: 'Europe/Berlin' });
    expect(await invite(user)).toMatchObject({
      status: 200,
      body: { mail: 'queued', url: null, expiresAt: '2026-11-25T09:00:00.000Z' },
    });
    const mail = await api.mail();
    expect(mail.to).toBe(user.email);
    expect(mail.message.headline).toBe('Ada Byron invited you to Requests');
    expect(mail.message.facts.at(-1)?.value).toBe('Wed 25 Nov 2026, 10:00 Europe/Berlin');
    expect(await api.look(mail.token)).toMatchObject({
      status: 200,
      body: { purpose: 'invitation', email: user.email, username: user.username },
    });
    const answer = await api.accept(mail.token, {
      password: GOOD_PASSWORD,
      username: 'invited.person',
      firstName: 'Ida',
      timezone: 'America/New_York',
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { purpose: 'invitation', isSignedIn: true },
      cookie: expect.stringMatching(/^[\w-]{43}$/),
    });
    const me = await api.send('GET', '/api/session', undefined, { token: answer.cookie ?? '' });
    expect(me.body.me).toMatchObject({
      id: user.id,
      username: 'invited.person',
      firstName: 'Ida',
      lastName: user.lastName,
      timezone: 'America/New_York',
    });
    expect(await stored(user)).toMatchObject({ last_sign_in_at: test.clock.now() });
    expect((await api.signIn(user.email, GOOD_PASSWORD)).status).toBe(204);
    const actions = (await api.audit(user.id)).map(({ action, actor_id }) => [action, actor_id]);
    expect(actions).toEqual([
      ['sign_in', user.id],
      ['sign_in', user.id],
      ['invitation_accepted', user.id],
      ['user_invited', admin.id],
    ]);
  });

  it('works once, also when it is used twice at the same moment', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const { token } = await api.mail();
    const answers = await Promise.all([1, 2, 3].map(() => api.accept(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect(await api.accept(token)).toMatchObject(IS_OVER);
    expect(await api.look(token)).toMatchObject(IS_OVER);
  });

  it('is replaced by a newer one, and is over after seven days', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const first = await api.mail();
    await invite(user);
    const second = await api.mail();
    expect(await api.look(first.token)).toMatchObject(IS_OVER);
    expect((await api.look(second.token)).status).toBe(200);
    test.clock.advance({ days: 7 });
    expect(await api.accept(second.token)).toMatchObject(IS_OVER);
    test.clock.advance({ days: -7 });
    expect((await api.accept(second.token)).status).toBe(200);
  });

  it('of somebody deactivated meanwhile does not work, and does not come back with them', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const { token } = await api.mail();
    await api.send('POST', `/api/admin/users/${user.id}/deactivate`, undefined, admin);
    expect(await api.accept(token)).toMatchObject(IS_OVER);
    await api.send('POST', `/api/admin/users/${user.id}/reactivate`, undefined, admin);
    expect(await api.accept(token)).toMatchObject(IS_OVER);
  });

  it('names everything that is wrong at its field, and is not used up by it', async () => {
    const user = await makeUser(test.db);
    const taken = await makeUser(test.db);
    await invite(user);
    const { token } = await api.mail();
    const wrong = await api.accept(token, {
      password: 'Password123!',
      username: '!',
      timezone: 'x',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.issues.map(({ path }: { path: string }) => path)).toEqual([
      'username',
      'timezone',
      'password',
    ]);
    expect((await api.accept(token, {})).body.issues).toEqual([
      { path: 'password', message: 'Enter a new password' },
    ]);
    const clash = await api.accept(token, { password: GOOD_PASSWORD, username: taken.username });
    expect(clash.body.issues).toEqual([
      { path: 'username', message: 'Somebody has this username already' },
    ]);
    expect((await api.accept(token)).status).toBe(200);
  });
});

describe('section 1: a link that nobody sent', () => {
  it('opens nothing, whatever it looks like, and is answered like one that is over', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const { token } = await api.mail();
    const [id = '', seal = ''] = token.split('.');
    const other = linkToken(test.context.keyedHash, Number(id) + 1).split('.')[1];
    const forged = [
      'x',
      '..',
      `${id}.`,
      `${id}.${'A'.repeat(43)}`,
      `${id}.${other}`,
      `0${id}.${seal}`,
      `${Number(id) + 1}.${seal}`,
      `${'9'.repeat(15)}.${seal}`,
      linkToken(test.context.keyedHash, 999_999_999),
    ];
    for (const made of forged) {
      expect([made, await api.look(made)]).toMatchObject([made, IS_OVER]);
      expect([made, await api.accept(made)]).toMatchObject([made, IS_OVER]);
    }
    expect((await api.accept(token)).status).toBe(200);
  });

  it('cannot be made of the database: no table and no job holds what opens one', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const links = await test.db.selectFrom('account_links').selectAll().execute();
    const { token } = await api.mail();
    expect(JSON.stringify(links)).not.toContain(token.split('.')[1]);
  });
});

describe('section 1: a forgotten password', () => {
  let user: TestUser;
  beforeEach(async () => {
    user = await makeUser(test.db, { passwordHash });
    await api.mails();
  });

  it('is replaced by the link of a mail, which ends every session and signs in; the owner is told', async () => {
    const elsewhere = newToken();
    await addSession(test.db, user.id, elsewhere);
    expect((await askForReset(` ${user.email.toUpperCase()} `)).status).toBe(204);
    const mail = await api.mail();
    expect(mail.to).toBe(user.email);
    // Nothing has changed by asking.
    expect((await api.signIn(user.email, OLD_PASSWORD)).status).toBe(204);
    const answer = await api.accept(mail.token, { password: GOOD_PASSWORD, firstName: 'Eve' });
    expect(answer).toMatchObject({ body: { purpose: 'password_reset', isSignedIn: true } });
    for (const token of [user.token, elsewhere]) {
      const me = await test.app.inject({ url: '/api/session', headers: as({ token }) });
      expect(me.statusCode).toBe(401);
    }
    expect((await api.signIn(user.email, OLD_PASSWORD)).status).toBe(401);
    expect((await api.signIn(user.email, GOOD_PASSWORD)).status).toBe(204);
    expect((await stored(user)).first_name).toBe(user.firstName);
    const notice = await api.mail();
    expect([notice.to, notice.token]).toEqual([user.email, '']);
    expect(notice.message.headline).toContain('password was changed');
    const log = await api.audit(user.id);
    expect(log.find(({ action }) => action === 'password_reset')).toMatchObject({
      actor_id: user.id,
      details: { sessionsEnded: 3 },
    });
    expect(log.find(({ action }) => action === 'password_reset_asked')).toMatchObject({
      actor_id: null,
      target: null,
    });
  });

  it('is answered and worked on alike for unknown, deactivated and passwordless accounts', async () => {
    const inactive = await makeUser(test.db, { passwordHash, isActive: false });
    const answers = [];
    for (const email of ['nobody@example.com', inactive.email, user.email]) {
      const { status, body, cookie } = await askForReset(email);
      answers.push({ status, body, cookie });
      const jobs = await test.db
        .selectFrom('audit_log')
        .select('action')
        .orderBy('id', 'desc')
        .limit(1)
        .execute();
      expect(jobs).toEqual([{ action: 'password_reset_asked' }]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await api.mails()).map(({ to }) => to)).toEqual([user.email]);
    const log = await test.db.selectFrom('audit_log').selectAll().execute();
    expect(JSON.stringify(log)).not.toContain('nobody@example.com');
  });

  it('of somebody who never had one sends their invitation again', async () => {
    const invited = await makeUser(test.db);
    await askForReset(invited.email);
    const mail = await api.mail();
    expect((await api.look(mail.token)).body.purpose).toBe('invitation');
  });

  it('is over after an hour', async () => {
    await askForReset(user.email);
    const { token } = await api.mail();
    test.clock.advance({ minutes: 60 });
    expect(await api.accept(token)).toMatchObject(IS_OVER);
    test.clock.advance({ minutes: -60 });
  });

  it('fills nobody’s mailbox: five mails an hour, and the answer stays the same', async () => {
    for (let round = 0; round < 8; round += 1) {
      expect((await askForReset(user.email)).status).toBe(204);
    }
    expect(await api.mails()).toHaveLength(1);
    const links = await test.db
      .selectFrom('account_links')
      .select('id')
      .where('user_id', '=', user.id)
      .execute();
    expect(links).toHaveLength(5);
  });

  it('asked for many times at once leaves one link that works', async () => {
    await Promise.all(Array.from({ length: 4 }, () => askForReset(user.email)));
    const mails = await api.mails();
    expect(mails).toHaveLength(1);
    expect((await api.accept(mails[0]?.token ?? '')).status).toBe(200);
  });

  it('takes nothing that is no address', async () => {
    const answer = await askForReset('not an address');
    expect(answer).toMatchObject({ status: 422, body: { issues: [{ path: 'email' }] } });
  });

  it('an admin’s link ends nothing until it is used, and takes the place of an invitation', async () => {
    const reset = () =>
      api.send('POST', `/api/admin/users/${user.id}/reset-password`, undefined, admin);
    expect(await reset()).toMatchObject({ status: 200, body: { mail: 'queued', url: null } });
    expect((await api.send('GET', '/api/session', undefined, user)).status).toBe(200);
    const { token, message } = await api.mail();
    expect(message.why).toContain('Ada Byron');
    expect((await api.accept(token)).status).toBe(200);
    expect(await invite(user)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const invited = await makeUser(test.db);
    expect(
      await api.send('POST', `/api/admin/users/${invited.id}/reset-password`, undefined, admin),
    ).toMatchObject({ status: 409 });
    await api.send('POST', `/api/admin/users/${user.id}/deactivate`, undefined, admin);
    expect(await reset()).toMatchObject({ status: 409 });
  });
});

describe('section 1: registration', () => {
  const register = (email: string) => api.send('POST', '/api/registration', { email });
  const allow = async (domains: string[] | null) => {
    await test.db.deleteFrom('settings').where('key', '=', 'registration_domains').execute();
    if (domains === null) return;
    await test.db
      .insertInto('settings')
      .values({ key: 'registration_domains', value: JSON.stringify(domains), updated_by: null })
      .execute();
  };
  beforeEach(async () => {
    await allow(['northwind.example.com']);
    await api.mails();
  });

  it('makes an account that waits for an admin, once the address is verified', async () => {
    expect((await register('Dana.Reyes@NorthWind.example.com')).status).toBe(204);
    const mail = await api.mail();
    expect(mail.to).toBe('dana.reyes@northwind.example.com');
    expect((await api.look(mail.token)).body).toMatchObject({
      purpose: 'registration',
      username: '',
      email: mail.to,
    });
    const before = await test.db
      .selectFrom('users')
      .select('id')
      .where('email', '=', mail.to)
      .execute();
    expect(before).toEqual([]);
    const answer = await api.accept(mail.token, {
      password: GOOD_PASSWORD,
      firstName: 'Dana',
      lastName: 'Reyes',
      timezone: 'Europe/Berlin',
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { purpose: 'registration', isSignedIn: true },
    });
    const me = await api.send('GET', '/api/session', undefined, { token: answer.cookie ?? '' });
    expect(me.body.me).toMatchObject({
      username: 'dana.reyes',
      name: 'Dana Reyes',
      roles: [],
      teams: [],
    });
    const row = await test.db
      .selectFrom('users')
      .select(['id', 'registered_at', 'is_active'])
      .where('email', '=', mail.to)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ registered_at: test.clock.now(), is_active: true });
    expect((await api.audit(row.id)).map(({ action }) => action)).toEqual([
      'sign_in',
      'user_registered',
    ]);
    const waiting = await api.send('GET', '/api/admin/users?state=waiting', undefined, admin);
    expect(waiting.body).toMatchObject({ waiting: 1, users: [{ id: row.id, state: 'waiting' }] });
  });

  it('gives the next free username to somebody of the same name', async () => {
    await makeUser(test.db, { username: 'Sam.Lee' });
    await register('sam.lee@northwind.example.com');
    const { token } = await api.mail();
    const { cookie } = await api.accept(token);
    const me = await api.send('GET', '/api/session', undefined, { token: cookie ?? '' });
    expect(me.body.me.username).toBe('sam.lee-2');
  });

  it.each([
    'dana@example.com',
    'dana@sub.northwind.example.com',
    'dana@evilnorthwind.example.com',
    'northwind.example.com@example.org',
    'dana@northwind.example.com.example.org',
  ])('is refused to %s: only exactly the listed domains', async (email) => {
    expect(await register(email)).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'email' }] },
    });
    expect(await api.mails()).toEqual([]);
  });

  it('answers the same where there is an account, which gets a mail that says so', async () => {
    const user = await makeUser(test.db, { passwordHash });
    const email = `${user.username}@northwind.example.com`;
    await test.db.updateTable('users').set({ email }).where('id', '=', user.id).execute();
    const fresh = await register('fresh@northwind.example.com');
    await api.mails();
    expect(await register(email)).toEqual(fresh);
    const notice = await api.mail();
    expect([notice.to, notice.token]).toEqual([email, '']);
    expect(notice.message.headline).toBe('You have an account already');
    await test.db
      .updateTable('users')
      .set({ is_active: false })
      .where('id', '=', user.id)
      .execute();
    expect(await register(email)).toEqual(fresh);
    expect(await api.mails()).toEqual([]);
  });

  it('of an address that got an account meanwhile, or of a domain taken off the list, makes none', async () => {
    await register('late@northwind.example.com');
    const { token } = await api.mail();
    await allow(['elsewhere.example.com']);
    expect(await api.accept(token)).toMatchObject(IS_OVER);
    await allow(['northwind.example.com']);
    const user = await makeUser(test.db);
    await test.db
      .updateTable('users')
      .set({ email: 'late@northwind.example.com' })
      .where('id', '=', user.id)
      .execute();
    expect(await api.accept(token)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('is closed while no domain is listed', async () => {
    await allow(null);
    expect(await register('dana@northwind.example.com')).toMatchObject({
      status: 409,
      body: { code: 'not_set_up' },
    });
  });
});

describe('N4: the mail with a link', () => {
  const never = new AbortController().signal;
  const newestLink = async () =>
    test.db.selectFrom('account_links').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();

  it('is sent once, under the same Message-ID at every attempt, and marked as mailed', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const { id } = await newestLink();
    fake.answer({
      kind: 'retry',
      error: `451 <${user.email}> try later`,
      isUncertain: false,
      waitMs: null,
      reach: 'delivery',
    });
    const failed = mailLink(test.context, id, never);
    await expect(failed).rejects.toThrow('was not sent (retry)');
    // What the queue keeps of it names nobody (P7).
    await expect(failed).rejects.not.toThrow(user.email);
    fake.answer({ kind: 'sent', providerId: 'x', thread: null });
    await mailLink(test.context, id, never);
    const keys = fake.given.slice(-2).map(({ parcel }) => parcel.key);
    expect(new Set(keys).size).toBe(1);
    expect((await newestLink()).mailed_at).toBe(test.clock.now());
    const sent = fake.given.length;
    await mailLink(test.context, id, never);
    expect(fake.given).toHaveLength(sent);
  });

  it('that is refused for good is given up at once', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    fake.answer({ kind: 'failed', error: '550 no such user' });
    const { id } = await newestLink();
    await mailLink(test.context, id, never);
    fake.answer({ kind: 'sent', providerId: 'x', thread: null });
    expect((await newestLink()).mailed_at).toBeNull();
    await api.mails();
  });

  it('is not sent for a link that is used, replaced, over or none', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const { id } = await newestLink();
    test.clock.advance({ days: 8 });
    await mailLink(test.context, id, never);
    test.clock.advance({ days: -8 });
    await invite(user);
    await mailLink(test.context, id, never);
    await mailLink(test.context, 0, never);
    expect((await api.mails()).length).toBe(1);
  });
});
