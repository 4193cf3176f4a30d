import * as argon2 from '@node-rs/argon2';
import { hash } from '@node-rs/argon2';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addSession, as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { inTransaction } from '../db/transaction.ts';
import { lockAddress } from './queries.ts';
import { delayAfter } from './throttle.ts';
import { newToken } from './tokens.ts';

// The real functions, counted.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  return { ...real, hash: vi.fn(real.hash), verify: vi.fn(real.verify) };
});

const LIMIT = 5;
const test = useApp({
  config: {
    signIn: { limitPerAddress: LIMIT, windowSeconds: 300, delayMs: 0, maxDelayMs: 0 },
    trustedProxies: ['10.0.0.0/8'],
  },
});

const PASSWORD = 'a long enough password';
let passwordHash: string;
let user: TestUser;
let address = 0;

beforeAll(async () => {
  passwordHash = await hash(PASSWORD);
});
beforeEach(async () => {
  user = await makeUser(test.db, { passwordHash });
  // Every test comes from a network of its own, so that one's failures do not limit another.
  address += 1;
});

const from = () => `192.0.2.${address}`;

const signIn = (
  body: unknown,
  options: { remoteAddress?: string; headers?: Record<string, string> } = {},
) =>
  test.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: body as object,
    remoteAddress: options.remoteAddress ?? from(),
    headers: options.headers ?? {},
  });

const wrong = (email = user.email) => ({ email, password: 'not the password' });
const right = () => ({ email: user.email, password: PASSWORD });

const audit = () =>
  test.db
    .selectFrom('audit_log')
    .select(['action', 'actor_id', 'target', 'target_user_id', 'details', 'address'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

describe('signing in', () => {
  it('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await signIn(right());
    expect(answer.statusCode).toBe(204);
    expect(answer.cookies).toEqual([
      {
        name: 'session',
        value: expect.stringMatching(/^[\w-]{43}$/),
        httpOnly: true,
        sameSite: 'Lax',
        path: '/',
        maxAge: 30 * 86_400,
      },
    ]);
    const me = await test.app.inject({
      url: '/api/session',
      headers: as({ token: answer.cookies[0]?.value ?? '' }),
    });
    expect(me.json().me).toMatchObject({ id: user.id, email: user.email });
    expect(await audit()).toMatchObject({ action: 'sign_in', actor_id: user.id, address: from() });
  });

  it('takes the email in any case and with spaces around it', async () => {
    const answer = await signIn({ email: `  ${user.email.toUpperCase()} `, password: PASSWORD });
    expect(answer.statusCode).toBe(204);
  });

  it('keeps no token and no password in the database', async () => {
    const answer = await signIn(right());
    const rows = await test.db.selectFrom('sessions').selectAll().execute();
    const log = await test.db.selectFrom('audit_log').selectAll().execute();
    const everything = JSON.stringify([rows, log]);
    expect(everything).not.toContain(answer.cookies[0]?.value);
    expect(everything).not.toContain(PASSWORD);
  });

  it('ends the session that the same browser held before', async () => {
    const first = (await signIn(right())).cookies[0]?.value ?? '';
    await signIn(right(), { headers: as({ token: first }) });
    const me = await test.app.inject({ url: '/api/session', headers: as({ token: first }) });
    expect(me.statusCode).toBe(401);
  });

  it('names what is missing, at its field', async () => {
    const answer = await signIn({ email: ' ' });
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      code: 'validation_failed',
      issues: [
        { path: 'email', message: 'Enter your email' },
        { path: 'password', message: 'This is required' },
      ],
    });
  });

  it('says the same, after the same work, for unknown, wrong, passwordless and inactive accounts', async () => {
    const inactive = await makeUser(test.db, { passwordHash, isActive: false });
    const without = await makeUser(test.db);
    const verify = vi.mocked(argon2.verify);
    const answers: unknown[] = [];
    for (const body of [
      wrong('nobody@example.com'),
      wrong(),
      { email: inactive.email, password: PASSWORD },
      { email: without.email, password: PASSWORD },
    ]) {
      verify.mockClear();
      const answer = await signIn(body, { remoteAddress: `198.51.100.${address}` });
      expect(verify).toHaveBeenCalledTimes(1);
      expect(answer.cookies).toEqual([]);
      const { requestId, ...problem } = answer.json();
      expect(requestId).toBe(answer.headers['x-request-id']);
      answers.push(problem);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, code: 'sign_in_failed' });
  });

  it('writes failures to the audit log without the email of nobody', async () => {
    await signIn(wrong('typo-of-a-password@example.com'));
    expect(await audit()).toMatchObject({
      action: 'sign_in_failed',
      actor_id: null,
      target: null,
      details: { reason: 'unknown_account' },
    });
    const log = await test.db.selectFrom('audit_log').selectAll().execute();
    expect(JSON.stringify(log)).not.toContain('typo-of-a-password');
    await signIn(wrong());
    expect(await audit()).toMatchObject({
      target: null,
      target_user_id: user.id,
      details: { reason: 'wrong_password' },
    });
  });
});

