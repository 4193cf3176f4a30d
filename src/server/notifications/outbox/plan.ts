import type { OutboxEvent } from '../../../domain/notifications/events.ts';
import {
  type EmailRecipient,
  type PeopleBefore,
  recipientsOf,
} from '../../../domain/notifications/recipients.ts';
import type { Status } from '../../../domain/requests/request.ts';
import type { DeliveryChannel } from '../../db/schema.ts';

/** What is written to the outbox for one event of section 8; people who are inactive fall out there. */
export interface PlannedNotification {
  readonly event: OutboxEvent;
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

export interface Audience {
  readonly people: PeopleBefore;
  /** The status after the change. */
  readonly to: Status;
  readonly leadershipIds: readonly number[];
  /** L20: whom the work is handed to. */
  readonly assigneeId: number | null;
}

/**
 * One Slack message to the channel, one Telegram message to the chat, an email to each recipient,
 * and a direct Telegram message to each of them who has linked an account.
 */
export function planNotifications(
  events: readonly OutboxEvent[],
  { people, to, leadershipIds, assigneeId }: Audience,
): readonly PlannedNotification[] {
  return events.map((event) => {
    if (event === 'work_assigned') return planAssignment(people, assigneeId);
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

/** L20: an email to the assignee alone; no channel is told. */
function planAssignment(people: PeopleBefore, assigneeId: number | null): PlannedNotification {
  if (assigneeId === null) throw new Error('work was assigned to nobody');
  return {
    event: 'work_assigned',
    people,
    slackMentions: [],
    slackReaction: null,
    deliveries: [{ channel: 'email', recipient: `user:${assigneeId}`, userId: assigneeId }],
  };
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
