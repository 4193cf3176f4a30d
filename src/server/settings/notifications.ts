import type { NotificationSettings } from '../../domain/notifications/settings.ts';
import type { Config } from '../config.ts';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';

export type { NotificationSettings };

export const NOTIFICATION_SETTING_KEYS = {
  operationsMailbox: 'operations_mailbox',
  approverAddresses: 'approver_addresses',
  slackChannel: 'slack_channel',
  telegramChat: 'telegram_chat',
  operationsTimezone: 'operations_timezone',
} as const satisfies Record<keyof NotificationSettings, string>;

/** What admins have stored, else nothing and UTC. */
export async function loadNotificationSettings(db: Db | Tx): Promise<NotificationSettings> {
  const rows = await db
    .selectFrom('settings')
    .select(['key', 'value'])
    .where('key', 'in', Object.values(NOTIFICATION_SETTING_KEYS))
    .execute();
  const stored = Object.fromEntries(rows.map(({ key, value }) => [key, value]));
  const text = (key: string) => {
    const value = stored[key];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const addresses = stored[NOTIFICATION_SETTING_KEYS.approverAddresses];
  return {
    operationsMailbox: text(NOTIFICATION_SETTING_KEYS.operationsMailbox),
    approverAddresses: Array.isArray(addresses)
      ? addresses.filter((address) => typeof address === 'string')
      : [],
    slackChannel: text(NOTIFICATION_SETTING_KEYS.slackChannel),
    telegramChat: text(NOTIFICATION_SETTING_KEYS.telegramChat),
    operationsTimezone: text(NOTIFICATION_SETTING_KEYS.operationsTimezone) ?? 'UTC',
  };
}

/** What the environment says where no admin has chosen. */
export function defaultDestinations(config: Pick<Config, 'slack' | 'telegram'>) {
  return {
    slackChannel: config.slack.defaultChannel,
    telegramChat: config.telegram.defaultChat,
  } as const satisfies Partial<NotificationSettings>;
}

/** The settings that messages are sent by: the stored ones, and the environment's where there are none. */
export async function loadSettingsInForce(
  db: Db | Tx,
  config: Pick<Config, 'slack' | 'telegram'>,
): Promise<NotificationSettings> {
  const stored = await loadNotificationSettings(db);
  const fallback = defaultDestinations(config);
  return {
    ...stored,
    slackChannel: stored.slackChannel ?? fallback.slackChannel,
    telegramChat: stored.telegramChat ?? fallback.telegramChat,
  };
}
