import { sql } from 'kysely';
import type { Instant } from '../../domain/kernel/calendar.ts';
import { CHANNELS, type Channel } from '../../domain/notifications/deliveries.ts';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';

export interface ChannelState {
  readonly channel: Channel;
  readonly off: { readonly since: Instant; readonly reason: string } | null;
}

/** N2: each channel with since when and why it is off, in the order in which they are always named. */
export async function loadChannelStates(db: Db | Tx): Promise<readonly ChannelState[]> {
  const rows = await db.selectFrom('notification_channels').selectAll().execute();
  return CHANNELS.map((channel) => {
    const { off_since: since, off_reason: reason } =
      rows.find((row) => row.channel === channel) ?? NEVER_OFF;
    return { channel, off: since === null || reason === null ? null : { since, reason } };
  });
}

const NEVER_OFF = { off_since: null, off_reason: null };

/** @returns whether it was on until now */
export async function setOff(
  tx: Tx,
  channel: Channel,
  reason: string,
  now: Instant,
): Promise<boolean> {
  const { rows } = await sql<{ was_on: boolean }>`
    WITH before AS (
      SELECT channel, off_since IS NULL AS was_on FROM notification_channels
      WHERE channel = ${channel} FOR UPDATE
    )
    UPDATE notification_channels AS state
    SET off_since = coalesce(off_since, ${now}::timestamptz), off_reason = ${reason}
    FROM before WHERE state.channel = before.channel
    RETURNING was_on`.execute(tx);
  return rows[0]?.was_on ?? false;
}

/** One "switch on" of a channel at a time: the time it was off must not be given back twice. */
export async function lockSwitchOn(tx: Tx, channel: Channel): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('notifications: switch on'), hashtext(${channel}))`.execute(
    tx,
  );
}

/**
 * Gives the deliveries that were being retried the time back in which their channel was off, and
 * wakes the lanes that would have waited longer. Lanes are locked in the order in which the outbox
 * and the sender lock them; those that wake by themselves are left alone, or a long backlog would
 * keep the actions on all its requests waiting.
 */
export async function resumeDeliveries(
  tx: Tx,
  channel: Channel,
  offSince: Instant,
  now: Instant,
): Promise<void> {
  await sql`
    SELECT FROM delivery_lanes AS lane
    WHERE channel = ${channel} AND (wake_at > ${now}::timestamptz OR EXISTS (
      SELECT FROM deliveries WHERE lane_id = lane.id AND state IN ('pending', 'sending')
        AND retrying_since IS NOT NULL))
    ORDER BY request_id, channel, recipient FOR UPDATE`.execute(tx);
  await sql`
    UPDATE deliveries SET next_attempt_at = least(next_attempt_at, ${now}::timestamptz),
      retrying_since = retrying_since
        + (${now}::timestamptz - greatest(retrying_since, ${offSince}::timestamptz))
    WHERE channel = ${channel} AND state IN ('pending', 'sending')
      AND (retrying_since IS NOT NULL OR next_attempt_at > ${now}::timestamptz)`.execute(tx);
  await sql`
    UPDATE delivery_lanes SET wake_at = ${now}::timestamptz
    WHERE channel = ${channel} AND wake_at > ${now}::timestamptz`.execute(tx);
}

/** Also tells the workers, which would else look only when something new comes. */
export async function setOn(tx: Tx, channel: Channel): Promise<void> {
  await sql`
    UPDATE notification_channels SET off_since = NULL, off_reason = NULL
    WHERE channel = ${channel}`.execute(tx);
  await sql`SELECT pg_notify('deliveries', '')`.execute(tx);
}
