import { type RawBuilder, sql } from 'kysely';
import type { CalendarDay, Instant } from '../../../domain/kernel/calendar.ts';
import type { Channel, LeftOutMention } from '../../../domain/notifications/deliveries.ts';
import type { OutboxEvent } from '../../../domain/notifications/events.ts';
import type { PeopleBefore } from '../../../domain/notifications/recipients.ts';
import type { Role, Team } from '../../../domain/people.ts';
import type { EventAction } from '../../../domain/requests/actions.ts';
import type { RequestTypeKey, Values } from '../../../domain/requests/define.ts';
import type { Priority, Status } from '../../../domain/requests/request.ts';
import type { Db } from '../../db/pool.ts';

/**
 * How workers share the lanes. A lane is held by one worker at a time, known by the number of an
 * advisory lock that lives as long as its session: no clock decides who is alive. Every statement
 * commits by itself; what a death leaves between two of them is found by `adoptLanes`.
 */

/** First key of the advisory locks of workers; the second is the worker's number. */
export const WORKER_LOCK_SPACE = 7_265_718;

/** Takes lanes that may be tried now. Several workers skip over each other's. */
export async function holdLanes(
  db: Db,
  worker: number,
  options: {
    readonly channel: Channel;
    readonly now: Instant;
    readonly limit: number;
    /** Recipients whose provider asked to wait. */
    readonly except: readonly string[];
  },
): Promise<readonly number[]> {
  const { channel, now, limit, except } = options;
  const { rows } = await sql<{ id: number }>`
    WITH ready AS MATERIALIZED (
      SELECT id FROM delivery_lanes
      WHERE channel = ${sql.lit(channel)} AND held_by IS NULL AND wake_at <= ${now}::timestamptz
        AND recipient <> ALL (${except}::text[])
        AND EXISTS (SELECT FROM notification_channels AS own
          WHERE own.channel = ${sql.lit(channel)} AND own.off_since IS NULL)
      ORDER BY wake_at LIMIT ${sql.lit(limit)}
      FOR UPDATE SKIP LOCKED
    )
    UPDATE delivery_lanes AS lane SET held_by = ${worker}, wake_at = NULL
    FROM ready WHERE lane.id = ready.id
    RETURNING lane.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** A delivery that an attempt begins with, and everything that decides about it and goes into it. */
export interface StartedDelivery {
  readonly id: number;
  readonly laneId: number;
  readonly channel: Channel;
  readonly recipient: string;
  readonly resend: number;
  readonly attempts: number;
  readonly retryingSince: Instant;
  readonly startedAt: Instant;
  /** When the first attempt began whose answer got lost (N4). */
  readonly uncertainSince: Instant | null;
  readonly providerId: string | null;
  readonly thread: Values | null;
  readonly event: OutboxEvent;
  readonly people: PeopleBefore;
  readonly slackReaction: string | null;
  /** The request to the api that it stems from, as the logs name it. */
  readonly traceId: string | null;
  readonly at: Instant;
  readonly action: EventAction;
  readonly from: Status | null;
  readonly to: Status;
  readonly isInternal: boolean;
  readonly text: string | null;
  readonly isRedacted: boolean;
  readonly actor: Named | null;
  readonly requester: Named;
  readonly request: {
    readonly code: string;
    readonly type: RequestTypeKey;
    readonly variant: string | null;
    readonly partnerName: string | null;
    readonly threadTitle: string;
    readonly team: Team;
    readonly priority: Priority;
    readonly requesterId: number;
    readonly scheduledOn: CalendarDay | null;
    readonly scheduledTimezone: string | null;
    readonly tatStartAt: Instant | null;
    readonly operationNotes: string | null;
  };
  /** The user this is for; null for shared destinations. */
  readonly user: Receiver | null;
  /** Whom a Slack message could mention. */
  readonly mentions: readonly Receiver[];
}

export interface Named {
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string;
}

export interface Receiver extends Named {
  readonly id: number;
  readonly email: string;
  readonly timezone: string;
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
  readonly isActive: boolean;
  readonly slackMemberId: string | null;
  readonly telegramUserId: number | null;
  /** This event on this delivery's channel (N7). */
  readonly hasMuted: boolean;
}

const named = (alias: string): RawBuilder<unknown> => {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`jsonb_build_object('firstName', ${column('first_name')}, 'lastName', ${column('last_name')},
    'username', ${column('username')})`;
};

const receiver = (alias: string): RawBuilder<unknown> => {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`jsonb_build_object('id', ${column('id')}, 'firstName', ${column('first_name')},
    'lastName', ${column('last_name')}, 'username', ${column('username')}, 'email', ${column('email')},
    'timezone', ${column('timezone')}, 'roles', ${column('roles')}, 'teams', ${column('teams')},
    'isActive', ${column('is_active')}, 'slackMemberId', ${column('slack_member_id')},
    'telegramUserId', ${column('telegram_user_id')},
    'hasMuted', EXISTS (SELECT FROM notification_mutes AS mute WHERE mute.user_id = ${column('id')}
      AND mute.event = notifications.event AND mute.channel = started.channel))`;
};

/**
 * Begins an attempt at the first waiting delivery of each held lane, and lets go of lanes whose first
 * one is not due or not there. A statement of its own: `holdLanes` must be committed before, so that
 * this one sees what another worker finished in the lane meanwhile. Lanes are locked in the order in
 * which state changes lock them.
 */
export async function startDeliveries(
  db: Db,
  worker: number,
  laneIds: readonly number[],
  now: Instant,
): Promise<readonly StartedDelivery[]> {
  const { rows } = await sql<StartedDelivery>`
    WITH lane AS (
      SELECT id, thread FROM delivery_lanes
      WHERE id = ANY (${laneIds}::bigint[]) AND held_by = ${worker}
      ORDER BY request_id, channel, recipient
      FOR UPDATE
    ), head AS (
      SELECT lane.id AS lane_id, lane.thread, first.id, first.next_attempt_at, coalesce(first.next_attempt_at <= ${now}::timestamptz, false) AS is_due
      FROM lane
      LEFT JOIN LATERAL (
        SELECT id, next_attempt_at FROM deliveries
        WHERE lane_id = lane.id AND state IN ('pending', 'sending') ORDER BY position LIMIT 1
      ) AS first ON true
    ), released AS (
      UPDATE delivery_lanes
      SET held_by = NULL, wake_at = least(wake_at, head.next_attempt_at)
      FROM head WHERE delivery_lanes.id = head.lane_id AND NOT head.is_due
    ), started AS (
      UPDATE deliveries SET state = 'sending', attempts = attempts + 1,
        attempt_started_at = ${now}::timestamptz,
        retrying_since = coalesce(retrying_since, ${now}::timestamptz)
      FROM head WHERE deliveries.id = head.id AND head.is_due
      RETURNING deliveries.*, head.thread
    )
    SELECT started.id, started.lane_id AS "laneId", started.channel, started.recipient,
      started.resend, started.attempts, started.retrying_since AS "retryingSince",
      started.attempt_started_at AS "startedAt", started.uncertain_since AS "uncertainSince", started.provider_id AS "providerId",
      started.thread, notifications.event, notifications.people,
      notifications.slack_reaction AS "slackReaction", notifications.trace_id AS "traceId", event.at, event.action,
      event.from_status AS "from", event.to_status AS "to",
      coalesce((event.details->>'internal')::boolean, false) AS "isInternal",
      words.message AS text, words.redacted_at IS NOT NULL AS "isRedacted",
      CASE WHEN actor.id IS NOT NULL THEN ${named('actor')} END AS actor,
      ${named('requester')} AS requester,
      jsonb_build_object('code', requests.code, 'type', requests.type, 'variant', requests.variant,
        'partnerName', requests.partner_name, 'threadTitle', requests.thread_title,
        'team', requests.team, 'priority', requests.priority, 'requesterId', requests.requester_id,
        'scheduledOn', requests.scheduled_on, 'scheduledTimezone', requests.scheduled_timezone,
        'operationNotes', coalesce(requests.operation->>'operatingNotes', requests.operation->>'notes')
      ) AS request,
      requests.tat_start_at AS "tatStartAt",
      CASE WHEN receiver.id IS NOT NULL THEN ${receiver('receiver')} END AS "user",
      CASE WHEN started.channel = 'slack' THEN coalesce((
        SELECT jsonb_agg(${receiver('mentioned')} ORDER BY mentioned.id) FROM users AS mentioned
        WHERE mentioned.id = ANY (notifications.slack_mentions)), '[]') ELSE '[]' END AS mentions
    FROM started
    JOIN notifications ON notifications.id = started.notification_id
    JOIN request_events AS event ON event.id = notifications.request_event_id
    LEFT JOIN request_event_texts AS words ON words.event_id = event.id
    JOIN requests ON requests.id = started.request_id
    JOIN users AS requester ON requester.id = requests.requester_id
    LEFT JOIN users AS actor ON actor.id = event.actor_id
    LEFT JOIN users AS receiver ON receiver.id = started.user_id`.execute(db);
  return rows.map((row) => {
    const { tatStartAt } = row as unknown as { tatStartAt: Instant | null };
    return { ...row, request: { ...row.request, tatStartAt } };
  });
}

/** What became of one attempt, as it is recorded. */
export interface Finished {
  readonly channel: Channel;
  readonly deliveryId: number;
  readonly laneId: number;
  /** These two tell the attempt from others at the same delivery. */
  readonly attempts: number;
  readonly startedAt: Instant;
  readonly state: 'pending' | 'sent' | 'unknown' | 'failed' | 'suppressed';
  readonly suppressedReason?: string;
  readonly error?: string | null;
  readonly providerId?: string | null;
  /** For `pending`. */
  readonly nextAttemptAt?: Instant;
  readonly uncertainSince?: Instant | null;
  /** The lane's thread from now on; absent: as it was. */
  readonly thread?: object;
  readonly leftOut?: readonly LeftOutMention[];
  /** The attempt was none: nothing was sent, by nobody's fault. */
  readonly isUncounted?: boolean;
}

/**
 * Records what became of attempts and hands their lanes back: each wakes for its next delivery, or
 * at once for one that was written meanwhile. Lanes are locked in the order in which state changes
 * lock them. What another worker adopted in between is left alone, and so is everything when the
 * outcome was written before and only the answer to that got lost: the lane may be at work again.
 */
export async function finishDeliveries(
  db: Db,
  worker: number,
  results: readonly Finished[],
  now: Instant,
): Promise<void> {
  const rows = JSON.stringify(results, (_, value) =>
    typeof value === 'string' ? kept(value) : value,
  );
  await sql`
    WITH result AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS r ("deliveryId" bigint, "laneId" bigint,
        attempts integer, "startedAt" timestamptz, state text, "suppressedReason" text, error text, "providerId" text,
        "nextAttemptAt" timestamptz, "uncertainSince" timestamptz, thread jsonb, "leftOut" jsonb,
        "isUncounted" boolean)
    ), held AS (
      SELECT lane.id FROM delivery_lanes AS lane JOIN result ON result."laneId" = lane.id
      JOIN deliveries AS tried ON tried.id = result."deliveryId" AND tried.state = 'sending'
        AND tried.attempts = result.attempts AND tried.attempt_started_at = result."startedAt"
      WHERE lane.held_by = ${worker}
      ORDER BY lane.request_id, lane.channel, lane.recipient
      FOR UPDATE OF lane
    ), finished AS (
      UPDATE deliveries SET state = result.state, suppressed_reason = result."suppressedReason",
        last_error = result.error,
        provider_id = coalesce(result."providerId", deliveries.provider_id),
        next_attempt_at = coalesce(result."nextAttemptAt", deliveries.next_attempt_at),
        uncertain_since = result."uncertainSince",
        left_out = coalesce(result."leftOut", deliveries.left_out),
        attempts = deliveries.attempts - coalesce(result."isUncounted", false)::int,
        finished_at = CASE WHEN result.state <> 'pending' THEN ${now}::timestamptz END
      FROM result JOIN held ON held.id = result."laneId"
      WHERE deliveries.id = result."deliveryId" AND deliveries.state = 'sending'
    )
    UPDATE delivery_lanes AS lane SET held_by = NULL,
      thread = coalesce(result.thread, lane.thread),
      wake_at = least(lane.wake_at, next.at)
    FROM held JOIN result ON result."laneId" = held.id
    LEFT JOIN LATERAL (
      SELECT CASE WHEN id = result."deliveryId" THEN result."nextAttemptAt" ELSE next_attempt_at END AS at
      FROM deliveries
      WHERE lane_id = result."laneId" AND state IN ('pending', 'sending')
        AND (id <> result."deliveryId" OR result.state = 'pending')
      ORDER BY position LIMIT 1
    ) AS next ON true
    WHERE lane.id = held.id`.execute(db);
}

/** What a provider says may hold what PostgreSQL keeps in no text; one such outcome must not hold up others. */
function kept(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

/** The numbers of workers that hold lanes and whose session is gone. */
export async function findLostWorkers(db: Db): Promise<readonly number[]> {
  const { rows } = await sql<{ held_by: number }>`
    SELECT DISTINCT held_by FROM delivery_lanes
    WHERE held_by IS NOT NULL AND held_by NOT IN (
      SELECT objid::bigint FROM pg_locks
      WHERE locktype = 'advisory' AND classid = ${sql.lit(WORKER_LOCK_SPACE)} AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`.execute(
    db,
  );
  return rows.map((row) => row.held_by);
}

/**
 * N4: takes over what a dead worker was sending. Whether its provider took it is not known: email
 * goes out again with the same Message-ID, Slack with a bot is read back first, and what can do
 * neither becomes `unknown` and lets the next one pass. What workers died of more than twice waits:
 * it may be what they die of.
 * @param unreadable channels that cannot be read back
 */
export async function adoptLanes(
  db: Db,
  lostWorker: number,
  unreadable: readonly Channel[],
  now: Instant,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    WITH lost AS (
      SELECT id FROM delivery_lanes WHERE held_by = ${lostWorker}
      ORDER BY request_id, channel, recipient FOR UPDATE SKIP LOCKED
    ), settled AS (
      UPDATE deliveries SET
        state = CASE WHEN channel = ANY (${unreadable}::text[]) THEN 'unknown' ELSE 'pending' END,
        finished_at = CASE WHEN channel = ANY (${unreadable}::text[]) THEN ${now}::timestamptz END,
        uncertain_since = coalesce(uncertain_since, attempt_started_at),
        last_error = 'The worker ended before the answer arrived',
        next_attempt_at = ${now}::timestamptz + CASE WHEN attempts > 2
          THEN least(900, 2 ^ least(attempts, 10)) * interval '1 second' ELSE interval '0' END
      FROM lost WHERE lane_id = lost.id AND state = 'sending'
    )
    UPDATE delivery_lanes AS lane SET held_by = NULL, wake_at = ${now}::timestamptz
    FROM lost WHERE lane.id = lost.id
    RETURNING lane.id`.execute(db);
  return rows.length;
}

