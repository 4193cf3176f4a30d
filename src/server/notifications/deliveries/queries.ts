import { type RawBuilder, sql } from 'kysely';
import type { DeliveriesQuery, SendAgainBody } from '../../../domain/api/notifications.ts';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type {
  Channel,
  DeliveryState,
  LeftOutMention,
  SuppressedReason,
} from '../../../domain/notifications/deliveries.ts';
import { DROPPABLE, SENDABLE_AGAIN } from '../../../domain/notifications/deliveries.ts';
import type { OutboxEvent } from '../../../domain/notifications/events.ts';
import type { Actor } from '../../../domain/people.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';
import { visibleTo } from '../../requests/visibility.ts';

export interface DeliveryRow {
  readonly id: number;
  readonly code: string;
  readonly event: OutboxEvent;
  readonly channel: Channel;
  readonly recipient: string;
  readonly state: DeliveryState;
  readonly suppressed_reason: SuppressedReason | null;
  readonly drop_reason: string | null;
  readonly left_out: readonly LeftOutMention[];
  readonly attempts: number;
  readonly last_error: string | null;
  readonly provider_id: string | null;
  readonly created_at: Instant;
  readonly attempt_started_at: Instant | null;
  readonly next_attempt_at: Instant;
  readonly finished_at: Instant | null;
  readonly is_channel_off: boolean;
  /** Another of its lane has to go first (N3). */
  readonly is_behind: boolean;
}

/** What is shown of each of the rows that `chosen` selects from `deliveries`. */
const shown = (chosen: RawBuilder<unknown>, order: 'ASC' | 'DESC') => sql<DeliveryRow>`
  SELECT chosen.id, requests.code, notifications.event, chosen.channel, chosen.recipient,
    chosen.state, suppressed_reason, drop_reason, left_out, attempts, last_error, provider_id,
    chosen.created_at, attempt_started_at, next_attempt_at, finished_at,
    off_since IS NOT NULL AS is_channel_off,
    chosen.state = 'pending' AND EXISTS (SELECT FROM deliveries earlier
      WHERE earlier.lane_id = chosen.lane_id AND earlier.position < chosen.position
        AND earlier.state IN ('pending', 'sending')) AS is_behind
  FROM (${chosen}) AS chosen
  JOIN notifications ON notifications.id = chosen.notification_id
  JOIN requests ON requests.id = chosen.request_id
  JOIN notification_channels ON notification_channels.channel = chosen.channel
  ORDER BY chosen.id ${sql.raw(order)}`;

/** The id of a request that this person may see (P3). */
export async function findVisibleRequest(
  db: Db,
  actor: Actor,
  code: string,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('requests')
    .select('requests.id')
    .where('requests.code', '=', code)
    .where(visibleTo(actor))
    .executeTakeFirst();
  return row?.id;
}

/** All deliveries of a request, oldest first. */
export async function loadRequestDeliveries(
  db: Db,
  requestId: number,
): Promise<readonly DeliveryRow[]> {
  const ofRequest = sql`SELECT * FROM deliveries WHERE request_id = ${requestId}`;
  return (await shown(ofRequest, 'ASC').execute(db)).rows;
}

/** One delivery as it is now. */
export async function loadDelivery(db: Db | Tx, id: number): Promise<DeliveryRow | undefined> {
  const one = sql`SELECT * FROM deliveries WHERE id = ${id}`;
  return (await shown(one, 'ASC').execute(db)).rows[0];
}

/**
 * The newest deliveries that the filters leave, `limit` at most. Planned for its very values (a text
 * that begins with a comment is never prepared, db/named-statements.ts): what is rare is collected
 * by its index, what is common is found while walking from the newest one.
 */
export async function findDeliveries(
  db: Db,
  filters: DeliveriesQuery,
  limit: number,
): Promise<readonly DeliveryRow[]> {
  const before =
    filters.before === undefined ? sql`` : sql`AND deliveries.id < ${filters.before}::bigint`;
  const page = sql`
    SELECT deliveries.* FROM deliveries
    WHERE ${matching(filters)} ${before}
    ORDER BY deliveries.id DESC LIMIT ${sql.lit(limit)}`;
  return (await sql<DeliveryRow>`/* planned for its values */ ${shown(page, 'DESC')}`.execute(db))
    .rows;
}

function matching(filters: Omit<DeliveriesQuery, 'before'>): RawBuilder<unknown> {
  const { channel, state, event, reason, code } = filters;
  const conditions = [sql`true`];
  const oneOf = (column: string, values: readonly string[] | undefined) => {
    if (values === undefined || values.length === 0) return;
    conditions.push(sql`deliveries.${sql.ref(column)} IN (${sql.join(values.map(sql.lit))})`);
  };
  oneOf('channel', channel);
  oneOf('state', state);
  oneOf('suppressed_reason', reason);
  // Implied by a reason; written down so that the partial index is seen to hold it.
  if (reason !== undefined && reason.length > 0)
    conditions.push(sql`deliveries.state = 'suppressed'`);
  if (event !== undefined && event.length > 0) {
    conditions.push(sql`EXISTS (SELECT FROM notifications
      WHERE notifications.id = deliveries.notification_id
        AND notifications.event IN (${sql.join(event.map(sql.lit))}))`);
  }
  if (code !== undefined && code !== '') {
    conditions.push(
      sql`deliveries.request_id = (SELECT id FROM requests WHERE requests.code = ${code})`,
    );
  }
  return sql.join(conditions, sql` AND `);
}

