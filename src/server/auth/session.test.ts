import { describe, expect, it } from 'vitest';
import { addSession, as, makeUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { addMs, DAY_MS, type Instant } from '../../domain/kernel/calendar.ts';
import { hashToken, newToken } from './tokens.ts';

const test = useApp();

const askAs = async (headers: Record<string, string>) => {
  const answer = await test.app.inject({ url: '/api/session', headers });
  return { status: answer.statusCode, body: answer.json(), cookie: answer.headers['set-cookie'] };
};

const seen = async (token: string, lastSeenAt: Instant, expiresAt: Instant): Promise<void> => {
  await test.db
    .updateTable('sessions')
    .set({ last_seen_at: lastSeenAt, expires_at: expiresAt })
    .where('token_hash', '=', hashToken(token) ?? Buffer.alloc(0))
    .execute();
};

const lastSeenOf = async (user: { id: number }) => {
  const row = await test.db
    .selectFrom('sessions')
    .select('last_seen_at')
    .where('user_id', '=', user.id)
    .executeTakeFirstOrThrow();
  return row.last_seen_at;
};

describe('a session', () => {
  it('is needed below /api', async () => {
    const { status, body } = await askAs({});
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 'not_signed_in', status: 401 });
  });

  it.each(['', 'x', newToken()])(
    'a made-up token (%j) signs nobody in and is taken away',
    async (token) => {
      const { status, body, cookie } = await askAs({ cookie: `session=${token}` });
      expect(status).toBe(401);
      expect(body.code).toBe('not_signed_in');
      expect(String(cookie)).toMatch(/^session=;/);
    },
  );

  it('ends at once when its person is deactivated, on every device', async () => {
    const user = await makeUser(test.db);
    const elsewhere = newToken();
    await addSession(test.db, user.id, elsewhere);
    expect((await askAs(as(user))).status).toBe(200);
    await test.db
      .updateTable('users')
      .set({ is_active: false })
      .where('id', '=', user.id)
      .execute();
    expect((await askAs(as(user))).status).toBe(401);
    expect((await askAs(as({ token: elsewhere }))).status).toBe(401);
    const left = await test.db
      .selectFrom('sessions')
      .select('user_id')
      .where('user_id', '=', user.id)
      .execute();
    expect(left).toEqual([]);
    // Reactivation does not bring the old sessions back.
    await test.db.updateTable('users').set({ is_active: true }).where('id', '=', user.id).execute();
    expect((await askAs(as(user))).status).toBe(401);
  });

  it('of an inactive person is refused even if its row were still there', async () => {
    const user = await makeUser(test.db, { isActive: false });
    expect((await askAs(as(user))).status).toBe(401);
  });

  it('ends after 14 days without use and after 30 days in any case', async () => {
    const user = await makeUser(test.db);
    const now = test.context.now();
    await seen(user.token, addMs(now, -14 * DAY_MS + 1_000), addMs(now, DAY_MS));
    expect((await askAs(as(user))).status).toBe(200);
    // Its use is written after the answer.
    await expect.poll(() => lastSeenOf(user)).toBe(now);
    await seen(user.token, addMs(now, -14 * DAY_MS), addMs(now, DAY_MS));
    expect((await askAs(as(user))).status).toBe(401);
    await seen(user.token, now, now);
    expect((await askAs(as(user))).status).toBe(401);
  });

  it('remembers when it was last used, at most every five minutes', async () => {
    const user = await makeUser(test.db);
    const now = test.context.now();
    const recent = addMs(now, -299_000);
    await seen(user.token, recent, addMs(now, DAY_MS));
    await askAs(as(user));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await lastSeenOf(user)).toBe(recent);
    await seen(user.token, addMs(now, -301_000), addMs(now, DAY_MS));
    await askAs(as(user));
    await expect.poll(() => lastSeenOf(user)).toBe(now);
  });
});
