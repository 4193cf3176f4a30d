import { CompiledQuery, sql } from 'kysely';
import { addMs, type Instant } from '../../domain/kernel/calendar.ts';
import type { Role, Team } from '../../domain/people.ts';
import type { Db } from '../db/pool.ts';
import type { AttemptKind } from '../db/schema.ts';
import type { Tx } from '../db/transaction.ts';
import { ABSOLUTE_LIFETIME_MS, IDLE_LIFETIME_MS, LAST_SEEN_INTERVAL_MS } from './tokens.ts';

export interface SessionRow {
  readonly id: number;
  readonly username: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly roles: Role[];
  readonly teams: Team[];
  readonly timezone: string;
  readonly last_seen_at: Instant;
}

/**
 * Asked by every request, so a constant text instead of a built query: named once, planned once.
 * Deactivation shows here at once, whatever became of the session's row.
 */
const FIND_SESSION = `
  SELECT u.id, u.username, u.first_name, u.last_name, u.roles, u.teams, u.timezone, s.last_seen_at
  FROM sessions s JOIN users u ON u.id = s.user_id
  WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.last_seen_at > $3 AND u.is_active`;

export async function findSession(
  db: Db,
  tokenHash: Buffer,
  now: Instant,
): Promise<SessionRow | undefined> {
  const { rows } = await db.executeQuery<SessionRow>(
    CompiledQuery.raw(FIND_SESSION, [tokenHash, now, addMs(now, -IDLE_LIFETIME_MS)]),
  );
  return rows[0];
}

/** Several requests at once find the same stale time: the first one writes. */
export async function touchSession(tx: Tx, tokenHash: Buffer, now: Instant): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ last_seen_at: now })
    .where('token_hash', '=', tokenHash)
    .where('last_seen_at', '<', addMs(now, -LAST_SEEN_INTERVAL_MS))
    .execute();
}

export async function insertSession(
  tx: Tx,
  session: {
    readonly tokenHash: Buffer;
    readonly userId: number;
    readonly address: string;
    readonly userAgent: string | null;
    readonly now: Instant;
  },
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      user_id: session.userId,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: addMs(session.now, ABSOLUTE_LIFETIME_MS),
      address: session.address,
      user_agent: session.userAgent,
    })
    .execute();
}

/** Ends one session; tells whose it was. */
export async function deleteSession(tx: Tx, tokenHash: Buffer): Promise<number | null> {
  const row = await tx
    .deleteFrom('sessions')
    .where('token_hash', '=', tokenHash)
    .returning('user_id')
    .executeTakeFirst();
  return row?.user_id ?? null;
}

/** Ends a person's sessions but the one they are using; tells how many. */
export async function deleteOtherSessions(
  tx: Tx,
  userId: number,
  keep: Uint8Array,
): Promise<number> {
  const result = await tx
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .where('token_hash', '!=', keep)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Whose password was checked, and against which hash. */
export interface Credentials {
  readonly id: number;
  readonly password_hash: string | null;
}

export interface Account extends Credentials {
  readonly username: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly is_active: boolean;
}

export function findAccountByEmail(db: Db, email: string): Promise<Account | undefined> {
  return account(db).where('email', '=', email).executeTakeFirst();
}

export function findAccount(db: Db, id: number): Promise<Account | undefined> {
  return account(db).where('id', '=', id).executeTakeFirst();
}

const account = (db: Db) =>
  db
    .selectFrom('users')
    .select(['id', 'username', 'email', 'first_name', 'last_name', 'password_hash', 'is_active']);

/**
 * Marks the sign-in, and holds the account until the session stands: one that was deactivated or
 * changed its password since the check is refused, one deactivated after finds the session to end.
 */
export async function markSignedIn(tx: Tx, checked: Credentials, now: Instant): Promise<boolean> {
  const row = await tx
    .updateTable('users')
    .set({ last_sign_in_at: now })
    .where('id', '=', checked.id)
    .where('is_active', '=', true)
    .where('password_hash', '=', checked.password_hash)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Replaces the hash that was checked; false when somebody replaced it meanwhile. */
export async function replacePassword(
  tx: Tx,
  checked: Credentials,
  passwordHash: string,
  now: Instant,
): Promise<boolean> {
  const row = await tx
    .updateTable('users')
    .set({ password_hash: passwordHash, updated_at: now })
    .where('id', '=', checked.id)
    .where('password_hash', '=', checked.password_hash)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface Attempts {
  /** Failures from this address within the window, and when the oldest of them was. */
  readonly fromAddress: number;
  readonly oldest: Instant | null;
  /** Failures on this account within the window since it was last signed in to. */
  readonly onAccount: number;
}

/** Attempts from one address are counted one after the other: a burst cannot overtake the count. */
export async function lockAddress(tx: Tx, kind: AttemptKind, address: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${kind} ${address}`}, 0))`.execute(tx);
}

export async function countFailures(
  db: Db | Tx,
  kind: AttemptKind,
  address: string,
  accountHash: Buffer,
  since: Instant,
): Promise<Attempts> {
  const { rows } = await sql<Attempts>`
    SELECT
      (SELECT count(*) FROM sign_in_attempts
        WHERE kind = ${kind} AND address = ${address}::inet AND at > ${since}
          AND NOT succeeded) AS "fromAddress",
      (SELECT min(at) FROM sign_in_attempts
        WHERE kind = ${kind} AND address = ${address}::inet AND at > ${since}
          AND NOT succeeded) AS "oldest",
      (SELECT count(*) FROM sign_in_attempts
        WHERE account_hash = ${accountHash} AND at > ${since} AND NOT succeeded
          AND id > coalesce((SELECT max(id) FROM sign_in_attempts
            WHERE account_hash = ${accountHash} AND at > ${since} AND succeeded), 0)) AS "onAccount"`.execute(
    db,
  );
  return rows[0] ?? { fromAddress: 0, oldest: null, onAccount: 0 };
}

/** Counted as failed until it has succeeded, so that attempts still being checked count too. */
export async function insertAttempt(
  tx: Tx,
  kind: AttemptKind,
  address: string,
  accountHash: Buffer,
  now: Instant,
): Promise<number> {
  const { id } = await tx
    .insertInto('sign_in_attempts')
    .values({ kind, address, account_hash: accountHash, at: now, succeeded: false })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function markAttemptSucceeded(tx: Tx, attemptId: number): Promise<void> {
  await tx
    .updateTable('sign_in_attempts')
    .set({ succeeded: true })
    .where('id', '=', attemptId)
    .execute();
}
