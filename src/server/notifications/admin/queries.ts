import { sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import { CHANNELS, type Channel } from '../../../domain/notifications/deliveries.ts';
import type { NotificationEvent } from '../../../domain/notifications/events.ts';
import type { NotificationSettings } from '../../../domain/notifications/settings.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';
import { NOTIFICATION_SETTING_KEYS } from '../../settings/notifications.ts';
import { storeSettings } from '../../settings/queries.ts';

export interface Waiting {
  readonly channel: Channel;
  readonly count: number;
  readonly oldestAt: Instant | null;
}

/** What waits on each channel: reads the partial index of what waits, whatever was ever sent. */
export async function loadWaiting(db: Db): Promise<readonly Waiting[]> {
  const { rows } = await sql<Waiting>`
    SELECT channel, count(*) AS count, min(coalesce(sent_again_at, created_at)) AS "oldestAt"
    FROM deliveries WHERE state IN ('pending', 'sending') GROUP BY channel`.execute(db);
  return CHANNELS.map(
    (channel) =>
      rows.find((row) => row.channel === channel) ?? { channel, count: 0, oldestAt: null },
  );
}

/** Since when the oldest of each channel waits: one step into the index each, however much waits. */
export async function loadOldestWaiting(
  db: Db,
): Promise<readonly { readonly channel: Channel; readonly oldestAt: Instant | null }[]> {
  const { rows } = await sql<{ channel: Channel; oldestAt: Instant | null }>`
    SELECT channels.channel, (
      SELECT coalesce(sent_again_at, created_at) FROM deliveries
      WHERE deliveries.channel = channels.channel AND state IN ('pending', 'sending')
      ORDER BY coalesce(sent_again_at, created_at) LIMIT 1) AS "oldestAt"
    FROM notification_channels AS channels`.execute(db);
  return rows;
}

export interface NeedsAttention {
  readonly channel: Channel;
  readonly state: 'failed' | 'unknown';
  readonly count: number;
}

/** What failed or may have, by channel. */
export async function countNeedsAttention(db: Db): Promise<readonly NeedsAttention[]> {
  const { rows } = await sql<NeedsAttention>`
    SELECT channel, state, count(*) AS count FROM deliveries
    WHERE state IN ('failed', 'unknown') GROUP BY channel, state`.execute(db);
  return rows;
}

export interface Toggle {
  readonly event: NotificationEvent;
  readonly channel: Channel;
  readonly is_on: boolean;
}

/** The switches that somebody has moved; the others are on. */
export function loadToggles(db: Db): Promise<readonly Toggle[]> {
  return db.selectFrom('notification_toggles').select(['event', 'channel', 'is_on']).execute();
}

export async function storeToggle(tx: Tx, toggle: Toggle): Promise<void> {
  await tx
    .insertInto('notification_toggles')
    .values(toggle)
    .onConflict((conflict) =>
      conflict.columns(['event', 'channel']).doUpdateSet({ is_on: toggle.is_on }),
    )
    .execute();
}

/** Stores the given settings and leaves the others as they are. */
export async function storeNotificationSettings(
  tx: Tx,
  settings: Partial<NotificationSettings>,
  actorId: number,
  now: Instant,
): Promise<void> {
  await storeSettings(tx, NOTIFICATION_SETTING_KEYS, settings, actorId, now);
}
