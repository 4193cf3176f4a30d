import { hash } from '@node-rs/argon2';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountApi, GOOD_PASSWORD } from '../../../tests/helpers/accounts.ts';
import { makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../tests/helpers/channels.ts';

const fake = fakeChannels();
const test = useApp({
  config: { signIn: { limitPerAddress: 10_000, windowSeconds: 300, delayMs: 0, maxDelayMs: 0 } },
  context: { channels: fake.channels },
});
const api = accountApi(test, fake);

let passwordHash: string;
let user: TestUser;
beforeAll(async () => {
  passwordHash = await hash('a long enough password');
});
beforeEach(async () => {
  user = await makeUser(test.db, { passwordHash });
});

/** Newest first, without what says only whom it is about. */
const entries = async (userId: number | null) =>
  (await api.audit(userId)).map(({ action, actor_id, target, details }) => ({
    action,
    actor_id,
    target,
    details,
  }));

describe('section 10: what touches the security of an account is in the audit log, done or not', () => {
  it('a wrong current password, for a new password and for a new email', async () => {
    const currentPassword = 'not the one';
    const refused = [
      await api.send(
        'POST',
        '/api/me/password',
        { currentPassword, newPassword: GOOD_PASSWORD },
        user,
      ),
      await api.send('POST', '/api/me/email', { currentPassword, email: 'new@example.com' }, user),
    ];
    expect(refused.map(({ status }) => status)).toEqual([422, 422]);
    const entry = { action: 'password_change_failed', actor_id: user.id, target: null };
    expect(await entries(user.id)).toEqual([
      { ...entry, details: { for: 'email' } },
      { ...entry, details: {} },
    ]);
  });

  it('an admin’s link for a new password', async () => {
    const admin = await makeUser(test.db, { roles: ['admin'] });
    const reply = await api.send(
      'POST',
      `/api/admin/users/${user.id}/reset-password`,
      undefined,
      admin,
    );
    expect(reply.status).toBe(200);
    expect(await entries(user.id)).toEqual([
      { action: 'user_password_reset_sent', actor_id: admin.id, target: null, details: {} },
    ]);
  });

  it('a registration, with whom it concerns where there is somebody, and never with the address', async () => {
    await test.db
      .insertInto('settings')
      .values({ key: 'registration_domains', value: '["example.com"]', updated_by: null })
      .execute();
    for (const email of ['somebody.new@example.com', user.email]) {
      expect((await api.send('POST', '/api/registration', { email })).status).toBe(204);
    }
    const entry = { action: 'registration_asked', actor_id: null, target: null, details: {} };
    expect((await entries(null))[0]).toEqual(entry);
    expect(await entries(user.id)).toEqual([entry]);
  });
});
