import type { Channel } from '../../../domain/notifications/deliveries.ts';
import { recipientKey } from '../../../domain/notifications/deliveries.ts';
import type { OutboxEvent } from '../../../domain/notifications/events.ts';
import {
  type EmailRecipient,
  type PeopleBefore,
  recipientsOf,
} from '../../../domain/notifications/recipients.ts';
import type { Status } from '../../../domain/requests/request.ts';

/** What is written to the outbox for one event of section 8; people who are inactive fall out there. */
export interface PlannedNotification {
  readonly event: OutboxEvent;
  readonly people: PeopleBefore;
  readonly slackMentions: readonly number[];
  readonly slackReaction: string | null;
  readonly deliveries: readonly PlannedDelivery[];
}

export interface PlannedDelivery {
  readonly channel: Channel;
  /** A `recipientKey`. */
  readonly recipient: string;
  readonly userId: number | null;
}

export interface Audience {
  readonly people: PeopleBefore;
  /** The status after the change. */
  readonly to: Status;
  readonly leadershipIds: readonly number[];
  /** The extra approver addresses of the settings. */
  readonly approverAddresses: readonly string[];
  /** L20: whom the work is handed to. */
  readonly assigneeId: number | null;
  /** L18: who is mentioned in the comment and may see it. */
  readonly mentionedIds: readonly number[];
}

/**
 * One Slack message to the channel, one Telegram message to the chat, an email to each recipient,
 * and a direct Telegram message to each of them who has linked an account.
 */
export function planNotifications(
  events: readonly OutboxEvent[],
  audience: Audience,
): readonly PlannedNotification[] {
  return events.map((event) => {
    if (event === 'work_assigned') return byEmail(event, audience, [assignee(audience)]);
    if (event === 'comment_mention') return byEmail(event, audience, audience.mentionedIds);
    const { people, to, leadershipIds } = audience;
    const recipients = recipientsOf(event, people, to, leadershipIds);
    return {
      event,
      people,
      slackMentions: recipients.slackMentions,
      slackReaction: recipients.slackReaction,
      deliveries: [
        ...recipients.email.flatMap((recipient) => deliveriesTo(recipient, audience)),
        { channel: 'slack', recipient: 'channel', userId: null },
        { channel: 'telegram', recipient: 'chat', userId: null },
      ],
    };
  });
}

function assignee({ assigneeId }: Audience): number {
  if (assigneeId === null) throw new Error('work was assigned to nobody');
  return assigneeId;
}

/** L18, L20: an email to these people alone; no channel is told. */
function byEmail(
  event: OutboxEvent,
  { people }: Audience,
  userIds: readonly number[],
): PlannedNotification {
  return {
    event,
    people,
    slackMentions: [],
    slackReaction: null,
    deliveries: userIds.map((userId) => ({
      channel: 'email',
      recipient: recipientKey({ kind: 'user', userId }),
      userId,
    })),
  };
}

function deliveriesTo(recipient: EmailRecipient, audience: Audience): readonly PlannedDelivery[] {
  switch (recipient.kind) {
    case 'operations':
      return [{ channel: 'email', recipient: recipientKey(recipient), userId: null }];
    case 'approver_addresses':
      return audience.approverAddresses.map((address) => ({
        channel: 'email',
        recipient: recipientKey({ kind: 'address', address }),
        userId: null,
      }));
    case 'user': {
      const user = { recipient: recipientKey(recipient), userId: recipient.userId };
      return [
        { channel: 'email', ...user },
        { channel: 'telegram', ...user },
      ];
    }
  }
}
