import { hash } from '@node-rs/argon2';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountApi, GOOD_PASSWORD } from '../../../../tests/helpers/accounts.ts';
import { addSession, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../../tests/helpers/channels.ts';
import { newToken } from '../tokens.ts';

const fake = fakeChannels();
const test = useApp({
  config: { signIn: { limitPerAddress: 5, windowSeconds: 300, delayMs: 0, maxDelayMs: 0 } },
  context: { channels: fake.channels },
});
const api = accountApi(test, fake);

const PASSWORD = 'a long enough password';
let passwordHash: string;
let user: TestUser;
beforeAll(async () => {
  passwordHash = await hash(PASSWORD);
});
beforeEach(async () => {
  user = await makeUser(test.db, { passwordHash });
  await test.db.deleteFrom('sign_in_attempts').execute();
  await api.mails();
});

const account = () => api.send('GET', '/api/me/account', undefined, user);
const askFor = (email: string, currentPassword = PASSWORD) =>
  api.send('POST', '/api/me/email', { email, currentPassword }, user);

describe('section 1: a person’s own sessions', () => {
  it('are listed with the one that asks, and none that is over', async () => {
    await addSession(test.db, user.id, newToken());
    const old = newToken();
    await addSession(test.db, user.id, old);
    await test.db
      .updateTable('sessions')
      .set({ expires_at: test.clock.now(), address: '192.0.2.7', user_agent: 'Old browser' })
      .where('user_id', '=', user.id)
      .where('id', '=', (eb) =>
        eb.selectFrom('sessions').select((one) => one.fn.max('id').as('id')),
      )
      .execute();
    const { body } = await account();
    expect(body).toMatchObject({ email: user.email, pendingEmail: null, canMail: true });
    expect(body.sessions.map(({ isCurrent }: { isCurrent: boolean }) => isCurrent).sort()).toEqual([
      false,
      true,
    ]);
    expect(JSON.stringify(body)).not.toContain(old);
  });

  it('end one by one, and nobody else’s do', async () => {
    const other = await makeUser(test.db);
    const elsewhere = newToken();
    await addSession(test.db, user.id, elsewhere);
    const { body } = await account();
    const there = body.sessions.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent);
    const end = (id: number, by: TestUser) =>
      api.send('DELETE', `/api/me/sessions/${id}`, undefined, by);
    expect((await end(there.id, other)).status).toBe(404);
    expect((await end(there.id, user)).status).toBe(204);
    expect((await end(there.id, user)).status).toBe(404);
    expect((await api.send('GET', '/api/session', undefined, { token: elsewhere })).status).toBe(
      401,
    );
    expect((await account()).status).toBe(200);
    expect(await api.audit(user.id)).toMatchObject([
      { action: 'sessions_ended', actor_id: user.id, details: { sessionsEnded: 1 } },
    ]);
  });

  it('end everywhere but here', async () => {
    await addSession(test.db, user.id, newToken());
    await addSession(test.db, user.id, newToken());
    expect((await api.send('DELETE', '/api/me/sessions', undefined, user)).status).toBe(204);
    expect((await account()).body.sessions).toHaveLength(1);
    expect((await api.audit(user.id))[0]?.details).toEqual({ sessionsEnded: 2 });
  });

  it.each([
    ['GET', '/api/me/account'],
    ['POST', '/api/me/email'],
    ['DELETE', '/api/me/email'],
    ['DELETE', '/api/me/sessions'],
    ['DELETE', '/api/me/sessions/1'],
  ] as const)('%s %s needs a session', async (method, url) => {
    expect((await api.send(method, url)).status).toBe(401);
  });
});

