import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { as, makeUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

const PASSWORD = 'a long enough password';
const DELAY_MS = 150;
const test = useApp({
  config: {
    signIn: { limitPerAddress: 1_000, windowSeconds: 300, delayMs: DELAY_MS, maxDelayMs: 400 },
  },
});

const timed = async (email: string, password: string) => {
  const began = performance.now();
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { email, password },
  });
  return { status: answer.statusCode, tookMs: performance.now() - began };
};

describe('an account under attack', () => {
  it('answers later and later, right or wrong, known or not, and is never locked', async () => {
    const user = await makeUser(test.db, { passwordHash: await hash(PASSWORD) });
    for (const email of [user.email, 'nobody@example.com']) {
      const least = [0, DELAY_MS, 2 * DELAY_MS, 400];
      for (const leastMs of least) {
        const { status, tookMs } = await timed(email, 'wrong password');
        expect(status).toBe(401);
        expect(tookMs).toBeGreaterThanOrEqual(leastMs - 5);
      }
    }
    const owner = await timed(user.email, PASSWORD);
    expect(owner.status).toBe(204);
    expect(owner.tookMs).toBeGreaterThanOrEqual(395);
    // Signing in settles it: what failed before slows nobody any more.
    expect((await timed(user.email, PASSWORD)).tookMs).toBeLessThan(DELAY_MS);
  });
});

describe('signing in while the account is deactivated', () => {
  it('leaves no session behind, whichever comes first', async () => {
    const passwordHash = await hash(PASSWORD);
    for (let round = 0; round < 10; round += 1) {
      const user = await makeUser(test.db, { passwordHash });
      const [{ status }] = await Promise.all([
        timed(user.email, PASSWORD),
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
