import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Actor } from '../../../domain/people.ts';
import type { EventAction } from '../../../domain/requests/actions.ts';
import type { Values } from '../../../domain/requests/define.ts';
import type { Status } from '../../../domain/requests/request.ts';
import type { Db } from '../../db/pool.ts';
import { begunBy } from '../../pricing/queries.ts';
import type { EventDetails } from '../history/event-details.ts';
import { requestColumns } from '../queries.ts';
import type { RequestRow } from '../stored-request.ts';
import { shownTo, visibleTo } from '../visibility.ts';
import { type ReceiptRow, receiptsColumn } from './pricing/queries.ts';

/** Everything a request's page shows comes in one statement: round trips are what it would wait for. */

export interface EventRow {
  readonly id: number;
  readonly at: Instant;
  readonly actorId: number | null;
  readonly action: EventAction;
  readonly from: Status | null;
  readonly to: Status;
  readonly details: EventDetails;
  readonly message: string | null;
  readonly typed: Values | null;
  readonly redacted: boolean;
}

export interface AttachedFileRow {
  readonly id: string;
  readonly eventId: number;
  readonly place: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly mimeType: string;
  readonly csv: Values | null;
  readonly uploadedAt: Instant;
  readonly uploaderId: number;
}

export interface PersonRow {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string;
  readonly isActive: boolean;
}

export interface HistoryPage {
  /** Newest first; one more than a page when there are older ones. */
  readonly events: readonly EventRow[];
  readonly files: readonly AttachedFileRow[];
  /** Everybody whom the rest names by id. */
  readonly people: readonly PersonRow[];
}

export interface DetailRow extends RequestRow, HistoryPage {
  /** The settings by key: what the available actions depend on besides. */
  readonly settings: Values;
  /** M2. */
  readonly hasPriceList: boolean;
  /** P4: absent for whoever may not see prices. Newest first. */
  readonly receipts?: readonly ReceiptRow[];
}

export const EVENTS_A_PAGE = 50;

/** JSON text of an instant as the driver's own parser would give it (db/types.ts). */
const asInstant = (column: string): RawBuilder<string> =>
  sql`to_char(${sql.ref(column)}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const pageSize = sql.lit(EVENTS_A_PAGE + 1);

const historyColumns = sql`
  (SELECT coalesce(json_agg(json_build_object(
      'id', happened.id, 'at', ${asInstant('happened.at')}, 'actorId', happened.actor_id,
      'action', happened.action, 'from', happened.from_status, 'to', happened.to_status,
      'details', happened.details, 'message', happened.message, 'typed', happened.changes,
      'redacted', happened.redacted_at IS NOT NULL) ORDER BY happened.id DESC), '[]')
    FROM happened) AS events,
  (SELECT coalesce(json_agg(json_build_object(
      'id', attached.id, 'eventId', attached.event_id, 'place', attached.place,
      'name', attached.name,
      'sizeBytes', attached.size_bytes, 'mimeType', attached.mime_type, 'csv', attached.csv,
      'uploadedAt', ${asInstant('attached.uploaded_at')}, 'uploaderId', attached.uploader_id)
      ORDER BY attached.event_id, attached.place, attached.name), '[]')
    FROM attached) AS files,
  (SELECT coalesce(json_agg(json_build_object(
      'id', users.id, 'firstName', first_name, 'lastName', last_name, 'username', username,
      'isActive', is_active)), '[]')
    FROM users WHERE users.id IN (
      SELECT unnest(ARRAY[seen.requester_id, seen.creator_id, seen.operator_id, seen.qa_agent_id,
        seen.uncancelled_by, seen.update_requested_by, seen.approved_by])
      UNION ALL SELECT actor_id FROM happened
      UNION ALL SELECT (details->>'personId')::bigint FROM happened
      UNION ALL SELECT jsonb_array_elements_text(details->'mentions')::bigint FROM happened
      UNION ALL SELECT unnest(ARRAY[(change->>'from')::bigint, (change->>'to')::bigint])
        FROM happened CROSS JOIN LATERAL jsonb_array_elements(details->'changes') AS each (change)
        WHERE action = 'correct' AND change->>'field' = 'requester'
      UNION ALL SELECT uploader_id FROM attached)) AS people`;

function happened(actor: Actor, before: number | null): RawBuilder<unknown> {
  const older = before === null ? sql`` : sql`AND request_events.id < ${before}`;
  return sql`
    SELECT request_events.id, at, actor_id, action, from_status, to_status, details, message,
      changes, redacted_at
    FROM request_events
    LEFT JOIN request_event_texts ON request_event_texts.event_id = request_events.id
    WHERE request_events.request_id = (SELECT id FROM seen) ${older}
      AND ${shownTo(actor, 'request_events.details')}
    ORDER BY request_events.id DESC LIMIT ${pageSize}`;
}

function attached(actor: Actor): RawBuilder<unknown> {
  return sql`
    SELECT files.id, event_id, place, name, size_bytes, mime_type, csv, uploaded_at, uploader_id
    FROM request_files
    JOIN files ON files.id = request_files.file_id
    JOIN request_events ON request_events.id = request_files.event_id
    WHERE request_files.request_id = (SELECT id FROM seen)
      AND ${shownTo(actor, 'request_events.details')}`;
}

/** The request with its newest events, its files and its people; undefined when hidden (P3). */
export async function loadDetail(
  db: Db,
  actor: Actor,
  code: string,
  now: Instant,
): Promise<DetailRow | undefined> {
  const { rows } = await sql<DetailRow>`
    WITH seen AS (
      SELECT ${requestColumns} FROM requests WHERE code = ${code} AND ${visibleTo(actor)}
    ), happened AS (${happened(actor, null)}), attached AS (${attached(actor)})
    SELECT seen.*, ${historyColumns},
      (SELECT coalesce(json_object_agg(key, value), '{}') FROM settings) AS settings,
      EXISTS (SELECT 1 FROM price_lists WHERE ${begunBy(now)}) AS "hasPriceList"
      ${receiptsColumn(actor)}
    FROM seen`.execute(db);
  return rows[0];
}

/** The page of events before the event `before`; undefined when the request is hidden (P3). */
export async function loadEventsBefore(
  db: Db,
  actor: Actor,
  code: string,
  before: number,
): Promise<HistoryPage | undefined> {
  const { rows } = await sql<HistoryPage>`
    WITH seen AS (
      SELECT ${requestColumns} FROM requests WHERE code = ${code} AND ${visibleTo(actor)}
    ), happened AS (${happened(actor, before)}), attached AS (${attached(actor)})
    SELECT ${historyColumns} FROM seen`.execute(db);
  return rows[0];
}

export interface StatusChange {
  readonly at: Instant;
  readonly to: Status;
}

/** Every status the request entered, in order; for the few requests with more than a page of events. */
export async function loadStatusChanges(
  db: Db,
  requestId: number,
): Promise<readonly StatusChange[]> {
  return db
    .selectFrom('request_events')
    .select(['at', 'to_status as to'])
    .where('request_id', '=', requestId)
    .where(sql<boolean>`from_status IS DISTINCT FROM to_status`)
    .orderBy('id')
    .execute();
}
