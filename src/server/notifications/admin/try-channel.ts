import { randomUUID } from 'node:crypto';
import type { TestAnswer } from '../../../domain/api/notifications.ts';
import { platformName } from '../../../domain/look.ts';
import { CHANNEL_NAMES, type Channel } from '../../../domain/notifications/deliveries.ts';
import { type Message, testMessage } from '../../../domain/notifications/messages.ts';
import type { NotificationSettings } from '../../../domain/notifications/settings.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { SignedIn } from '../../auth/session.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import { loadPerson } from '../../people/queries.ts';
import { loadSettingsInForce } from '../../settings/notifications.ts';
import { loadLook } from '../../settings/queries.ts';
import { switchOn } from '../channel-state.ts';
import type { Outcome, Channel as Sender } from '../channels/channel.ts';

/** Somebody waits for the answer: sooner than the sender gives up. */
const ANSWER_WITHIN_MS = 20_000;
const SILENT = `No answer within ${ANSWER_WITHIN_MS / 1_000} s`;

const SET_THIS: Record<Channel, string> = {
  email: 'Set SMTP_URL and MAIL_FROM',
  slack: 'Set SLACK_BOT_TOKEN, or SLACK_WEBHOOK_URL for plain messages without threads',
  telegram: 'Set TELEGRAM_BOT_TOKEN',
};

/**
 * N2: sends a test message through the channel's own code, to the destination that everybody shares.
 * One that arrives switches the channel on again. Tried outside any transaction: a provider may
 * take its time.
 */
export async function tryChannel(
  context: Context,
  actor: SignedIn,
  channel: Channel,
  address: string,
): Promise<TestAnswer> {
  const attempt = await sendTest(context, actor, channel);
  const answer =
    attempt.outcome === null
      ? { isSent: false, explains: attempt.explains }
      : explain(attempt.outcome, attempt.destination);
  const now = context.now();
  await inTransaction(context.db, async (tx) => {
    const switchedOn = answer.isSent && (await switchOn(tx, channel, now));
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'notification_tested',
      target: channel,
      details: { isSent: answer.isSent, switchedOn },
      address,
      now,
    });
  });
  return answer;
}

type Attempt =
  | { readonly outcome: Outcome<unknown>; readonly destination: string }
  | { readonly outcome: null; readonly explains: string };

async function sendTest(context: Context, actor: SignedIn, channel: Channel): Promise<Attempt> {
  const { channels, db, config } = context;
  const [settings, look] = await Promise.all([loadSettingsInForce(db, config), loadLook(db)]);
  const reader = { timezone: settings.operationsTimezone, userId: null };
  const message = testMessage(context.now(), reader, config.siteUrl, platformName(look));
  switch (channel) {
    case 'email': {
      if (channels.email === null) return notConfigured(channel);
      const to = await mailboxFor(context, actor, settings);
      return handOver(channels.email, { ...to, muteUrl: null, look }, message, to.address);
    }
    case 'slack': {
      if (channels.slack === null) return notConfigured(channel);
      const isWebhook = channels.modes.slack === 'webhook';
      const to = isWebhook ? 'webhook' : settings.slackChannel;
      if (to === null) return { outcome: null, explains: 'Set the Slack channel first.' };
      const parcel = { channel: to, mentions: [], reaction: null };
      return handOver(
        channels.slack,
        parcel,
        message,
        isWebhook ? 'the channel of the webhook' : to,
      );
    }
    case 'telegram': {
      if (channels.telegram === null) return notConfigured(channel);
      const chat = settings.telegramChat;
      if (chat === null) return { outcome: null, explains: 'Set the Telegram chat first.' };
      return handOver(channels.telegram, { chat }, message, `the chat ${chat}`);
    }
  }
}

/** Without an operations mailbox the admin who asks gets it: the channel may be needed for people. */
async function mailboxFor(
  { db }: Context,
  actor: SignedIn,
  { operationsMailbox }: NotificationSettings,
): Promise<{ readonly address: string; readonly name: string | null }> {
  if (operationsMailbox !== null) return { address: operationsMailbox, name: null };
  const { email } = await loadPerson(db, actor.id);
  return { address: email, name: actor.name };
}

async function handOver<To, Thread>(
  sender: Sender<To, Thread>,
  to: To,
  message: Message,
  destination: string,
): Promise<Attempt> {
  // A key of its own: two tests are two messages.
  const parcel = { key: `test-${randomUUID()}`, message, to, thread: null, earlier: null };
  const inTime = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const outcome = await sender.send(parcel, inTime);
  // What a channel says of being stopped is for the sender; here it means that nobody answered.
  const isSilent = inTime.aborted && outcome.kind === 'retry';
  return { outcome: isSilent ? { ...outcome, error: SILENT } : outcome, destination };
}

function notConfigured(channel: Channel): Attempt {
  const name = CHANNEL_NAMES[channel];
  return {
    outcome: null,
    explains: `${name} is not configured. ${SET_THIS[channel]} in the environment and start again.`,
  };
}

function explain(outcome: Outcome<unknown>, destination: string): TestAnswer {
  switch (outcome.kind) {
    case 'sent':
    case 'posted':
      return { isSent: true, explains: `Sent to ${destination}. Look whether it arrived.` };
    case 'unknown':
      return failed(`Look whether it arrived at ${destination}`, outcome.error);
    case 'retry':
      return outcome.isUncertain
        ? failed(`Look whether it arrived at ${destination}`, outcome.error)
        : failed('It could not be sent now', outcome.error);
    case 'failed':
    case 'channel_off':
      return failed(`It was not sent to ${destination}`, outcome.error);
    case 'moved':
      return {
        isSent: false,
        explains: `The group has become another chat. Set the Telegram chat to ${outcome.chat} and try again.`,
      };
  }
}

const failed = (what: string, error: string): TestAnswer => ({
  isSent: false,
  explains: `${what}: ${error.replace(/\.$/, '')}.`,
});
