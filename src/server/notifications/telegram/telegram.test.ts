import { afterAll, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { startTelegramPeer } from '../../../../tests/helpers/peer-telegram.ts';
import { cleanUpJob } from '../../jobs/clean-up.job.ts';
import { type BotMessage, telegramBot } from './bot.ts';
import { answerTo } from './conversation.ts';

const TOKEN = '123456:A-secret-of-the-tests';
const peer = await startTelegramPeer({ token: TOKEN, botName: 'requests_bot' });
const bot = telegramBot({ botToken: TOKEN, apiUrl: peer.apiUrl, timeoutMs: 2_000 });
const test = useApp({ context: { telegramBot: bot } });
const unconfigured = useApp();

afterAll(async () => {
  bot.close();
  await peer.stop();
});

let telegramIds = 4_611_686_018_400;
const newTelegramId = () => {
  telegramIds += 1;
  return telegramIds;
};

async function ask(method: 'POST' | 'DELETE', user?: TestUser, of = test) {
  const answer = await of.app.inject({
    method,
    url: '/api/me/telegram-link',
    headers: user === undefined ? {} : as(user),
  });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
}

async function startLink(user: TestUser): Promise<string> {
  const { body } = await ask('POST', user);
  return new URL(body.url).searchParams.get('start') ?? '';
}

const telegramIdOf = async (user: TestUser) => {
  const { telegram_user_id } = await test.db
    .selectFrom('users')
    .select('telegram_user_id')
    .where('id', '=', user.id)
    .executeTakeFirstOrThrow();
  return telegram_user_id;
};

const auditOf = async (user: TestUser) => {
  const rows = await test.db
    .selectFrom('audit_log')
    .select(['actor_id', 'action', 'address'])
    .where('target_user_id', '=', user.id)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, actor_id: row.actor_id === user.id }));
};

const write = (text: string, fromId: number, more: Partial<BotMessage> = {}) =>
  answerTo(test.context, { text, fromId, chatId: fromId, topic: null, isPrivate: true, ...more });
const pressStart = (telegramId: number, token: string) => write(`/start ${token}`, telegramId);

describe('what the bot says of itself', () => {
  it('section 10: is the platform’s own name, or the company’s, which mentions nobody (N5)', async () => {
    expect(await write('hello', newTelegramId())).toMatch(
      /^I send notifications of the Requests platform\. /,
    );
    const admin = await makeUser(test.db, { roles: ['admin'] });
    await test.app.inject({
      method: 'PATCH',
      url: '/api/admin/settings',
      headers: as(admin),
      payload: { companyName: 'Northwind @all /stop' },
    });
    expect(await write('hello', newTelegramId())).toMatch(
      /^I send notifications of the Northwind @\u200ball \/\u200bstop platform\. /,
    );
  });
});

describe('POST /api/me/telegram-link', () => {
  it('makes a start link of which only the hash is kept', async () => {
    const user = await makeUser(test.db);
    const { status, body } = await ask('POST', user);
    expect(status).toBe(200);
    expect(body.url).toMatch(/^https:\/\/t\.me\/requests_bot\?start=[\w-]{43}$/);
    expect(Date.parse(body.expiresAt) - Date.parse(test.clock.now())).toBe(15 * 60_000);
    const rows = await test.db
      .selectFrom('telegram_links')
      .selectAll()
      .where('user_id', '=', user.id)
      .execute();
    expect(rows).toHaveLength(1);
    expect(Buffer.from(rows[0]?.token_hash ?? '')).toHaveLength(32);
  });

  it('replaces an earlier link of the same person', async () => {
    const user = await makeUser(test.db);
    const first = await startLink(user);
    const second = await startLink(user);
    expect(await pressStart(newTelegramId(), first)).toContain('not valid any more');
    expect(await telegramIdOf(user)).toBeNull();
    expect(await pressStart(newTelegramId(), second)).toContain('now belongs to');
  });

  it('asks for a session', async () => {
    expect((await ask('POST')).status).toBe(401);
    expect((await ask('DELETE')).status).toBe(401);
  });

  it('says that Telegram is not set up when there is no bot', async () => {
    const user = await makeUser(unconfigured.db);
    expect(await ask('POST', user, unconfigured)).toMatchObject({
      status: 409,
      body: { code: 'not_set_up', detail: expect.stringContaining('TELEGRAM_BOT_TOKEN') },
    });
  });

  it('says so when Telegram does not answer, without the token', async () => {
    const fresh = telegramBot({ botToken: TOKEN, apiUrl: peer.apiUrl, timeoutMs: 100 });
    peer.behave({ kind: 'hang_before' }, { when: ({ method }) => method === 'getMe' });
    await expect(fresh.name()).rejects.toThrow('Telegram: no answer within 0.1 s');
    peer.behave({ kind: 'drop_before' }, { when: ({ method }) => method === 'getMe' });
    const failure: unknown = await fresh.name().catch((error: unknown) => error);
    expect(`${String(failure)} ${JSON.stringify(failure)}`).not.toContain(TOKEN);
    expect(await fresh.name()).toBe('requests_bot');
    fresh.close();
  });
});

