import type { SlackChannel } from './channel.ts';
import { openSlackBot, type SlackBotOptions } from './slack-bot.ts';
import { openSlackWebhook, type SlackWebhookOptions } from './slack-webhook.ts';

/** Slack by what is configured: a bot's token, or with less to it an incoming webhook (N8). */
export function openSlackChannel(options: SlackBotOptions | SlackWebhookOptions): SlackChannel {
  return 'botToken' in options ? openSlackBot(options) : openSlackWebhook(options);
}
