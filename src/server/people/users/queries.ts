import { type RawBuilder, sql } from 'kysely';
import type { UserState } from '../../../domain/accounts.ts';
import type { UsersQuery } from '../../../domain/api/users.ts';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import { plainText } from '../../../domain/kernel/text.ts';
import type { Role, Team } from '../../../domain/people.ts';
import { isLive } from '../../auth/sessions-queries.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';
import { containing } from '../queries.ts';
import type { Place } from './cursor.ts';

export interface UserListRow {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly timezone: string;
  readonly roles: Role[];
  readonly teams: Team[];
  readonly state: UserState;
  readonly created_at: Instant;
  readonly last_sign_in_at: Instant | null;
  readonly live_sessions: number;
}

export interface UserDetailRow extends UserListRow {
  readonly slack_member_id: string | null;
  readonly has_telegram: boolean;
  readonly registered_at: Instant | null;
  readonly erased_at: Instant | null;
  readonly is_last_admin: boolean;
}

const STATE = sql<UserState>`(CASE
  WHEN erased_at IS NOT NULL THEN 'erased'
  WHEN NOT is_active THEN 'deactivated'
  WHEN password_hash IS NULL THEN 'invited'
  WHEN registered_at IS NOT NULL AND roles = '{}' AND teams = '{}' THEN 'waiting'
  ELSE 'active' END)`;

/** `displayName` in SQL, in small letters. */
const SORT_NAME = sql<string>`lower(coalesce(nullif(btrim(first_name || ' ' || last_name), ''), username))`;

const COLUMNS = sql`users.id, username, email, first_name, last_name, timezone, roles, teams,
  ${STATE} AS state, created_at, last_sign_in_at`;

const liveSessionsOf = (id: RawBuilder<unknown>, now: Instant) =>
  sql`(SELECT count(*) FROM sessions WHERE sessions.user_id = ${id} AND ${isLive(now)})`;

export interface UserListPage {
  /** One more than asked for when there is a next page. */
  readonly rows: readonly (UserListRow & { readonly sort_name: string })[];
  readonly total: number;
  readonly waiting: number;
}

/** A page, how many match on all pages and how many wait: one statement, one state of the table. */
export async function listUsers(
  db: Db,
  query: UsersQuery,
  after: Place | null,
  now: Instant,
): Promise<UserListPage> {
  const search = plainText(query.search ?? '').trim();
  const pattern = search === '' ? null : containing(search);
  const { rows } = await sql<
    UserListPage['rows'][number] & { id: number | null; total: number; waiting: number }
  >`
    WITH matching AS (
      SELECT ${COLUMNS}, ${SORT_NAME} AS sort_name FROM users
      WHERE (${pattern}::text IS NULL
          OR (first_name || ' ' || last_name || ' ' || username || ' ' || email) ILIKE ${pattern})
        AND (${listOrNull(query.state)}::text[] IS NULL OR ${STATE} = ANY(${listOrNull(query.state)}))
        AND (${listOrNull(query.role)}::text[] IS NULL OR roles && ${listOrNull(query.role)})
        AND (${listOrNull(query.team)}::text[] IS NULL OR teams && ${listOrNull(query.team)})
    ), page AS (
      SELECT * FROM matching
      WHERE ${after?.name ?? null}::text IS NULL
        OR (sort_name, id) > (${after?.name ?? null}::text, ${after?.id ?? null}::bigint)
      ORDER BY sort_name, id LIMIT ${sql.lit(query.limit + 1)}
    ), facts AS (
      SELECT (SELECT count(*) FROM matching) AS total,
        (SELECT count(*) FROM users WHERE ${STATE} = 'waiting') AS waiting
    )
    SELECT page.*, facts.total, facts.waiting, ${liveSessionsOf(sql`page.id`, now)} AS live_sessions
    FROM facts LEFT JOIN page ON true
    ORDER BY page.sort_name, page.id`.execute(db);
  return {
    rows: rows.filter(({ id }) => id !== null),
    total: rows[0]?.total ?? 0,
    waiting: rows[0]?.waiting ?? 0,
  };
}

const listOrNull = (given: readonly string[] | undefined): string[] | null =>
  given === undefined || given.length === 0 ? null : [...given];

export async function findUser(
  db: Db | Tx,
  id: number,
  now: Instant,
): Promise<UserDetailRow | undefined> {
  const { rows } = await sql<UserDetailRow>`
    SELECT ${COLUMNS}, slack_member_id, telegram_user_id IS NOT NULL AS has_telegram, registered_at,
      erased_at, ${liveSessionsOf(sql`users.id`, now)} AS live_sessions,
      is_active AND roles @> ARRAY['admin'] AND NOT EXISTS (
        SELECT FROM users AS other
        WHERE other.is_active AND other.roles @> ARRAY['admin'] AND other.id <> users.id
      ) AS is_last_admin
    FROM users WHERE users.id = ${id}`.execute(db);
  return rows[0];
}

export interface OpenRequests {
  readonly requested: number;
  readonly operating: number;
  readonly checking: number;
}

/** Operating and checking: what is assigned to them now, not what waits for others after them (section 2). */
export async function countOpenRequests(db: Db | Tx, userId: number): Promise<OpenRequests> {
  const open = sql`status NOT IN ('completed', 'cancelled')`;
  const { rows } = await sql<OpenRequests>`
    SELECT
      (SELECT count(*) FROM requests WHERE requester_id = ${userId} AND ${open}) AS requested,
      (SELECT count(*) FROM requests
        WHERE operator_id = ${userId} AND status = 'in_progress') AS operating,
      (SELECT count(*) FROM requests
        WHERE qa_agent_id = ${userId} AND status = 'qa_in_progress') AS checking`.execute(db);
  return rows[0] ?? { requested: 0, operating: 0, checking: 0 };
}
