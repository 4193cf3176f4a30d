import { beforeAll, describe, expect, it } from 'vitest';
import { accountApi, GOOD_PASSWORD } from '../../../../tests/helpers/accounts.ts';
import { makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../../tests/helpers/channels.ts';
import { mailLink } from './mail-link.ts';
import { linkToken } from './token.ts';

const fake = fakeChannels();
const test = useApp({
  config: { signIn: { limitPerAddress: 10_000, windowSeconds: 300, delayMs: 0, maxDelayMs: 0 } },
  context: { channels: fake.channels },
});
const api = accountApi(test, fake);

let admin: TestUser;
beforeAll(async () => {
  admin = await makeUser(test.db, { firstName: 'Ada', lastName: 'Byron', roles: ['admin'] });
});

const invite = (user: TestUser) =>
  api.send('POST', `/api/admin/users/${user.id}/invite`, undefined, admin);
const stored = (user: TestUser) =>
  test.db.selectFrom('users').selectAll().where('id', '=', user.id).executeTakeFirstOrThrow();

const IS_OVER = { status: 404, body: { code: 'not_found' }, cookie: null };

describe('section 1: an invitation', () => {
  it('goes to the invited person, names who invited, and lets them choose a password and a name', async () => {
    const user = await makeUser(test.db, { timezone: 'Europe/Berlin' });
    expect(await invite(user)).toMatchObject({
      status: 200,
      body: { mail: 'queued', url: null, expiresAt: '2026-11-25T09:00:00.000Z' },
    });
    const mail = await api.mail();
    expect(mail.to).toBe(user.email);
    expect(mail.message.headline).toBe('Ada Byron invited you to Requests');
    expect(mail.message.facts.at(-1)?.value).toBe('Wed 25 Nov 2026, 10:00 Europe/Berlin');
    expect(await api.look(mail.token)).toMatchObject({
      status: 200,
      body: { purpose: 'invitation', email: user.email, username: user.username },
    });
    const answer = await api.accept(mail.token, {
      password: GOOD_PASSWORD,
      username: 'invited.person',
      firstName: 'Ida',
      timezone: 'America/New_York',
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { purpose: 'invitation', isSignedIn: true },
      cookie: expect.stringMatching(/^[\w-]{43}$/),
    });
    const me = await api.send('GET', '/api/session', undefined, { token: answer.cookie ?? '' });
    expect(me.body.me).toMatchObject({
      id: user.id,
      username: 'invited.person',
      firstName: 'Ida',
      lastName: user.lastName,
      timezone: 'America/New_York',
    });
    expect(await stored(user)).toMatchObject({ last_sign_in_at: test.clock.now() });
    expect((await api.signIn(user.email, GOOD_PASSWORD)).status).toBe(204);
    const actions = (await api.audit(user.id)).map(({ action, actor_id }) => [action, actor_id]);
    expect(actions).toEqual([
      ['sign_in', user.id],
      ['sign_in', user.id],
      ['invitation_accepted', user.id],
      ['user_invited', admin.id],
    ]);
  });

  it('works once, also when it is used twice at the same moment', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const { token } = await api.mail();
    const answers = await Promise.all([1, 2, 3].map(() => api.accept(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect(await api.accept(token)).toMatchObject(IS_OVER);
    expect(await api.look(token)).toMatchObject(IS_OVER);
  });

  it('is replaced by a newer one, and is over after seven days', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const first = await api.mail();
    await invite(user);
    const second = await api.mail();
    expect(await api.look(first.token)).toMatchObject(IS_OVER);
    expect((await api.look(second.token)).status).toBe(200);
    test.clock.advance({ days: 7 });
    expect(await api.accept(second.token)).toMatchObject(IS_OVER);
    test.clock.advance({ days: -7 });
    expect((await api.accept(second.token)).status).toBe(200);
  });

  it('of somebody deactivated meanwhile does not work, and does not come back with them', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const { token } = await api.mail();
    await api.send('POST', `/api/admin/users/${user.id}/deactivate`, undefined, admin);
    expect(await api.accept(token)).toMatchObject(IS_OVER);
    await api.send('POST', `/api/admin/users/${user.id}/reactivate`, undefined, admin);
    expect(await api.accept(token)).toMatchObject(IS_OVER);
  });

  it('used while its person is deactivated leaves nobody signed in, and neither waits for ever', async () => {
    for (let round = 0; round < 8; round += 1) {
      const user = await makeUser(test.db);
      await invite(user);
      const { token } = await api.mail();
      const [used, deactivated] = await Promise.all([
        api.accept(token),
        new Promise((resolve) => setTimeout(resolve, round * 8)).then(() =>
          api.send('POST', `/api/admin/users/${user.id}/deactivate`, undefined, admin),
        ),
      ]);
      expect([200, 404]).toContain(used.status);
      expect(deactivated.status).toBe(200);
      const me = await api.send('GET', '/api/session', undefined, { token: used.cookie ?? '' });
      expect(me.status).toBe(401);
    }
  });

  it('names everything that is wrong at its field, and is not used up by it', async () => {
    const user = await makeUser(test.db);
    const taken = await makeUser(test.db);
    await invite(user);
    const { token } = await api.mail();
    const wrong = await api.accept(token, {
      password: 'Password123!',
      username: '!',
      timezone: 'x',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.issues.map(({ path }: { path: string }) => path)).toEqual([
      'username',
      'timezone',
      'password',
    ]);
    expect((await api.accept(token, {})).body.issues).toEqual([
      { path: 'password', message: 'Enter a new password' },
    ]);
    const clash = await api.accept(token, { password: GOOD_PASSWORD, username: taken.username });
    expect(clash.body.issues).toEqual([
      { path: 'username', message: 'Somebody has this username already' },
    ]);
    expect((await api.accept(token)).status).toBe(200);
  });
});

describe('section 1: a link that nobody sent', () => {
  it('opens nothing, whatever it looks like, and is answered like one that is over', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const { token } = await api.mail();
    const [id = '', seal = ''] = token.split('.');
    const other = linkToken(test.context.keyedHash, Number(id) + 1).split('.')[1];
    const forged = [
      'x',
      '..',
      `${id}.`,
      `${id}.${'A'.repeat(43)}`,
      `${id}.${other}`,
      `0${id}.${seal}`,
      `${Number(id) + 1}.${seal}`,
      `${'9'.repeat(15)}.${seal}`,
      linkToken(test.context.keyedHash, 999_999_999),
    ];
    for (const made of forged) {
      expect([made, await api.look(made)]).toMatchObject([made, IS_OVER]);
      expect([made, await api.accept(made)]).toMatchObject([made, IS_OVER]);
    }
    expect((await api.accept(token)).status).toBe(200);
  });

  it('cannot be made of the database: no table and no job holds what opens one', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const links = await test.db.selectFrom('account_links').selectAll().execute();
    const { token } = await api.mail();
    expect(JSON.stringify(links)).not.toContain(token.split('.')[1]);
  });
});

