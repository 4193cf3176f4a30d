import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { hash } from '@node-rs/argon2';
import { describe, expect, it, vi } from 'vitest';
import { as, makeUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

// What the code waits for is asserted, not how long a busy machine took.
vi.mock('node:timers/promises', () => ({ setTimeout: vi.fn(async () => undefined) }));
const waited = vi.mocked(wait);

const PASSWORD = 'a long enough password';
const test = useApp({
  config: {
    signIn: { limitPerAddress: 1_000, windowSeconds: 300, delayMs: 500, maxDelayMs: 1_500 },
  },
});

/** The status of a sign-in and the delay before its password was looked at. */
const signIn = async (email: string, password: string) => {
  waited.mockClear();
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { email, password },
  });
  expect(waited).toHaveBeenCalledTimes(1);
  return { status: answer.statusCode, delayMs: waited.mock.calls[0]?.[0] };
};

describe('an account under attack', () => {
  it('is counted under a hash that its address alone does not give away', async () => {
    await signIn('guessed@example.com', 'wrong password');
    const { account_hash } = await test.db
      .selectFrom('sign_in_attempts')
      .select('account_hash')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const plain = createHash('sha256').update('guessed@example.com').digest();
    expect(Buffer.from(account_hash)).toHaveLength(32);
    expect(Buffer.from(account_hash).equals(plain)).toBe(false);
  });

  it('answers later and later, right or wrong, known or not, and is never locked', async () => {
    const user = await makeUser(test.db, { passwordHash: await hash(PASSWORD) });
    for (const email of [user.email, 'nobody@example.com']) {
      for (const delayMs of [0, 500, 1_000, 1_500, 1_500]) {
        expect(await signIn(email, 'wrong password')).toEqual({ status: 401, delayMs });
      }
    }
    expect(await signIn(user.email, PASSWORD)).toEqual({ status: 204, delayMs: 1_500 });
    // Signing in settles it: what failed before slows nobody any more.
    expect(await signIn(user.email, PASSWORD)).toEqual({ status: 204, delayMs: 0 });
  });

  it('is slowed by what failed within the window only', async () => {
    const user = await makeUser(test.db);
    await signIn(user.email, 'wrong password');
    test.clock.advance({ seconds: 301 });
    expect(await signIn(user.email, 'wrong password')).toEqual({ status: 401, delayMs: 0 });
  });
});

describe('signing in while the account is deactivated', () => {
  it('leaves no session behind, whichever comes first', async () => {
    const passwordHash = await hash(PASSWORD);
    for (let round = 0; round < 10; round += 1) {
      const user = await makeUser(test.db, { passwordHash });
      const [{ status }] = await Promise.all([
        signIn(user.email, PASSWORD),
        new Promise((resolve) => setTimeout(resolve, round * 3)).then(() =>
          test.db
            .updateTable('users')
            .set({ is_active: false })
            .where('id', '=', user.id)
            .execute(),
        ),
      ]);
      expect([204, 401]).toContain(status);
      const left = await test.db
        .selectFrom('sessions')
        .select('user_id')
        .where('user_id', '=', user.id)
        .execute();
      expect(left).toEqual([]);
      const me = await test.app.inject({ url: '/api/session', headers: as(user) });
      expect(me.statusCode).toBe(401);
    }
  });
});

describe('passwords', () => {
  it('are kept as argon2id with the documented parameters and a salt of their own', async () => {
    const [first, second] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(second).not.toBe(first);
    expect(await verifyPassword(first, PASSWORD)).toBe(true);
    expect(await verifyPassword(first, `${PASSWORD} `)).toBe(false);
  });

  it('of nobody never match', async () => {
    expect(await verifyPassword(null, '')).toBe(false);
    expect(await verifyPassword(null, PASSWORD)).toBe(false);
  });

  it('wait in a line that has an end', async () => {
    const hashed = await hashPassword(PASSWORD);
    const results = await Promise.allSettled(
      Array.from({ length: 110 }, () => verifyPassword(hashed, PASSWORD)),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(8);
    expect(refused[0]?.reason).toMatchObject({ code: 'service_unavailable' });
    expect(results.filter((result) => result.status === 'fulfilled' && result.value)).toHaveLength(
      102,
    );
    expect(await verifyPassword(hashed, PASSWORD)).toBe(true);
  });
});
