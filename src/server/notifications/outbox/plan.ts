import type { NotificationEvent } from '../../../domain/notifications/events.ts';
import {
  type EmailRecipient,
  type PeopleBefore,
  recipientsOf,
} from '../../../domain/notifications/recipients.ts';
import type { Status } from '../../../domain/requests/request.ts';
import type { DeliveryChannel } from '../../db/schema.ts';

/** What is written to the outbox for one event of section 8; people who are inactive fall out there. */
export interface PlannedNotification {
  readonly event: NotificationEvent;
  readonly people: PeopleBefore;
  readonly slackMentions: readonly number[];
  readonly slackReaction: string | null;
  readonly deliveries: readonly PlannedDelivery[];
}

export interface PlannedDelivery {
  readonly channel: DeliveryChannel;
  /** `operations`, `approver_addresses`, `channel`, `chat` or `user:<id>`. */
  readonly recipient: string;
  readonly userId: number | null;
}

/**
 * One Slack message to the channel, one Telegram message to the chat, an email to each recipient,
 * and a direct Telegram message to each of them who has linked an account.
 */
export function planNotifications(
  events: readonly NotificationEvent[],
  people: PeopleBefore,
  to: Status,
  leadershipIds: readonly number[],
): readonly PlannedNotification[] {
  return events.map((event) => {
    const recipients = recipientsOf(event, people, to, leadershipIds);
    return {
      event,
      people,
      slackMentions: recipients.slackMentions,
      slackReaction: recipients.slackReaction,
      deliveries: [
        ...recipients.email.flatMap(deliveriesTo),
        { channel: 'slack', recipient: 'channel', userId: null },
        { channel: 'telegram', recipient: 'chat', userId: null },
      ],
    };
  });
}

function deliveriesTo(recipient: EmailRecipient): readonly PlannedDelivery[] {
  if (recipient.kind !== 'user') {
    return [{ channel: 'email', recipient: recipient.kind, userId: null }];
  }
  const user = { recipient: `user:${recipient.userId}`, userId: recipient.userId };
  return [
    { channel: 'email', ...user },
    { channel: 'telegram', ...user },
  ];
}
