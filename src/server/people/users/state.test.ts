import { hash } from '@node-rs/argon2';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountApi } from '../../../../tests/helpers/accounts.ts';
import { makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../../tests/helpers/channels.ts';
import { makeDelivery } from '../../../../tests/helpers/deliveries.ts';
import { requestsApi } from '../../../../tests/helpers/requests.ts';
import { addMs, DAY_MS } from '../../../domain/kernel/calendar.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels } });
const api = accountApi(test, fake);

const PASSWORD = 'a long enough password';
let passwordHash: string;
let admin: TestUser;
beforeAll(async () => {
  passwordHash = await hash(PASSWORD);
});
beforeEach(async () => {
  admin = await makeUser(test.db, { roles: ['admin'] });
});

const act = (user: { id: number }, what: string, by = admin, body?: object) =>
  api.send('POST', `/api/admin/users/${user.id}/${what}`, body, by);
const demote = (user: TestUser, by = admin) =>
  api.send('PATCH', `/api/admin/users/${user.id}`, { roles: [] }, by);
const stored = (user: TestUser) =>
  test.db.selectFrom('users').selectAll().where('id', '=', user.id).executeTakeFirstOrThrow();

/** Leaves these as the only active admins. */
async function onlyAdminsAre(...admins: TestUser[]): Promise<void> {
  const ids = admins.map(({ id }) => id);
  await test.db
    .updateTable('users')
    .set({ roles: [] })
    .where('id', 'not in', ids)
    .where(sql<boolean>`roles @> ARRAY['admin']`)
    .execute();
}

describe('section 1: deactivation', () => {
  it('ends every session at once and lets nobody in, until they are reactivated', async () => {
    const user = await makeUser(test.db, { passwordHash });
    expect(await act(user, 'deactivate')).toMatchObject({
      status: 200,
      body: { state: 'deactivated', liveSessions: 0, sessions: [] },
    });
    expect((await api.send('GET', '/api/session', undefined, user)).status).toBe(401);
    expect((await api.signIn(user.email, PASSWORD)).status).toBe(401);
    await act(user, 'deactivate');
    expect(await act(user, 'reactivate')).toMatchObject({ status: 200, body: { state: 'active' } });
    await act(user, 'reactivate');
    expect((await api.send('GET', '/api/session', undefined, user)).status).toBe(401);
    expect((await api.signIn(user.email, PASSWORD)).status).toBe(204);
    const log = (await api.audit(user.id)).filter(({ actor_id }) => actor_id === admin.id);
    expect(log.map(({ action }) => action)).toEqual(['user_reactivated', 'user_deactivated']);
  });

  it.each(['deactivate', 'reactivate', 'invite', 'reset-password'])(
    '%s: there is nobody of this number',
    async (what) => {
      expect((await act({ id: 999_999_999 }, what)).status).toBe(404);
    },
  );

  it('of somebody who is invited keeps invitations from being sent', async () => {
    const user = await makeUser(test.db);
    await act(user, 'deactivate');
    expect(await act(user, 'invite')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});

describe('P7 the last active admin', () => {
  it('can be neither demoted, deactivated nor erased, and is told what to do', async () => {
    await onlyAdminsAre(admin);
    const refused = {
      code: 'not_allowed',
      detail: expect.stringContaining('somebody else an admin'),
    };
    expect(await act(admin, 'deactivate')).toMatchObject({ status: 403, body: refused });
    expect(await demote(admin)).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'roles' }] },
    });
    expect(await act(admin, 'erase', admin, { username: admin.username })).toMatchObject({
      status: 403,
    });
    expect(await stored(admin)).toMatchObject({ is_active: true, roles: ['admin'] });
    expect((await api.audit(admin.id)).map(({ action }) => action)).toEqual([]);
  });

  it('may stop being one once there is another', async () => {
    const other = await makeUser(test.db, { roles: ['admin'] });
    await onlyAdminsAre(admin, other);
    expect((await demote(admin)).status).toBe(200);
    expect((await demote(other, other)).status).toBe(422);
    expect((await demote(other)).status).toBe(403);
  });

  it('remains when two admins demote or deactivate each other at the same moment', async () => {
    for (const what of [demote, (user: TestUser, by: TestUser) => act(user, 'deactivate', by)]) {
      const pair = [
        await makeUser(test.db, { roles: ['admin'] }),
        await makeUser(test.db, { roles: ['admin'] }),
      ] as const;
      await onlyAdminsAre(...pair);
      const answers = await Promise.all([what(pair[0], pair[1]), what(pair[1], pair[0])]);
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses[0]).toBe(200);
      // The second was an admin no more when its turn came.
      expect([401, 403]).toContain(statuses[1]);
      const left = await Promise.all(pair.map(stored));
      expect(left.filter((row) => row.is_active && row.roles.includes('admin'))).toHaveLength(1);
      admin = await makeUser(test.db, { roles: ['admin'] });
    }
  });

  it('two admins who change each other’s email at once do not block each other', async () => {
    const other = await makeUser(test.db, { roles: ['admin'] });
    const move = (user: TestUser, by: TestUser, round: number) =>
      api.send('PATCH', `/api/admin/users/${user.id}`, { email: `r${round}-${user.email}` }, by);
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all([move(admin, other, round), move(other, admin, round)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    }
  });
});

