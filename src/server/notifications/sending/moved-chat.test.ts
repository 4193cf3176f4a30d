import { afterEach, beforeAll, expect, it } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import { type Cast, makeCast, requestsApi } from '../../../../tests/helpers/requests.ts';
import {
  loadNotificationSettings,
  NOTIFICATION_SETTING_KEYS,
} from '../../settings/notifications.ts';
import { fakeChannels } from './fake-channels.testing.ts';
import { moveTelegramChat } from './moved-chat.ts';
import { type Sender, startSending } from './start.ts';
import { loadAdminChoices } from './switches-queries.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels } });
const api = requestsApi(test);
let cast: Cast;
let sender: Sender | undefined;

beforeAll(async () => {
  cast = await makeCast(test);
  await test.db
    .insertInto('settings')
    .values({ key: NOTIFICATION_SETTING_KEYS.telegramChat, value: JSON.stringify('-100:5') })
    .execute();
});
afterEach(() => sender?.stop());

it('N2 a group that became another chat is followed, and one that never arrives is not hammered', async () => {
  const answered: string[] = [];
  fake.answer = ({ channel, to }) => {
    if (channel !== 'telegram') return undefined;
    answered.push(to);
    return { kind: 'moved', chat: '-200' };
  };
  const { context, connectionString } = test;
  sender = startSending({ context, connectionString, takeOverAfterMs: 1_000 });
  const code = await api.created(cast.requester);
  await expect.poll(() => answered.length).toBe(1);
  await expect
    .poll(async () => (await loadNotificationSettings(test.db)).telegramChat)
    .toBe('-200');
  await new Promise((done) => setTimeout(done, 500));
  expect(answered).toEqual(['-100:5']);

  fake.answer = () => undefined;
  test.clock.advance({ seconds: 5 });
  await expect.poll(() => fake.heard(code, 'telegram'), { timeout: 5_000 }).toHaveLength(2);
  expect(fake.heard(code, 'telegram')).toEqual([
    'telegram -100:5 new_request_created',
    'telegram -200 new_request_created',
  ]);
});

it('N2 a group that only the environment names is followed until an admin chooses another', async () => {
  const { config } = test.context;
  const telegram = { ...config.telegram, defaultChat: '-300' };
  const context = { ...test.context, config: { ...config, telegram } };
  const store = (value: string | null) =>
    test.db
      .updateTable('settings')
      .set({ value: JSON.stringify(value) })
      .where('key', '=', NOTIFICATION_SETTING_KEYS.telegramChat)
      .execute();
  const inForce = async () => (await loadAdminChoices(context)).settings.telegramChat;
  await store(null);
  const choices = await loadAdminChoices(context);
  expect(choices.settings.telegramChat).toBe('-300');
  await store('-500');
  await moveTelegramChat(context, choices, '-400');
  expect(await inForce()).toBe('-500');
  await store(null);
  await moveTelegramChat(context, choices, '-400');
  expect(await inForce()).toBe('-400');
  await test.db
    .deleteFrom('settings')
    .where('key', '=', NOTIFICATION_SETTING_KEYS.telegramChat)
    .execute();
  await moveTelegramChat(context, choices, '-401');
  expect(await inForce()).toBe('-401');
});
