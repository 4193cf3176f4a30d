import { hash } from '@node-rs/argon2';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountApi, GOOD_PASSWORD } from '../../../../tests/helpers/accounts.ts';
import { makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../../tests/helpers/channels.ts';

const fake = fakeChannels();
const test = useApp({
  config: { signIn: { limitPerAddress: 10_000, windowSeconds: 300, delayMs: 0, maxDelayMs: 0 } },
  context: { channels: fake.channels },
});
const api = accountApi(test, fake);

let passwordHash: string;
let admin: TestUser;
beforeAll(async () => {
  passwordHash = await hash('a long enough password');
  admin = await makeUser(test.db, { firstName: 'Ada', lastName: 'Byron', roles: ['admin'] });
});

const IS_OVER = { status: 404, body: { code: 'not_found' }, cookie: null };

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