describe('P7 an erased account', () => {
  const erase = (user: TestUser, by = admin, username = user.username) =>
    act(user, 'erase', by, { username });

  it('keeps nothing that says who it was', async () => {
    const user = await makeUser(test.db, {
      username: `erica-${Date.now()}`,
      firstName: 'Erica',
      lastName: 'Quillfeather',
      passwordHash,
      roles: ['operator'],
      teams: ['support'],
      timezone: 'Europe/Berlin',
    });
    await test.db
      .updateTable('users')
      .set({ slack_member_id: 'U0ERICA', telegram_user_id: 4_711_000 + user.id })
      .where('id', '=', user.id)
      .execute();
    await act(user, 'reset-password');
    await api.send('PATCH', `/api/admin/users/${user.id}`, { email: `q-${user.email}` }, admin);
    await act(user, 'reset-password');
    await test.db
      .insertInto('drafts')
      .values({
        user_id: user.id,
        form: 'new:user_records',
        content: '{}',
        saved_at: test.clock.now(),
      })
      .execute();
    await test.db
      .insertInto('telegram_links')
      .values({
        token_hash: Buffer.from(`t${user.id}`),
        user_id: user.id,
        expires_at: addMs(test.clock.now(), DAY_MS),
      })
      .execute();
    await test.db
      .insertInto('notification_mutes')
      .values({ user_id: user.id, event: 'request_completed', channel: 'email' })
      .execute();

    expect(await erase(user)).toMatchObject({
      status: 200,
      body: {
        name: `Former user ${user.id}`,
        username: `former-user-${user.id}`,
        email: `former-user-${user.id}@erased.invalid`,
        state: 'erased',
        roles: [],
        teams: [],
        timezone: 'UTC',
        slackMemberId: null,
        hasTelegram: false,
        openLink: null,
        sessions: [],
        erasedAt: test.clock.now(),
      },
    });
    for (const table of ['sessions', 'drafts', 'telegram_links', 'notification_mutes'] as const) {
      const rows = await test.db
        .selectFrom(table)
        .select('user_id')
        .where('user_id', '=', user.id)
        .execute();
      expect([table, rows]).toEqual([table, []]);
    }
    const everything = JSON.stringify([
      await stored(user),
      await test.db.selectFrom('account_links').selectAll().execute(),
      await test.db.selectFrom('account_notices').selectAll().execute(),
      await test.db.selectFrom('audit_log').selectAll().execute(),
    ]);
    expect(everything).not.toMatch(/erica|quillfeather/i);
    expect(await api.mails()).toEqual([]);
    expect((await api.signIn(user.email, PASSWORD)).status).toBe(401);
    expect((await api.audit(user.id))[0]).toMatchObject({
      action: 'user_erased',
      actor_id: admin.id,
    });
  });

  it('leaves no error of a delivery that quotes the address, and no number of a Telegram account', async () => {
    const user = await makeUser(test.db, { teams: ['revenue'] });
    const code = await requestsApi(test).created(user);
    const to = { recipient: `user:${user.id}`, event: 'request_blocked' } as const;
    const ids = [
      await makeDelivery(test, code, {
        ...to,
        channel: 'email',
        state: 'failed',
        last_error: `550 <${user.email}> is unknown`,
        finished_at: test.clock.now(),
      }),
      await makeDelivery(test, code, {
        ...to,
        channel: 'telegram',
        state: 'sent',
        provider_id: '4711:12',
        finished_at: test.clock.now(),
      }),
    ];
    await erase(user);
    const rows = await test.db
      .selectFrom('deliveries')
      .select(['state', 'last_error', 'provider_id'])
      .where('id', 'in', ids)
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { state: 'failed', last_error: null, provider_id: null },
      { state: 'sent', last_error: null, provider_id: null },
    ]);
  });

  it('is confirmed by the username, is nobody’s own, and cannot be undone or changed', async () => {
    const user = await makeUser(test.db);
    expect(await erase(user, admin, 'somebody-else')).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'username' }] },
    });
    expect((await stored(user)).erased_at).toBeNull();
    const other = await makeUser(test.db, { roles: ['admin'] });
    expect(await erase(admin)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect((await erase(admin, other)).status).toBe(200);
    admin = other;

    expect((await erase(user, admin, user.username.toUpperCase())).status).toBe(200);
    expect((await erase(user)).status).toBe(200);
    for (const what of ['reactivate', 'invite', 'reset-password']) {
      expect(await act(user, what)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    }
    const changed = await api.send(
      'PATCH',
      `/api/admin/users/${user.id}`,
      { firstName: 'x' },
      admin,
    );
    expect(changed.status).toBe(409);
    const log = (await api.audit(user.id)).filter(({ action }) => action === 'user_erased');
    expect(log).toHaveLength(1);
  });

  it('frees its email and username for somebody new', async () => {
    const user = await makeUser(test.db);
    await erase(user);
    const { status, body } = await api.send(
      'POST',
      '/api/admin/users',
      { email: user.email, username: user.username, isInvited: false },
      admin,
    );
    expect([status, body.user.username]).toEqual([201, user.username]);
  });

  it('is erased once when two admins do it at once', async () => {
    const user = await makeUser(test.db);
    const other = await makeUser(test.db, { roles: ['admin'] });
    const answers = await Promise.all([erase(user), erase(user, other)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const log = (await api.audit(user.id)).filter(({ action }) => action === 'user_erased');
    expect(log).toHaveLength(1);
  });
});
