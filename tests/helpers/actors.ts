import { instant } from '../../src/domain/kernel/calendar.ts';
import type { Role, Team } from '../../src/domain/people.ts';
import { cookieName } from '../../src/server/auth/cookie.ts';
import { hashToken, newToken } from '../../src/server/auth/tokens.ts';
import type { Db } from '../../src/server/db/pool.ts';

export interface TestUser {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** First and last name, as people see it. */
  readonly name: string;
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
  readonly timezone: string;
  /** Of a session that no clock of a test outlives. */
  readonly token: string;
}

export interface UserOptions {
  readonly username?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly roles?: readonly Role[];
  readonly teams?: readonly Team[];
  readonly timezone?: string;
  readonly isActive?: boolean;
  readonly passwordHash?: string;
}

const FAR_AWAY = instant('2100-01-01T00:00:00Z');

let made = 0;

/** Inserts a person with a live session; unnamed ones are told apart by a number. */
export async function makeUser(db: Db, options: UserOptions = {}): Promise<TestUser> {
  made += 1;
  const username = options.username ?? `person-${process.pid}-${made}`;
  const firstName = options.firstName ?? 'Person';
  const lastName = options.lastName ?? `Number ${made}`;
  const roles = options.roles ?? [];
  const teams = options.teams ?? [];
  const timezone = options.timezone ?? 'UTC';
  const email = `${username.toLowerCase()}@example.com`;
  const { id } = await db
    .insertInto('users')
    .values({
      username,
      email,
      first_name: firstName,
      last_name: lastName,
      roles: [...roles],
      teams: [...teams],
      timezone,
      is_active: options.isActive ?? true,
      password_hash: options.passwordHash ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const token = newToken();
  await addSession(db, id, token);
  const name = `${firstName} ${lastName}`.trim() || username;
  return { id, username, email, firstName, lastName, name, roles, teams, timezone, token };
}

/** A further session for somebody, as if signed in on another device. */
export async function addSession(db: Db, userId: number, token: string): Promise<void> {
  const tokenHash = hashToken(token);
  if (tokenHash === null) throw new Error('not a session token');
  await db
    .insertInto('sessions')
    .values({
      token_hash: tokenHash,
      user_id: userId,
      last_seen_at: FAR_AWAY,
      expires_at: FAR_AWAY,
    })
    .execute();
}

/** Request headers of this person: `app.inject({ …, headers: as(user) })`. */
export function as(user: { readonly token: string }): { cookie: string } {
  return { cookie: `${cookieName(false)}=${user.token}` };
}