/**
 * Wakes lanes that nobody will come back to: something waits in them and they have no time, or one
 * that lies further ahead than any pause, because a clock was set back.
 * @param latest no honest pause ends after this
 */
export async function wakeForgottenLanes(db: Db, now: Instant, latest: Instant): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    WITH late AS (
      UPDATE deliveries SET next_attempt_at = ${now}::timestamptz
      WHERE id IN (
        SELECT id FROM deliveries
        WHERE state = 'pending' AND next_attempt_at
          > CASE attempts WHEN 0 THEN ${now}::timestamptz ELSE ${latest}::timestamptz END
        FOR UPDATE SKIP LOCKED)
    )
    UPDATE delivery_lanes SET wake_at = ${now}::timestamptz
    WHERE id IN (
      SELECT lane.id FROM delivery_lanes AS lane JOIN deliveries ON deliveries.lane_id = lane.id
      WHERE lane.held_by IS NULL AND deliveries.state = 'pending'
        AND (lane.wake_at IS NULL OR lane.wake_at > ${latest}::timestamptz
          OR (lane.wake_at > ${now}::timestamptz AND deliveries.attempts = 0
            AND NOT EXISTS (SELECT FROM deliveries AS earlier
              WHERE earlier.lane_id = lane.id AND earlier.position < deliveries.position
                AND earlier.state IN ('pending', 'sending'))))
      FOR UPDATE OF lane SKIP LOCKED)
    RETURNING id`.execute(db);
  return rows.length;
}
