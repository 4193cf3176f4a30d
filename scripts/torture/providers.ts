import type { Random } from '../bench/random.ts';
import type { PostedMessage } from '../peers/slack.ts';
import { type SlackPeer, slackError, slackTooMany, startSlackPeer } from '../peers/slack.ts';
import { type SmtpPeer, startSmtpPeer } from '../peers/smtp.ts';
import type { ReceivedMail } from '../peers/smtp-mail.ts';
import type { SentMessage } from '../peers/telegram.ts';
import { startTelegramPeer, type TelegramPeer, telegramError } from '../peers/telegram.ts';

/** Everything the providers took, in the order in which they took it. */
export interface Records {
  readonly mails: readonly ReceivedMail[];
  readonly slack: readonly PostedMessage[];
  readonly telegram: readonly SentMessage[];
}

export interface Providers {
  readonly smtp: SmtpPeer;
  readonly slack: SlackPeer;
  readonly telegram: TelegramPeer;
  readonly records: Records;
  stop(): Promise<void>;
}

export async function startProviders(): Promise<Providers> {
  const [smtp, slack, telegram] = await Promise.all([
    startSmtpPeer(),
    startSlackPeer(),
    startTelegramPeer(),
  ]);
  const mails: ReceivedMail[] = [];
  const posted: PostedMessage[] = [];
  const sent: SentMessage[] = [];
  smtp.onMail((mail) => mails.push(mail));
  slack.onMessage((message) => posted.push(message));
  telegram.onMessage((message) => sent.push(message));
  return {
    smtp,
    slack,
    telegram,
    // Reading a mail takes a moment: the server's own count is the order of taking.
    records: {
      get mails() {
        return mails.toSorted((a, b) => a.id - b.id);
      },
      slack: posted,
      telegram: sent,
    },
    stop: async () => {
      await Promise.all([smtp.stop(), slack.stop(), telegram.stop()]);
    },
  };
}

/** Trouble of one provider that passes by itself; answers get lost, too. */
export function makeTrouble({ smtp, slack, telegram }: Providers, random: Random): void {
  random.pick([
    () => smtp.behave({ at: 'taken', does: 'drop' }),
    () => smtp.behave({ at: 'message', does: { code: 451, text: '4.3.0 Try again later' } }),
    () => smtp.behave({ at: 'recipient', does: { code: 450, text: '4.2.1 Mailbox busy' } }),
    () => smtp.behave({ at: 'message', does: 'drop' }),
    () => smtp.behave({ at: 'connection', does: 'drop' }),
    () => slack.behave(slackTooMany(1)),
    () => slack.behave(slackError('internal_error')),
    () => slack.behave({ kind: 'answer', status: 503, body: 'Down' }),
    () => slack.behave({ kind: 'answer_after', status: 500, body: 'Oh' }),
    () => slack.behave({ kind: 'drop_before' }),
    () => slack.behave({ kind: 'drop_after' }),
    () =>
      telegram.behave(telegramError(429, 'Too Many Requests: retry after 1', { retry_after: 1 })),
    () => telegram.behave({ kind: 'answer_after', status: 502, body: 'Bad Gateway' }),
    () => telegram.behave({ kind: 'drop_before' }),
    () => telegram.behave({ kind: 'drop_after' }),
  ])();
}