describe('N4: the mail with a link', () => {
  const never = new AbortController().signal;
  const newestLink = async () =>
    test.db.selectFrom('account_links').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();

  it('is sent once, under the same Message-ID at every attempt, and marked as mailed', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const { id } = await newestLink();
    fake.answer({
      kind: 'retry',
      error: `451 <${user.email}> try later`,
      isUncertain: false,
      waitMs: null,
      reach: 'delivery',
    });
    const failed = mailLink(test.context, id, never);
    await expect(failed).rejects.toThrow('was not sent (retry)');
    // What the queue keeps of it names nobody (P7).
    await expect(failed).rejects.not.toThrow(user.email);
    fake.answer({ kind: 'sent', providerId: 'x', thread: null });
    await mailLink(test.context, id, never);
    const keys = fake.given.slice(-2).map(({ parcel }) => parcel.key);
    expect(new Set(keys).size).toBe(1);
    expect((await newestLink()).mailed_at).toBe(test.clock.now());
    const sent = fake.given.length;
    await mailLink(test.context, id, never);
    expect(fake.given).toHaveLength(sent);
  });

  it('that is refused for good is given up at once', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    fake.answer({ kind: 'failed', error: '550 no such user' });
    const { id } = await newestLink();
    await mailLink(test.context, id, never);
    fake.answer({ kind: 'sent', providerId: 'x', thread: null });
    expect((await newestLink()).mailed_at).toBeNull();
    await api.mails();
  });

  it('is not sent for a link that is used, replaced, over or none', async () => {
    const user = await makeUser(test.db);
    await invite(user);
    const { id } = await newestLink();
    test.clock.advance({ days: 8 });
    await mailLink(test.context, id, never);
    test.clock.advance({ days: -8 });
    await invite(user);
    await mailLink(test.context, id, never);
    await mailLink(test.context, 0, never);
    expect((await api.mails()).length).toBe(1);
  });
});
