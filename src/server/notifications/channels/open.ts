import type { Channel as ChannelName } from '../../../domain/notifications/deliveries.ts';
import type { Settings } from '../../config.ts';
import type { EmailChannel, SlackChannel, TelegramChannel } from './channel.ts';

/** What the environment configures; null: that channel is off (N8). */
export interface Channels {
  readonly email: EmailChannel | null;
  readonly slack: SlackChannel | null;
  readonly telegram: TelegramChannel | null;
  readonly modes: Readonly<Record<ChannelName, ChannelMode | null>>;
  readonly close: () => Promise<void>;
}

export type ChannelMode = 'smtp' | 'bot' | 'webhook';

/** Opens nothing yet: each channel connects when it first sends. */
export function openChannels({ config, secrets }: Settings): Channels {
  const { smtpUrl, slackBotToken, slackWebhookUrl, telegramBotToken } = secrets.providers;
  void config;
  const email = null;
  const slack = null;
  const telegram = null;
  return {
    email,
    slack,
    telegram,
    modes: {
      email: smtpUrl === null ? null : 'smtp',
      slack: slackBotToken !== null ? 'bot' : slackWebhookUrl !== null ? 'webhook' : null,
      telegram: telegramBotToken === null ? null : 'bot',
    },
    close: async () => undefined,
  };
}
