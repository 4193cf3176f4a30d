import { hash } from '@node-rs/argon2';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../../tests/helpers/channels.ts';

const LIMIT = 4;
const config = {
  signIn: { limitPerAddress: LIMIT, windowSeconds: 300, delayMs: 0, maxDelayMs: 0 },
};

describe('asking for mails', () => {
  const test = useApp({ config, context: { channels: fakeChannels().channels } });
  const post = (url: string, payload: object, remoteAddress: string) =>
    test.app.inject({ method: 'POST', url, payload, remoteAddress });

  it('is limited per network, known address or not, and never keeps anybody from signing in', async () => {
    const password = 'a long enough password';
    const user = await makeUser(test.db, { passwordHash: await hash(password) });
    const from = '192.0.2.1';
    for (const email of [user.email, 'nobody@example.com', user.email, 'none@example.com']) {
      expect((await post('/api/password-reset', { email }, from)).statusCode).toBe(204);
    }
    const limited = await post('/api/password-reset', { email: user.email }, from);
    expect(limited.statusCode).toBe(429);
    expect(limited.headers['retry-after']).toBe('300');
    expect(limited.json().detail).toContain('mails');
    const signIn = await post('/api/session', { email: user.email, password }, from);
    expect(signIn.statusCode).toBe(204);
    const elsewhere = await post('/api/password-reset', { email: user.email }, '192.0.2.2');
    expect(elsewhere.statusCode).toBe(204);
    test.clock.advance({ seconds: 300 });
    expect((await post('/api/password-reset', { email: user.email }, from)).statusCode).toBe(204);
  });

  it('counts apart from failed sign-ins', async () => {
    const from = '192.0.2.3';
    for (let round = 0; round < LIMIT; round += 1) {
      await post('/api/session', { email: 'nobody@example.com', password: 'wrong' }, from);
    }
    const signIn = await post('/api/session', { email: 'a@example.com', password: 'x' }, from);
    expect(signIn.statusCode).toBe(429);
    const reset = await post('/api/password-reset', { email: 'a@example.com' }, from);
    expect(reset.statusCode).toBe(204);
  });
});

describe('without mail', () => {
  const test = useApp({ config });
  let admin: TestUser;
  let user: TestUser;
  beforeAll(async () => {
    admin = await makeUser(test.db, { roles: ['admin'] });
    user = await makeUser(test.db);
  });

  const post = (url: string, payload: object = {}, by?: TestUser) =>
    test.app.inject({
      method: 'POST',
      url,
      payload,
      headers: by === undefined ? {} : { cookie: `session=${by.token}` },
    });

  it('an admin is told the link, to hand it over, and it works', async () => {
    const sent = (await post(`/api/admin/users/${user.id}/invite`, {}, admin)).json();
    expect(sent).toMatchObject({ mail: 'not_configured', expiresAt: '2026-11-25T09:00:00.000Z' });
    expect(sent.url).toMatch(/^http:\/\/localhost:8080\/account-link#[1-9][0-9]*\.[\w-]{43}$/);
    const token = new URL(sent.url).hash.slice(1);
    const accepted = await post('/api/account-links/accept', {
      token,
      password: 'purple monkey dishwasher',
    });
    expect(accepted.json()).toEqual({ purpose: 'invitation', isSignedIn: true });
  });

  it.each([
    ['/api/password-reset', { email: 'dana@example.com' }],
    ['/api/registration', { email: 'dana@example.com' }],
  ])('%s says that it is not set up', async (url, body) => {
    const answer = await post(url, body);
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'not_set_up']);
  });

  it('nobody changes their email by themself', async () => {
    const answer = await post(
      '/api/me/email',
      { email: 'new@example.com', currentPassword: 'x' },
      admin,
    );
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'not_set_up']);
    const account = await test.app.inject({
      url: '/api/me/account',
      headers: { cookie: `session=${admin.token}` },
    });
    expect(account.json()).toMatchObject({ canMail: false, pendingEmail: null });
  });
});
