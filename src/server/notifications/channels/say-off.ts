import type { Logger } from 'pino';
import type { Channels } from './open.ts';

/** N8: said once at start. */
export function sayWhatIsOff({ modes }: Channels, log: Logger): void {
  if (modes.email === null) log.info('Email is off: SMTP_URL is not set');
  if (modes.slack === null) {
    log.info('Slack is off: neither SLACK_BOT_TOKEN nor SLACK_WEBHOOK_URL is set');
  } else if (modes.slack === 'webhook') {
    log.info('Slack posts through a webhook: plain messages without threads, mentions, reactions');
  }
  if (modes.telegram === null) log.info('Telegram is off: TELEGRAM_BOT_TOKEN is not set');
}