describe('section 1: a changed email', () => {
  it('counts once the link to the new address is used; the old address is told', async () => {
    expect((await askFor('New.Address@Example.com')).status).toBe(204);
    expect((await account()).body).toMatchObject({
      email: user.email,
      pendingEmail: { email: 'new.address@example.com', expiresAt: '2026-11-19T09:00:00.000Z' },
    });
    const mail = await api.mail();
    expect(mail.to).toBe('new.address@example.com');
    expect((await api.signIn(user.email, PASSWORD)).status).toBe(204);

    expect(await api.accept(mail.token, {})).toMatchObject({
      status: 200,
      body: { purpose: 'email_change', isSignedIn: false },
      cookie: null,
    });
    const notice = await api.mail();
    expect([notice.to, notice.token]).toEqual([user.email, '']);
    expect(notice.message.headline).toContain('no longer');
    expect((await api.signIn(user.email, PASSWORD)).status).toBe(401);
    expect((await api.signIn('new.address@example.com', PASSWORD)).status).toBe(204);
    expect((await account()).body).toMatchObject({
      email: 'new.address@example.com',
      pendingEmail: null,
    });
    const actions = (await api.audit(user.id)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['email_change_asked', 'email_changed']));
    const log = await test.db.selectFrom('audit_log').selectAll().execute();
    expect(JSON.stringify(log)).not.toContain('new.address');
  });

  it('voids a link for a new password that went to the former address', async () => {
    await api.send('POST', '/api/password-reset', { email: user.email });
    const reset = await api.mail();
    await askFor(`moved-${user.id}@example.com`);
    const { token } = await api.mail();
    await api.accept(token, {});
    expect((await api.look(reset.token)).status).toBe(404);
  });

  it.each(['a reset', 'a change'])(
    'that was asked for before %s of the password comes to nothing: whoever knew the old one may have asked',
    async (how) => {
      await askFor(`thief-${user.id}@example.com`);
      const asked = await api.mail();
      if (how === 'a reset') {
        await api.send('POST', '/api/password-reset', { email: user.email });
        expect((await api.accept((await api.mail()).token)).status).toBe(200);
      } else {
        await api.send('POST', '/api/password-reset', { email: user.email });
        const reset = await api.mail();
        const body = { currentPassword: PASSWORD, newPassword: GOOD_PASSWORD };
        expect((await api.send('POST', '/api/me/password', body, user)).status).toBe(204);
        expect((await api.look(reset.token)).status).toBe(404);
      }
      expect((await api.accept(asked.token, {})).status).toBe(404);
      expect((await api.signIn(user.email, GOOD_PASSWORD)).status).toBe(204);
    },
  );

  it('needs the current password, and guessing it is limited', async () => {
    for (let round = 0; round < 5; round += 1) {
      expect((await askFor('new@example.com', 'wrong password')).body.issues).toEqual([
        { path: 'currentPassword', message: 'This is not your current password' },
      ]);
    }
    expect((await askFor('new@example.com')).status).toBe(429);
    expect(await api.mails()).toEqual([]);
  });

  it('is refused for one’s own address and for what is none', async () => {
    expect((await askFor(user.email.toUpperCase())).body.issues).toEqual([
      { path: 'email', message: 'This is your address already' },
    ]);
    expect((await askFor('nonsense')).body.issues).toMatchObject([{ path: 'email' }]);
  });

  it('does not say who has an address, until whoever reads its mail asks', async () => {
    const other = await makeUser(test.db);
    expect((await askFor(other.email)).status).toBe(204);
    const { to, token } = await api.mail();
    expect(to).toBe(other.email);
    expect(await api.accept(token, {})).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining('Another account') },
    });
    expect((await account()).body.email).toBe(user.email);
  });

  it('can be taken back, and a second one takes the place of the first', async () => {
    await askFor('first@example.com');
    const first = await api.mail();
    await askFor('second@example.com');
    const second = await api.mail();
    expect((await api.look(first.token)).status).toBe(404);
    const withdraw = () => api.send('DELETE', '/api/me/email', undefined, user);
    expect((await withdraw()).status).toBe(204);
    expect((await withdraw()).status).toBe(204);
    expect((await api.accept(second.token, {})).status).toBe(404);
    const log = await api.audit(user.id);
    expect(log.filter(({ action }) => action === 'email_change_withdrawn')).toHaveLength(1);
    expect((await account()).body.pendingEmail).toBeNull();
  });

  it('fills no stranger’s mailbox: five mails an hour', async () => {
    for (let round = 0; round < 5; round += 1) {
      expect((await askFor('stranger@example.com')).status).toBe(204);
    }
    expect((await askFor('stranger@example.com')).status).toBe(429);
  });
});