describe('guessing', () => {
  it('is limited per address, tells when to come back, and lets go after the window', async () => {
    for (let round = 0; round < LIMIT; round += 1) {
      expect((await signIn(wrong())).statusCode).toBe(401);
    }
    test.clock.advance({ seconds: 100 });
    const limited = await signIn(right());
    expect(limited.statusCode).toBe(429);
    expect(limited.headers['retry-after']).toBe('200');
    expect(limited.json()).toMatchObject({ code: 'too_many_attempts' });
    expect((await signIn(right(), { remoteAddress: '203.0.113.250' })).statusCode).toBe(204);
    test.clock.advance({ seconds: 200 });
    expect((await signIn(right())).statusCode).toBe(204);
  });

  it('does not outrun the limit by trying all at once', async () => {
    const answers = await Promise.all(Array.from({ length: 3 * LIMIT }, () => signIn(wrong())));
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 401)).toHaveLength(LIMIT);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2 * LIMIT);
  });

  it('beyond the limit is refused without waiting in line, so that a flood holds no connections', async () => {
    for (let round = 0; round < LIMIT; round += 1) await signIn(wrong());
    const limited = await inTransaction(test.db, async (tx) => {
      await lockAddress(tx, 'sign_in', from());
      return Promise.all(Array.from({ length: 30 }, () => signIn(wrong())));
    });
    expect(new Set(limited.map(({ statusCode }) => statusCode))).toEqual(new Set([429]));
  });

  it('does not count what succeeds: an office behind one address can sign in', async () => {
    for (let round = 0; round < LIMIT + 2; round += 1) {
      expect((await signIn(right())).statusCode).toBe(204);
    }
  });

  it('cannot hide behind X-Forwarded-For from an address that is no trusted proxy', async () => {
    const spoofed = (round: number) =>
      signIn(wrong(), { headers: { 'x-forwarded-for': `203.0.113.${round}` } });
    for (let round = 0; round < LIMIT; round += 1) await spoofed(round);
    expect((await spoofed(99)).statusCode).toBe(429);
  });

  it('is counted for the client behind a trusted proxy, and what the client claims is ignored', async () => {
    const behind = (client: string) =>
      signIn(wrong(), {
        remoteAddress: '10.1.2.3',
        headers: { 'x-forwarded-for': `203.0.113.7, ${client}` },
      });
    for (let round = 0; round < LIMIT; round += 1) await behind(from());
    expect((await behind(from())).statusCode).toBe(429);
    expect((await behind('198.51.100.201')).statusCode).toBe(401);
  });

  it('counts an IPv6 network as one client', async () => {
    for (let round = 0; round < LIMIT; round += 1) {
      await signIn(wrong(), { remoteAddress: `2001:db8:0:${address}::${round}` });
    }
    const sameNetwork = await signIn(wrong(), { remoteAddress: `2001:db8:0:${address}:ffff::1` });
    expect(sameNetwork.statusCode).toBe(429);
    const another = await signIn(wrong(), { remoteAddress: `2001:db8:1:${address}::1` });
    expect(another.statusCode).toBe(401);
  });

  it('slows an account with every failure up to a cap, and never locks it', async () => {
    const speed = { delayMs: 500, maxDelayMs: 8_000 };
    expect([0, 1, 2, 3, 5, 6, 1_000].map((failures) => delayAfter(failures, speed))).toEqual([
      0, 500, 1_000, 2_000, 8_000, 8_000, 8_000,
    ]);
  });
});

