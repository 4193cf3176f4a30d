import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Tx } from '../../db/transaction.ts';
import type { PlannedNotification } from './plan.ts';

/** The approvers of section 8. */
export async function activeLeadershipIds(tx: Tx): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('users')
    .select('id')
    .where(sql<boolean>`is_active AND roles @> ARRAY['leadership']`)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/**
 * X3: the part of a state change's statement that writes its notifications and deliveries. Expects
 * a preceding `event (id, request_id)`. Inactive people get no delivery, nor do people without a
 * linked Telegram account get one there.
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
        (request_id, request_event_id, event, people, slack_mentions, slack_reaction, created_at)
      SELECT event.request_id, event.id, planned.event, planned.people, planned.slack_mentions,
        planned.slack_reaction, ${at}::timestamptz
      FROM event, planned
      RETURNING id, request_id, event
    ), delivery AS (
      INSERT INTO deliveries
        (notification_id, request_id, channel, recipient, user_id, next_attempt_at, created_at)
      SELECT notification.id, notification.request_id, target.channel, target.recipient,
        target.user_id, ${at}::timestamptz, ${at}::timestamptz
      FROM notification
      JOIN planned ON planned.event = notification.event
      CROSS JOIN jsonb_to_recordset(planned.deliveries) AS target
        (channel text, recipient text, user_id bigint)
      LEFT JOIN users ON users.id = target.user_id
      WHERE target.user_id IS NULL
        OR (users.is_active AND (target.channel = 'email' OR users.telegram_user_id IS NOT NULL))
    )`;
}
