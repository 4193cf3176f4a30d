import type { Channel as ChannelName } from '../../../domain/notifications/deliveries.ts';
import type { Settings } from '../../config.ts';
import type { EmailChannel, SlackChannel, TelegramChannel } from './channel.ts';
import { openEmailLater } from './email-later.ts';
import { openSlackChannel } from './slack.ts';
import { openTelegramChannel } from './telegram.ts';

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
  const email =
    smtpUrl === null || config.mail.from === null
      ? null
      : openEmailLater({ smtpUrl, from: config.mail.from, siteUrl: config.siteUrl });
  const slack = openSlack(slackBotToken, slackWebhookUrl, config.slack.apiUrl);
  const telegram =
    telegramBotToken === null
      ? null
      : openTelegramChannel({ botToken: telegramBotToken, apiUrl: config.telegram.apiUrl });
  return {
    email,
    slack,
    telegram,
    modes: {
      email: smtpUrl === null ? null : 'smtp',
      slack: slackBotToken !== null ? 'bot' : slackWebhookUrl !== null ? 'webhook' : null,
      telegram: telegramBotToken === null ? null : 'bot',
    },
    close: async () => {
      await Promise.all([email?.close(), slack?.close(), telegram?.close()]);
    },
  };
}

/** N8: a bot token does all; without one a webhook does what it can. */
function openSlack(
  botToken: string | null,
  webhookUrl: string | null,
  apiUrl: string,
): SlackChannel | null {
  if (botToken !== null) return openSlackChannel({ botToken, apiUrl });
  return webhookUrl === null ? null : openSlackChannel({ webhookUrl });
}
