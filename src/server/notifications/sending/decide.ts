import {
  type LeftOutMention,
  type LeftOutReason,
  parseRecipient,
  type SuppressedReason,
} from '../../../domain/notifications/deliveries.ts';
import { isNotificationEvent } from '../../../domain/notifications/events.ts';
import type { Reader } from '../../../domain/notifications/messages.ts';
import { isAskedToAct, mayMute } from '../../../domain/notifications/mutes.ts';
import { recipientsOf } from '../../../domain/notifications/recipients.ts';
import { displayName } from '../../../domain/people.ts';
import { canSeeInternal, canView } from '../../../domain/permissions.ts';
import type { NotificationSettings } from '../../settings/notifications.ts';
import type { EmailTo, SlackTo, TelegramTo } from '../channels/channel.ts';
import type { ChannelMode } from '../channels/open.ts';
import type { Receiver, StartedDelivery } from './queries.ts';

/**
 * What is to be done with a delivery now (N2, N7–N9, P3): whom exactly it goes to, or why it goes
 * nowhere. Asked at every attempt, so that people, switches and settings count as they are now. Pure.
 */
export type Decision =
  | { readonly kind: 'suppress'; readonly reason: SuppressedReason }
  | {
      readonly kind: 'send';
      readonly reader: Reader;
      readonly leftOut: readonly LeftOutMention[];
      readonly address: Address;
    };

export type Address =
  | {
      readonly channel: 'email';
      readonly to: Omit<EmailTo, 'muteUrl' | 'look'>;
      /** Whose mails of this event a link in it may mute (N7). */
      readonly mutableBy: number | null;
    }
  | { readonly channel: 'slack'; readonly to: SlackTo }
  | { readonly channel: 'telegram'; readonly to: TelegramTo };

export interface Switches {
  readonly settings: NotificationSettings;
  readonly mode: ChannelMode | null;
  /** The admin's switch for this event on this channel. */
  readonly isOn: boolean;
}

const suppress = (reason: SuppressedReason): Decision => ({ kind: 'suppress', reason });

export function decide(delivery: StartedDelivery, { settings, mode, isOn }: Switches): Decision {
  if (mode === null) return suppress('not_configured');
  if (!isOn && isNotificationEvent(delivery.event)) return suppress('switched_off');
  const { user, channel } = delivery;
  if (user !== null) {
    const barred = whyNot(user, delivery);
    if (barred !== null) return suppress(barred);
    if (hasSilenced(user, delivery)) return suppress('muted');
  }
  switch (channel) {
    case 'email':
      return byEmail(delivery, settings);
    case 'slack':
      return toSlack(delivery, settings, mode);
    case 'telegram':
      return toTelegram(delivery, settings);
  }
}

/** P3 and L18, for every user, at send time (N9). */
function whyNot(user: Receiver, { request, isInternal }: StartedDelivery) {
  if (!user.isActive) return 'inactive' as const;
  const maySee = isInternal ? canSeeInternal(user) : canView(user, request);
  return maySee ? null : ('no_access' as const);
}

/** N7. A mute that was possible once does not silence what asks to act now. */
function hasSilenced(user: Receiver, { event, channel, people }: StartedDelivery): boolean {
  return user.hasMuted && mayMute(event, channel) && !isAskedToAct(event, user.id, people);
}

function byEmail(delivery: StartedDelivery, settings: NotificationSettings): Decision {
  const { user, event, people, to } = delivery;
  if (user !== null) {
    const isMailbox = user.email === settings.operationsMailbox && isNotificationEvent(event);
    if (isMailbox && recipientsOf(event, people, to, []).email.some(isOperations)) {
      return suppress('same_address');
    }
    const mutableBy = mayMute(event, 'email') && !isAskedToAct(event, user.id, people);
    return {
      kind: 'send',
      reader: { timezone: user.timezone, userId: user.id },
      leftOut: [],
      address: {
        channel: 'email',
        to: { address: user.email, name: displayName(user) },
        mutableBy: mutableBy ? user.id : null,
      },
    };
  }
  const recipient = parseRecipient(delivery.recipient);
  // An address that an admin took out of the settings meanwhile gets nothing any more.
  const address =
    recipient.kind === 'address'
      ? settings.approverAddresses.find((one) => one === recipient.address)
      : settings.operationsMailbox;
  if (address === undefined || address === null) return suppress('no_destination');
  return {
    kind: 'send',
    reader: { timezone: settings.operationsTimezone, userId: null },
    leftOut: [],
    address: { channel: 'email', to: { address, name: null }, mutableBy: null },
  };
}

const isOperations = ({ kind }: { readonly kind: string }) => kind === 'operations';

function toSlack(
  delivery: StartedDelivery,
  settings: NotificationSettings,
  mode: ChannelMode,
): Decision {
  // A webhook knows its channel, and its messages mention and react to nothing (N8).
  const isWebhook = mode === 'webhook';
  const channel = isWebhook ? 'webhook' : settings.slackChannel;
  if (channel === null) return suppress('no_destination');
  const mentions: string[] = [];
  const leftOut: LeftOutMention[] = [];
  for (const user of isWebhook ? [] : delivery.mentions) {
    const reason = whyNotMentioned(user, delivery);
    if (reason !== null) leftOut.push({ userId: user.id, reason });
    else if (user.slackMemberId !== null) mentions.push(user.slackMemberId);
  }
  return {
    kind: 'send',
    reader: { timezone: settings.operationsTimezone, userId: null },
    leftOut,
    address: {
      channel: 'slack',
      to: { channel, mentions, reaction: isWebhook ? null : delivery.slackReaction },
    },
  };
}

function whyNotMentioned(user: Receiver, delivery: StartedDelivery): LeftOutReason | null {
  if (hasSilenced(user, delivery)) return 'muted';
  return (
    whyNot(user, delivery) ?? (user.slackMemberId === null ? ('no_slack_member_id' as const) : null)
  );
}

function toTelegram({ user }: StartedDelivery, settings: NotificationSettings): Decision {
  const chat = user === null ? settings.telegramChat : (user.telegramUserId?.toString() ?? null);
  if (chat === null) return suppress(user === null ? 'no_destination' : 'no_telegram');
  const reader: Reader =
    user === null
      ? { timezone: settings.operationsTimezone, userId: null }
      : { timezone: user.timezone, userId: user.id };
  return { kind: 'send', reader, leftOut: [], address: { channel: 'telegram', to: { chat } } };
}
