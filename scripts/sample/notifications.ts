import { addMs, DAY_MS, epochMs, type Instant } from '../../src/domain/kernel/calendar.ts';
import type { Channel, SuppressedReason } from '../../src/domain/notifications/deliveries.ts';
import {
  type PlannedDelivery,
  type PlannedNotification,
  planNotifications,
} from '../../src/server/notifications/outbox/plan.ts';
import { TARGETS_KEY, type TargetMinutes } from '../../src/server/reports/targets/queries.ts';
import {
  NOTIFICATION_SETTING_KEYS,
  type NotificationSettings,
} from '../../src/server/settings/notifications.ts';
import type { Invented } from './invent.ts';
import type { SamplePerson } from './people.ts';
import { type NumberedEvent, numberedEvents, type Row } from './rows.ts';

/** Whom the events of the last month were for, planned by the platform itself. */

const TOLD_FOR_MS = 30 * DAY_MS;
const BEFORE_SENDING: SuppressedReason = 'before_sending';

const SETTINGS: NotificationSettings = {
  operationsMailbox: 'operations@example.com',
  approverAddresses: ['approvals@example.com'],
  slackChannel: 'C0REQUESTS',
  telegramChat: '-1001234567890',
  operationsTimezone: 'America/New_York',
};

const DAY_MINUTES = 1_440;
/** D4: how long a request may take; the others have no target. */
const TARGET_MINUTES: TargetMinutes = {
  user_records: 3 * DAY_MINUTES,
  property_records: 4 * DAY_MINUTES,
  deactivation_toggle: 2 * DAY_MINUTES,
  address_validation: 5 * DAY_MINUTES,
  stripe_disputes: 3 * DAY_MINUTES,
};

export interface NotificationRows {
  readonly notifications: readonly Row[];
  readonly lanes: readonly Row[];
  readonly deliveries: readonly Row[];
}

export function settingRows(now: Instant): readonly Row[] {
  const notifications = Object.entries(NOTIFICATION_SETTING_KEYS).map(([name, key]) => ({
    key,
    value: SETTINGS[name as keyof NotificationSettings] as unknown,
    updated_at: now,
  }));
  return [...notifications, { key: TARGETS_KEY, value: TARGET_MINUTES, updated_at: now }];
}

/**
 * What is not a day old waits and is really sent when a worker starts; older news went nowhere, as
 * after the upgrade to the release that began to send (migrations/0004-notifications.sql).
 * @param sending channels that may send it
 */
export function notificationRows(
  { people, lives }: Invented,
  now: Instant,
  sending: readonly Channel[],
): NotificationRows {
  const byId = new Map(people.map((person) => [person.actor.id, person]));
  const leadershipIds = people
    .filter(({ isActive, roles }) => isActive && roles.includes('leadership'))
    .map(({ actor }) => actor.id);
  const told = numberedEvents(lives)
    .filter(({ event }) => epochMs(event.at) >= epochMs(addMs(now, -TOLD_FOR_MS)))
    .flatMap((numbered) =>
      planOf(numbered, leadershipIds).map((planned) => ({ numbered, planned })),
    )
    .map((one, index) => ({ ...one, id: index + 1 }));

  const isNews = (at: Instant): boolean => epochMs(at) > epochMs(addMs(now, -DAY_MS));
  const lanes = new Map<string, Lane>();
  const deliveries = told
    .flatMap(({ id, numbered: { event, requestId }, planned }) =>
      planned.deliveries
        .filter((delivery) => reaches(delivery, byId))
        .map((delivery) => {
          const waits = isNews(event.at) && sending.includes(delivery.channel);
          const lane = laneOf(lanes, requestId, delivery);
          if (waits) lane.wakeAt ??= event.at;
          return {
            notification_id: id,
            request_id: requestId,
            lane_id: lane.id,
            channel: delivery.channel,
            recipient: delivery.recipient,
            user_id: delivery.userId,
            state: waits ? 'pending' : 'suppressed',
            suppressed_reason: waits ? null : BEFORE_SENDING,
            attempts: 0,
            next_attempt_at: event.at,
            created_at: event.at,
            finished_at: waits ? null : now,
          };
        }),
    )
    .map((row, index) => ({
      id: index + 1,
      position: index + 1,
      ...row,
      resend: 0,
      left_out: [],
    }));
  return {
    notifications: told.map(({ id, numbered, planned }) => notificationRow(id, numbered, planned)),
    lanes: [...lanes.values()].map(({ id, requestId, channel, recipient, wakeAt }) => ({
      id,
      request_id: requestId,
      channel,
      recipient,
      wake_at: wakeAt,
    })),
    deliveries,
  };
}

function planOf(
  { event }: NumberedEvent,
  leadershipIds: readonly number[],
): readonly PlannedNotification[] {
  const { notify, to } = event.transition;
  return planNotifications(notify, {
    people: event.people,
    to,
    leadershipIds,
    approverAddresses: SETTINGS.approverAddresses,
    assigneeId: event.details.personId ?? null,
    mentionedIds: event.details.mentions ?? [],
  });
}

/** As the outbox decides it: nobody inactive, nobody on Telegram who has not linked an account. */
function reaches(
  { channel, userId }: PlannedDelivery,
  people: ReadonlyMap<number, SamplePerson>,
): boolean {
  if (userId === null) return true;
  const person = people.get(userId);
  return person?.isActive === true && (channel === 'email' || person.telegramUserId !== null);
}

interface Lane {
  readonly id: number;
  readonly requestId: number;
  readonly channel: Channel;
  readonly recipient: string;
  wakeAt: Instant | null;
}

function laneOf(
  lanes: Map<string, Lane>,
  requestId: number,
  { channel, recipient }: PlannedDelivery,
): Lane {
  const key = `${requestId} ${channel} ${recipient}`;
  const known = lanes.get(key);
  if (known !== undefined) return known;
  const lane = { id: lanes.size + 1, requestId, channel, recipient, wakeAt: null };
  lanes.set(key, lane);
  return lane;
}

function notificationRow(
  id: number,
  { id: eventId, requestId, event }: NumberedEvent,
  { event: name, people, slackMentions, slackReaction }: PlannedNotification,
): Row {
  return {
    id,
    request_id: requestId,
    request_event_id: eventId,
    event: name,
    people,
    slack_mentions: slackMentions,
    slack_reaction: slackReaction,
    created_at: event.at,
  };
}