describe('signing out', () => {
  it('ends the session and removes the cookie, also when repeated', async () => {
    const signOut = () =>
      test.app.inject({ method: 'DELETE', url: '/api/session', headers: as(user) });
    const answer = await signOut();
    expect(answer.statusCode).toBe(204);
    expect(answer.cookies[0]).toMatchObject({ name: 'session', value: '' });
    expect(await audit()).toMatchObject({ action: 'sign_out', actor_id: user.id });
    const me = await test.app.inject({ url: '/api/session', headers: as(user) });
    expect(me.statusCode).toBe(401);
    expect((await signOut()).statusCode).toBe(204);
  });
});

describe('changing the password', () => {
  const change = (body: object, headers: Record<string, string> = as(user)) =>
    test.app.inject({
      method: 'POST',
      url: '/api/me/password',
      payload: body,
      headers,
      remoteAddress: from(),
    });
  const NEW = 'another long password';

  it('takes effect at once, keeps this session and ends the others', async () => {
    const elsewhere = newToken();
    await addSession(test.db, user.id, elsewhere);
    expect((await change({ currentPassword: PASSWORD, newPassword: NEW })).statusCode).toBe(204);
    expect((await signIn(right())).statusCode).toBe(401);
    expect((await signIn({ email: user.email, password: NEW })).statusCode).toBe(204);
    const ask = (token: string) => test.app.inject({ url: '/api/session', headers: as({ token }) });
    expect((await ask(user.token)).statusCode).toBe(200);
    expect((await ask(elsewhere)).statusCode).toBe(401);
    const row = await test.db
      .selectFrom('audit_log')
      .select(['actor_id', 'details'])
      .where('action', '=', 'password_changed')
      .orderBy('id', 'desc')
      .executeTakeFirst();
    expect(row).toEqual({ actor_id: user.id, details: { sessionsEnded: 1 } });
  });

  it('needs a session', async () => {
    const answer = await change({ currentPassword: PASSWORD, newPassword: NEW }, {});
    expect(answer.statusCode).toBe(401);
  });

  it('needs the current password, and guessing it is limited like signing in', async () => {
    const guess = () => change({ currentPassword: 'something else', newPassword: NEW });
    for (let round = 0; round < LIMIT; round += 1) {
      const answer = await guess();
      expect(answer.statusCode).toBe(422);
      expect(answer.json().issues).toEqual([
        { path: 'currentPassword', message: 'This is not your current password' },
      ]);
    }
    expect((await guess()).statusCode).toBe(429);
  });

  it.each([
    ['short', 'Use at least 10 characters'],
    ['password1234', 'This password is among the first that attackers try; use another'],
    [PASSWORD, 'Use something other than your current password'],
    ['x'.repeat(257), 'This password is too long'],
  ])('refuses %j', async (newPassword, message) => {
    const answer = await change({ currentPassword: PASSWORD, newPassword });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().issues).toEqual([{ path: 'newPassword', message }]);
  });

  it('refuses one that is made of the company’s name', async () => {
    await test.db
      .insertInto('settings')
      .values({ key: 'company_name', value: JSON.stringify('Northwind Traders'), updated_by: null })
      .execute();
    const answer = await change({ currentPassword: PASSWORD, newPassword: 'Northwind2026!' });
    await test.db.deleteFrom('settings').execute();
    expect(answer.json().issues).toEqual([
      { path: 'newPassword', message: expect.stringContaining('the name of this site') },
    ]);
  });
});
