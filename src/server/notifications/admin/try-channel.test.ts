import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { testSettings, useApp } from '../../../../tests/helpers/app.ts';
import {
  type SlackPeer,
  slackError,
  startSlackPeer,
} from '../../../../tests/helpers/peer-slack.ts';
import { type SmtpPeer, startSmtpPeer } from '../../../../tests/helpers/peer-smtp.ts';
import {
  startTelegramPeer,
  type TelegramPeer,
  telegramError,
} from '../../../../tests/helpers/peer-telegram.ts';
import type { TestAnswer } from '../../../domain/api/notifications.ts';
import { buildApp } from '../../app.ts';
import { Secrets } from '../../config/secrets.ts';
import type { App } from '../../http/app-type.ts';
import { type Channels, openChannels } from '../channels/open.ts';

/** N2: the channels as they are, against local peers that speak their providers' protocols. */
const test = useApp();
const peers = {} as { smtp: SmtpPeer; slack: SlackPeer; telegram: TelegramPeer };
let admin: TestUser;
let channels: Channels;
let app: App;

beforeAll(async () => {
  peers.smtp = await startSmtpPeer();
  peers.slack = await startSlackPeer();
  peers.telegram = await startTelegramPeer();
  admin = await makeUser(test.db, { roles: ['admin'] });
  const { config, secrets } = testSettings(test.connectionString, test.context.config.filesDir);
  const providers = {
    smtpUrl: peers.smtp.url,
    slackBotToken: 'xoxb-test',
    slackWebhookUrl: null,
    telegramBotToken: '123456:test',
  };
  channels = openChannels({
    config: {
      ...config,
      mail: { from: 'Requests <requests@example.com>' },
      slack: { ...config.slack, apiUrl: peers.slack.apiUrl },
      telegram: { ...config.telegram, apiUrl: peers.telegram.apiUrl },
    },
    secrets: new Secrets(secrets.databaseUrl, secrets.secretKey, secrets.dataKeys, providers),
  });
  app = await buildApp({ ...test.context, channels });
  const saved = await app.inject({
    method: 'PATCH',
    url: '/api/admin/notifications/settings',
    headers: as(admin),
    payload: {
      operationsMailbox: 'ops@example.com',
      slackChannel: '#requests',
      telegramChat: '-100123',
    },
  });
  expect(saved.statusCode).toBe(200);
});
afterEach(() => {
  peers.slack.behaveWell();
  peers.telegram.behaveWell();
});
afterAll(async () => {
  await app.close();
  await channels.close();
  await Promise.all(Object.values(peers).map((peer) => peer.stop()));
});

const tryOut = async (channel: string): Promise<TestAnswer> => {
  const reply = await app.inject({
    method: 'POST',
    url: `/api/admin/notifications/channels/${channel}/test`,
    headers: as(admin),
  });
  expect(reply.statusCode).toBe(200);
  return reply.json();
};

it('N2 a test message arrives by mail, in Slack and in Telegram, each time anew', async () => {
  for (const channel of ['email', 'slack', 'telegram', 'email', 'slack', 'telegram']) {
    expect(await tryOut(channel)).toMatchObject({ isSent: true });
  }
  expect(peers.smtp.mails).toHaveLength(2);
  expect(new Set(peers.smtp.mails.map(({ messageId }) => messageId)).size).toBe(2);
  expect(peers.smtp.mails[0]?.subject).toContain('test message');
  expect(peers.slack.messages.map(({ threadTs }) => threadTs)).toEqual([null, null]);
  expect(JSON.stringify(peers.slack.messages[0]?.blocks)).toContain('This is a test message');
  expect(peers.telegram.messages.map(({ chat }) => chat)).toEqual(['-100123', '-100123']);
  expect(peers.telegram.messages[0]?.text).toContain('This is a test message');
});

it('N2 what the provider refuses is told in words', async () => {
  peers.slack.behave(slackError('channel_not_found'));
  peers.telegram.behave(telegramError(400, 'Bad Request: chat not found'));
  await peers.smtp.goDown();
  for (const channel of ['email', 'slack', 'telegram']) {
    const answer = await tryOut(channel);
    expect(answer, channel).toMatchObject({ isSent: false });
    expect(answer.explains, channel).toMatch(
      /^It (was not sent to|could not be sent now).*: .{10,}\.$/,
    );
  }
  await peers.smtp.comeUp();
  expect(await tryOut('email')).toMatchObject({ isSent: true });
});

it('section 8: without stored destinations the environment says where, and the page shows it', async () => {
  const { config } = test.context;
  const own = await buildApp({
    ...test.context,
    channels,
    config: {
      ...config,
      slack: { ...config.slack, defaultChannel: 'C0DEFAULT' },
      telegram: { ...config.telegram, defaultChat: '-100777' },
    },
  });
  const ask = (method: 'GET' | 'PATCH' | 'POST', url: string, payload?: object) =>
    own.inject({
      method,
      url: `/api/admin/notifications${url}`,
      headers: as(admin),
      ...(payload === undefined ? {} : { payload }),
    });
  await ask('PATCH', '/settings', { slackChannel: null, telegramChat: null });
  expect((await ask('GET', '')).json()).toMatchObject({
    settings: { slackChannel: null, telegramChat: null },
    defaults: { slackChannel: 'C0DEFAULT', telegramChat: '-100777' },
  });
  expect((await ask('POST', '/channels/slack/test')).json()).toMatchObject({ isSent: true });
  expect((await ask('POST', '/channels/telegram/test')).json()).toMatchObject({ isSent: true });
  expect(peers.slack.messages.at(-1)?.channel).toBe('C0DEFAULT');
  expect(peers.telegram.messages.at(-1)?.chat).toBe('-100777');
  await own.close();
});
