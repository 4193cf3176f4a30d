import { sql } from 'kysely';
import type { Channel, DeliveryState } from '../../src/domain/notifications/deliveries.ts';
import type { Role, Team } from '../../src/domain/people.ts';
import type { Db } from '../../src/server/db/pool.ts';
import {
  NOTIFICATION_SETTING_KEYS,
  type NotificationSettings,
} from '../../src/server/settings/notifications.ts';

export interface NewPerson {
  readonly username: string;
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
  readonly slackMemberId: string | null;
  readonly telegramUserId: number | null;
  readonly sessionHash: Buffer;
}

/** A person who can be reached on every channel, signed in. @returns the id */
export async function insertPerson(db: Db, person: NewPerson): Promise<number> {
  const { id } = await db
    .insertInto('users')
    .values({
      username: person.username,
      email: `${person.username}@example.com`,
      first_name: person.username,
      last_name: 'Example',
      timezone: 'Europe/Berlin',
      roles: [...person.roles],
      teams: [...person.teams],
      slack_member_id: person.slackMemberId,
      telegram_user_id: person.telegramUserId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`
    INSERT INTO sessions (token_hash, user_id, last_seen_at, expires_at)
    VALUES (${person.sessionHash}, ${id}, now(), now() + interval '1 day')`.execute(db);
  return id;
}

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

/** A delivery after the run, with what its message is to be recognised by. */
export interface FinalDelivery {
  readonly id: number;
  readonly resend: number;
  readonly laneId: number;
  readonly code: string;
  readonly channel: Channel;
  readonly recipient: string;
  /** Of the user it is for; null for shared destinations. */
  readonly userEmail: string | null;
  readonly telegramUserId: number | null;
  readonly event: string;
  readonly reaction: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly providerId: string | null;
  readonly lastError: string | null;
  /** What somebody typed with the event. */
  readonly text: string | null;
}

/** In lanes, each in the order of N3. */
export async function finalDeliveries(db: Db): Promise<readonly FinalDelivery[]> {
  const { rows } = await sql<FinalDelivery>`
    SELECT deliveries.id, deliveries.resend, lane_id AS "laneId", code, channel, recipient,
      users.email AS "userEmail", users.telegram_user_id AS "telegramUserId", notifications.event,
      notifications.slack_reaction AS reaction, deliveries.state, attempts,
      provider_id AS "providerId", last_error AS "lastError", words.message AS text
    FROM deliveries
    JOIN notifications ON notifications.id = deliveries.notification_id
    JOIN requests ON requests.id = deliveries.request_id
    LEFT JOIN users ON users.id = deliveries.user_id
    LEFT JOIN request_event_texts AS words ON words.event_id = notifications.request_event_id
    ORDER BY lane_id, deliveries.position`.execute(db);
  return rows;
}

export interface Waiting {
  readonly channel: Channel;
  readonly count: number;
  readonly error: string | null;
}

/** What still waits, by channel and reason. */
export async function waitingDeliveries(db: Db): Promise<readonly Waiting[]> {
  const { rows } = await sql<Waiting>`
    SELECT channel, count(*)::int AS count, last_error AS error FROM deliveries
    WHERE state IN ('pending', 'sending') GROUP BY channel, last_error ORDER BY 2 DESC`.execute(db);
  return rows;
}

export interface Tally {
  readonly events: number;
  readonly requests: number;
  /** Lanes that a worker still seems to hold. */
  readonly held: number;
}

export async function tally(db: Db): Promise<Tally> {
  const { rows } = await sql<Tally>`
    SELECT (SELECT count(*) FROM notifications)::int AS events,
      (SELECT count(*) FROM requests)::int AS requests,
      (SELECT count(*) FROM delivery_lanes WHERE held_by IS NOT NULL)::int AS held`.execute(db);
  return rows[0] ?? { events: 0, requests: 0, held: 0 };
}

/** As if the time had come for whatever is to be tried again later: a run need not last for hours. */
export async function letPausesPass(db: Db): Promise<void> {
  await sql`
    WITH lane AS (
      UPDATE delivery_lanes SET wake_at = now() WHERE wake_at > now() AND held_by IS NULL
      RETURNING id
    )
    UPDATE deliveries SET next_attempt_at = now()
    FROM lane WHERE lane_id = lane.id AND state = 'pending'`.execute(db);
}