/** The ids, oldest first, of what may be sent again among what the filters leave (N2, N4). */
export async function findSendableAgain(
  tx: Tx,
  filters: SendAgainBody,
  limit: number,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`/* planned for its values */
    SELECT deliveries.id FROM deliveries
    WHERE ${matching({ ...filters, state: filters.state ?? ['failed'] })}
    ORDER BY deliveries.id LIMIT ${sql.lit(limit)}`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * Locks the lanes of these deliveries, in the order in which the outbox and the sender lock lanes,
 * and then the deliveries: what is decided about them stays true until the transaction ends.
 */
export async function lockDeliveries(
  tx: Tx,
  ids: readonly number[],
): Promise<readonly { readonly id: number; readonly state: DeliveryState }[]> {
  await sql`
    SELECT FROM delivery_lanes
    WHERE id IN (SELECT lane_id FROM deliveries WHERE id = ANY(${[...ids]}::bigint[]))
    ORDER BY request_id, channel, recipient FOR UPDATE`.execute(tx);
  const { rows } = await sql<{ id: number; state: DeliveryState }>`
    SELECT id, state FROM deliveries WHERE id = ANY(${[...ids]}::bigint[])
    ORDER BY id FOR UPDATE`.execute(tx);
  return rows;
}

/**
 * N3: puts them at the end of their lanes, in the order they had, as if never tried, and wakes the
 * lanes. Deliveries that cannot be sent again are left alone.
 * @returns how many there were
 */
export async function sendAgain(tx: Tx, ids: readonly number[], now: Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    WITH chosen AS MATERIALIZED (
      SELECT id, nextval('deliveries_position') AS position FROM (
        SELECT id FROM deliveries WHERE id = ANY(${[...ids]}::bigint[])
          AND state IN (${sql.join(SENDABLE_AGAIN.map(sql.lit))})
        ORDER BY position) AS ordered
    ), again AS (
      UPDATE deliveries SET state = 'pending', position = chosen.position, resend = resend + 1,
        attempts = 0, retrying_since = NULL, attempt_started_at = NULL, uncertain_since = NULL,
        provider_id = NULL, last_error = NULL, suppressed_reason = NULL, drop_reason = NULL, left_out = '[]',
        finished_at = NULL, next_attempt_at = ${now}::timestamptz,
        sent_again_at = ${now}::timestamptz
      FROM chosen WHERE deliveries.id = chosen.id
      RETURNING lane_id
    ), woken AS (
      UPDATE delivery_lanes SET wake_at = coalesce(wake_at, ${now}::timestamptz)
      WHERE id IN (SELECT lane_id FROM again)
    )
    SELECT count(*) AS count, pg_notify('deliveries', '') FROM again`.execute(tx);
  return rows[0]?.count ?? 0;
}

/**
 * Whether a worker holds the lane of this delivery in order to send it, and has not begun yet. Asked
 * under the lock of the lane: whoever holds it later looks anew at what waits.
 */
export async function isTakenForSending(tx: Tx, id: number): Promise<boolean> {
  const { rows } = await sql<{ is_taken: boolean }>`
    SELECT held_by IS NOT NULL AND deliveries.id = (SELECT first.id FROM deliveries AS first
        WHERE first.lane_id = lane.id AND first.state IN ('pending', 'sending')
        ORDER BY first.position LIMIT 1) AS is_taken
    FROM deliveries JOIN delivery_lanes AS lane ON lane.id = deliveries.lane_id
    WHERE deliveries.id = ${id}::bigint`.execute(tx);
  return rows[0]?.is_taken === true;
}

/**
 * N2, N3: gives a delivery up, which lets the next one of its lane pass: the lane is woken for it.
 * What the lane knew of the attempts stays to be read; its last error too.
 */
export async function dropDelivery(
  tx: Tx,
  id: number,
  reason: string,
  now: Instant,
): Promise<void> {
  await sql`
    WITH dropped AS (
      UPDATE deliveries SET state = 'suppressed', suppressed_reason = 'dropped',
        drop_reason = ${reason}, uncertain_since = NULL, finished_at = ${now}::timestamptz
      WHERE id = ${id}::bigint AND state IN (${sql.join(DROPPABLE.map(sql.lit))})
      RETURNING lane_id
    ), woken AS (
      UPDATE delivery_lanes SET wake_at = ${now}::timestamptz
      WHERE id IN (SELECT lane_id FROM dropped) AND EXISTS (SELECT FROM deliveries AS next
        WHERE next.lane_id = delivery_lanes.id AND next.state = 'pending'
          AND next.id <> ${id}::bigint)
    )
    SELECT pg_notify('deliveries', '') FROM dropped`.execute(tx);
}

/** N4: an admin found out that the provider took it. */
export async function markSent(tx: Tx, id: number, now: Instant): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ state: 'sent', uncertain_since: null, finished_at: now })
    .where('id', '=', id)
    .where('state', '=', 'unknown')
    .execute();
}
