import { hash } from '@node-rs/argon2';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountApi, GOOD_PASSWORD } from '../../../../tests/helpers/accounts.ts';
import { addSession, as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../../tests/helpers/channels.ts';
import { newToken } from '../tokens.ts';

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
