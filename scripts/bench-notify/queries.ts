import { type RawBuilder, sql } from 'kysely';
import type { NotificationEvent } from '../../src/domain/notifications/events.ts';
import type { Db } from '../../src/server/db/pool.ts';
import type { Tx } from '../../src/server/db/transaction.ts';
import {
  NOTIFICATION_SETTING_KEYS,
  type NotificationSettings,
} from '../../src/server/settings/notifications.ts';

export async function insertSettings(db: Db, settings: NotificationSettings): Promise<void> {
  const names = Object.keys(NOTIFICATION_SETTING_KEYS) as (keyof NotificationSettings)[];
  await db
    .insertInto('settings')
    .values(
      names.map((name) => ({
        key: NOTIFICATION_SETTING_KEYS[name],
        value: JSON.stringify(settings[name]),
      })),
    )
    .execute();
}

/** Something that happened to a loaded request and that exactly one place in each channel is told of. */
export interface ToldEvent {
  readonly id: number;
  readonly code: string;
  readonly event: NotificationEvent;
  readonly requesterId: number;
}

/** In the order in which they happened. @param after none at or before this id */
export async function toldEvents(
  db: Db,
  after: number,
  count: number,
): Promise<readonly ToldEvent[]> {
  const { rows } = await sql<ToldEvent>`
    SELECT event.id, code, requester_id AS "requesterId",
      CASE action WHEN 'create' THEN 'new_request_created' ELSE 'request_sent_to_qa' END AS event
    FROM request_events AS event JOIN requests ON requests.id = request_id
    WHERE action IN ('create', 'send_to_qa') AND to_status <> 'pending_approval'
      AND event.id > ${after}
    ORDER BY event.id LIMIT ${count}`.execute(db);
  return rows;
}

/** Writes to the outbox what an action's own statement writes there. */
export async function writeOutbox(
  tx: Tx,
  eventId: number,
  outbox: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    WITH event AS (SELECT id, request_id FROM request_events WHERE id = ${eventId}), ${outbox}
    SELECT`.execute(tx);
}

/** Lets the planner know what was loaded. */
export async function analyze(db: Db): Promise<void> {
  await sql`VACUUM (ANALYZE) deliveries, delivery_lanes, notifications`.execute(db);
}

export async function unsentCount(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM deliveries WHERE state IN ('pending', 'sending')`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** As if an admin had cleared the backlog: the next measurement begins with an empty outbox. */
export async function dropBacklog(db: Db): Promise<void> {
  await sql`
    UPDATE deliveries SET state = 'suppressed', suppressed_reason = 'before_sending', finished_at = now()
    WHERE state IN ('pending', 'sending')`.execute(db);
  await sql`UPDATE delivery_lanes SET wake_at = NULL, held_by = NULL WHERE wake_at IS NOT NULL`.execute(
    db,
  );
}
