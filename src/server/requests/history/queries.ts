import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Tx } from '../../db/transaction.ts';
import { outboxInserts } from '../../notifications/outbox/queries.ts';
import type { RequestColumns } from '../stored-request.ts';
import type { NewEvent } from './event-details.ts';

/**
 * The part of a state change's statement that appends its event, the event's text and the outbox
 * (X3). Expects a preceding `target (id)`: the request that was inserted or updated.
 */
export function historyInserts(event: NewEvent): RawBuilder<unknown> {
  const { transition } = event;
  const hasText = transition.message !== null || Object.keys(event.typed).length > 0;
  return sql`
    event AS (
      INSERT INTO request_events (request_id, at, actor_id, action, from_status, to_status, details)
      SELECT target.id, ${event.at}::timestamptz, ${event.actorId}::bigint, ${transition.action},
        ${transition.from}, ${transition.to}, ${JSON.stringify(event.details)}::jsonb
      FROM target
      RETURNING id, request_id
    ), event_text AS (
      INSERT INTO request_event_texts (event_id, message, changes)
      SELECT event.id, ${transition.message}, ${JSON.stringify(event.typed)}::jsonb
      FROM event WHERE ${hasText}::boolean
    ), ${outboxInserts(event.notifications, event.at)}`;
}

/** L18: the event alone; the request's row is not written. */
export async function appendEvent(tx: Tx, requestId: number, event: NewEvent): Promise<number> {
  const target = tx.selectFrom('requests').select('id').where('id', '=', requestId);
  return appendedTo(tx, requestId, sql`${target}`, event);
}

export async function updateWithEvent(
  tx: Tx,
  requestId: number,
  columns: RequestColumns,
  bumpsVersion: boolean,
  event: NewEvent,
): Promise<number> {
  const target = tx
    .updateTable('requests')
    .set(columns)
    .$if(bumpsVersion, (update) => update.set((eb) => ({ version: eb('version', '+', 1) })))
    .where('id', '=', requestId)
    .returning('id');
  return appendedTo(tx, requestId, sql`${target}`, event);
}

/** @param target selects or changes the request, and returns its id */
async function appendedTo(
  tx: Tx,
  requestId: number,
  target: RawBuilder<unknown>,
  event: NewEvent,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    WITH target AS (${target}), ${historyInserts(event)}
    SELECT id FROM event`.execute(tx);
  const [appended] = rows;
  if (appended === undefined) throw new Error(`no request ${requestId} to append to`);
  return appended.id;
}

export async function isEventOf(tx: Tx, requestId: number, eventId: number): Promise<boolean> {
  const event = await tx
    .selectFrom('request_events')
    .select('id')
    .where('id', '=', eventId)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return event !== undefined;
}

/** @returns the id of the "redact" event, or null when there is no text to remove */
export async function redactEventText(
  tx: Tx,
  redaction: {
    readonly eventId: number;
    readonly adminId: number;
    readonly reason: string;
    readonly now: Instant;
  },
): Promise<number | null> {
  const { eventId, adminId, reason, now } = redaction;
  const { rows } = await sql<{ appended: number | null }>`
    SELECT redact_event_text(${eventId}::bigint, ${adminId}::bigint, ${reason}, ${now}::timestamptz)
      AS appended`.execute(tx);
  return rows[0]?.appended ?? null;
}
