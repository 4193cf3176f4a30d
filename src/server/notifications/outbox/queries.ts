import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Tx } from '../../db/transaction.ts';
import { loadNotificationSettings } from '../../settings/notifications.ts';
import { currentTraceId } from '../../trace.ts';
import type { PlannedNotification } from './plan.ts';

export interface Approvers {
  readonly leadershipIds: readonly number[];
  readonly addresses: readonly string[];
}

/** The approvers of section 8. An address that somebody of them has as a user is not one more. */
export async function loadApprovers(tx: Tx): Promise<Approvers> {
  const users = await tx
    .selectFrom('users')
    .select(['id', 'email'])
    .where(sql<boolean>`is_active AND roles @> ARRAY['leadership']`)
    .orderBy('id')
    .execute();
  const { approverAddresses, operationsMailbox } = await loadNotificationSettings(tx);
  const known = new Set([...users.map(({ email }) => email), operationsMailbox]);
  return {
    leadershipIds: users.map(({ id }) => id),
    addresses: approverAddresses.filter((address) => !known.has(address)),
  };
}

/**
 * X3: the part of a state change's statement that writes its notifications and deliveries. Expects
 * a preceding `event (id, request_id)`. Inactive people get no delivery, nor do people without a
 * linked Telegram account get one there. Lanes are locked in one order, here and by the sender.
 */
export function outboxInserts(
  planned: readonly PlannedNotification[],
  at: Instant,
): RawBuilder<unknown> {
  const rows = JSON.stringify(
    planned.map((one) => ({
      event: one.event,
      people: one.people,
      slack_mentions: one.slackMentions,
      slack_reaction: one.slackReaction,
      deliveries: one.deliveries.map((delivery) => ({
        channel: delivery.channel,
        recipient: delivery.recipient,
        user_id: delivery.userId,
      })),
    })),
  );
  return sql`
    planned AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS plan
        (event text, people jsonb, slack_mentions bigint[], slack_reaction text, deliveries jsonb)
    ), notification AS (
      INSERT INTO notifications
        (request_id, request_event_id, event, people, slack_mentions, slack_reaction, created_at,
          trace_id)
      SELECT event.request_id, event.id, planned.event, planned.people, planned.slack_mentions,
        planned.slack_reaction, ${at}::timestamptz, ${currentTraceId()}::text
      FROM event, planned
      RETURNING id, request_id, event
    ), target_delivery AS (
      SELECT notification.id AS notification_id, notification.request_id, target.*
      FROM notification
      JOIN planned ON planned.event = notification.event
      CROSS JOIN ROWS FROM (jsonb_to_recordset(planned.deliveries)
        AS (channel text, recipient text, user_id bigint)) WITH ORDINALITY AS target
        (channel, recipient, user_id, place)
      LEFT JOIN users ON users.id = target.user_id
      WHERE target.user_id IS NULL
        OR (users.is_active AND (target.channel = 'email' OR users.telegram_user_id IS NOT NULL))
    ), lane AS (
      INSERT INTO delivery_lanes AS lanes (request_id, channel, recipient, wake_at)
      SELECT DISTINCT request_id, channel, recipient, ${at}::timestamptz FROM target_delivery
      ORDER BY request_id, channel, recipient
      ON CONFLICT (request_id, channel, recipient)
        DO UPDATE SET wake_at = coalesce(lanes.wake_at, excluded.wake_at)
      RETURNING id, channel, recipient
    ), delivery AS (
      INSERT INTO deliveries (notification_id, request_id, lane_id, channel, recipient, user_id,
        next_attempt_at, created_at)
      SELECT notification_id, request_id, lane.id, channel, recipient, user_id, ${at}::timestamptz,
        ${at}::timestamptz
      FROM target_delivery JOIN lane USING (channel, recipient)
      ORDER BY notification_id, place
    )`;
}