describe('/start with the token of a link', () => {
  it('links the account to whom the link was made for, and says who that is', async () => {
    const user = await makeUser(test.db, { firstName: 'Dana', lastName: 'Reyes' });
    const telegramId = newTelegramId();
    const answer = await pressStart(telegramId, await startLink(user));
    expect(answer).toContain('This Telegram account now belongs to Dana Reyes.');
    expect(await telegramIdOf(user)).toBe(telegramId);
    expect(await auditOf(user)).toEqual([
      { actor_id: true, action: 'telegram_linked', address: null },
    ]);
  });

  it('is harmless when Telegram delivers it again', async () => {
    const user = await makeUser(test.db, { firstName: 'Lena', lastName: 'Ortiz' });
    const telegramId = newTelegramId();
    const token = await startLink(user);
    await pressStart(telegramId, token);
    expect(await pressStart(telegramId, token)).toContain('belongs to Lena Ortiz');
    expect(await telegramIdOf(user)).toBe(telegramId);
    expect(await auditOf(user)).toHaveLength(1);
  });

  it('works once: nobody else gets in by the same link', async () => {
    const user = await makeUser(test.db);
    const token = await startLink(user);
    const first = newTelegramId();
    await pressStart(first, token);
    expect(await pressStart(newTelegramId(), token)).toContain('Get a new one in your profile');
    expect(await telegramIdOf(user)).toBe(first);
  });

  it('is over after 15 minutes, and forgotten by the hourly clean-up', async () => {
    const user = await makeUser(test.db);
    const token = await startLink(user);
    test.clock.advance({ minutes: 15 });
    expect(await pressStart(newTelegramId(), token)).toContain('not valid any more');
    expect(await telegramIdOf(user)).toBeNull();
    const other = await makeUser(test.db);
    await startLink(other);
    await cleanUpJob({}, { context: test.context, signal: new AbortController().signal });
    const left = await test.db.selectFrom('telegram_links').select('user_id').execute();
    expect(left).toContainEqual({ user_id: other.id });
    expect(left).not.toContainEqual({ user_id: user.id });
  });

  it('refuses an account that belongs to another active person, who keeps it', async () => {
    const [holder, other] = [await makeUser(test.db), await makeUser(test.db)];
    const telegramId = newTelegramId();
    await pressStart(telegramId, await startLink(holder));
    const token = await startLink(other);
    expect(await pressStart(telegramId, token)).toContain('belongs to somebody else');
    expect(await telegramIdOf(holder)).toBe(telegramId);
    expect(await telegramIdOf(other)).toBeNull();
    // Unlinked there, the same link still works.
    expect((await ask('DELETE', holder)).status).toBe(204);
    await pressStart(telegramId, token);
    expect(await telegramIdOf(other)).toBe(telegramId);
  });

  it('takes the account over from somebody who is not active any more', async () => {
    const [gone, other] = [await makeUser(test.db), await makeUser(test.db)];
    const telegramId = newTelegramId();
    await pressStart(telegramId, await startLink(gone));
    await test.db
      .updateTable('users')
      .set({ is_active: false })
      .where('id', '=', gone.id)
      .execute();
    await pressStart(telegramId, await startLink(other));
    expect(await telegramIdOf(gone)).toBeNull();
    expect(await telegramIdOf(other)).toBe(telegramId);
  });

  it('links nobody who was deactivated meanwhile', async () => {
    const user = await makeUser(test.db);
    const token = await startLink(user);
    await test.db
      .updateTable('users')
      .set({ is_active: false })
      .where('id', '=', user.id)
      .execute();
    expect(await pressStart(newTelegramId(), token)).toContain('not valid any more');
    expect(await telegramIdOf(user)).toBeNull();
  });

  it.each(['nonsense', '', "'; DROP TABLE users", 'a'.repeat(43)])(
    'answers the token "%s" with how to get a link',
    async (token) => {
      expect(await pressStart(newTelegramId(), token)).toContain('/profile');
    },
  );

  it('links nobody from a group, where others read along', async () => {
    const user = await makeUser(test.db);
    const token = await startLink(user);
    const inGroup = { isPrivate: false, chatId: -100_123, topic: 45 };
    const answer = await write(`/start ${token}`, newTelegramId(), inGroup);
    expect(answer).toContain('The id of this chat is -100123:45.');
    expect(await telegramIdOf(user)).toBeNull();
    expect(await write('hello everybody', newTelegramId(), inGroup)).toBeNull();
  });

  it.each(['/start', 'hello', '/help', ''])('answers "%s" with a short help', async (text) => {
    expect(await write(text, newTelegramId())).toContain('http://localhost:8080/profile');
  });
});

describe('DELETE /api/me/telegram-link', () => {
  it('unlinks the account, ends an open link, and is written down once', async () => {
    const user = await makeUser(test.db);
    await pressStart(newTelegramId(), await startLink(user));
    const open = await startLink(user);
    expect(await ask('DELETE', user)).toEqual({ status: 204, body: null });
    expect(await ask('DELETE', user)).toEqual({ status: 204, body: null });
    expect(await telegramIdOf(user)).toBeNull();
    expect(await pressStart(newTelegramId(), open)).toContain('not valid any more');
    expect((await auditOf(user)).map(({ action, address }) => [action, address])).toEqual([
      ['telegram_linked', null],
      ['telegram_unlinked', '127.0.0.1'],
    ]);
  });
});
