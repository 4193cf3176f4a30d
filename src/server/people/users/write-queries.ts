import { type SqlBool, sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Role, Team } from '../../../domain/people.ts';
import { erasedProfile, type Profile } from '../../../domain/profile.ts';
import type { Tx } from '../../db/transaction.ts';

export interface LockedUser {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly timezone: string;
  readonly slack_member_id: string | null;
  readonly roles: Role[];
  readonly teams: Team[];
  readonly is_active: boolean;
  readonly has_password: boolean;
  readonly erased_at: Instant | null;
}

/**
 * Holds both people in the order of their ids: two admins who change each other take turns, and the
 * second one meets what the first has made of them.
 */
export function lockUsers(tx: Tx, ids: readonly number[]): Promise<LockedUser[]> {
  return tx
    .selectFrom('users')
    .select(['id', 'username', 'email', 'first_name', 'last_name', 'timezone', 'slack_member_id'])
    .select(['roles', 'teams', 'is_active', 'erased_at'])
    .select(sql<boolean>`password_hash IS NOT NULL`.as('has_password'))
    .where(sql<SqlBool>`id = ANY(${[...ids]}::bigint[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** Keeps somebody from being demoted or deactivated until the transaction ends; several may at once. */
export function shareUser(
  tx: Tx,
  id: number,
): Promise<Pick<LockedUser, 'is_active' | 'roles'> | undefined> {
  return tx
    .selectFrom('users')
    .select(['is_active', 'roles'])
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst();
}

export interface UserChange extends Partial<Profile> {
  readonly email?: string;
  readonly roles?: readonly Role[];
  readonly teams?: readonly Team[];
}

export async function updateUser(
  tx: Tx,
  id: number,
  change: UserChange,
  now: Instant,
): Promise<void> {
  await tx
    .updateTable('users')
    .set({
      email: change.email,
      username: change.username,
      first_name: change.firstName,
      last_name: change.lastName,
      timezone: change.timezone,
      slack_member_id: change.slackMemberId,
      roles: change.roles && [...change.roles],
      teams: change.teams && [...change.teams],
      updated_at: now,
    })
    .where('id', '=', id)
    .execute();
}

export async function setActive(
  tx: Tx,
  id: number,
  isActive: boolean,
  now: Instant,
): Promise<void> {
  await tx
    .updateTable('users')
    .set({ is_active: isActive, updated_at: now })
    .where('id', '=', id)
    .execute();
}

/**
 * P7: leaves of a person what events need to name them by, and nothing that says who it was. Uploads
 * that no request or draft holds any more go with the next sweep (F5).
 */
export async function eraseUser(tx: Tx, id: number, now: Instant): Promise<void> {
  const { username, email, firstName, lastName, timezone } = erasedProfile(id);
  await forgetLinks(tx, id, now);
  await tx
    .updateTable('users')
    .set({
      username,
      email,
      first_name: firstName,
      last_name: lastName,
      timezone,
      slack_member_id: null,
      telegram_user_id: null,
      password_hash: null,
      roles: [],
      teams: [],
      is_active: false,
      erased_at: now,
      updated_at: now,
    })
    .where('id', '=', id)
    .execute();
  await tx.deleteFrom('sessions').where('user_id', '=', id).execute();
  await tx.deleteFrom('drafts').where('user_id', '=', id).execute();
  await tx.deleteFrom('idempotency_keys').where('user_id', '=', id).execute();
  await tx.deleteFrom('notification_mutes').where('user_id', '=', id).execute();
  await tx.deleteFrom('telegram_links').where('user_id', '=', id).execute();
  await tx.updateTable('account_notices').set({ email: null }).where('user_id', '=', id).execute();
  await forgetDeliveries(tx, id);
}

/**
 * Addresses of links, which stop working: their own, and those of registrations with any address that
 * the account has or had, which belong to nobody. An address they asked for and never confirmed may be
 * somebody else's. Comes before everything that tells which addresses those were.
 */
async function forgetLinks(tx: Tx, id: number, now: Instant): Promise<void> {
  await sql`
    UPDATE account_links SET email = NULL,
      revoked_at = CASE WHEN used_at IS NULL THEN coalesce(revoked_at, ${now}::timestamptz)
        ELSE revoked_at END
    WHERE user_id = ${id} OR (user_id IS NULL AND email IN (
      SELECT email FROM users WHERE id = ${id}
      UNION ALL SELECT email FROM account_notices WHERE user_id = ${id}
      UNION ALL SELECT email FROM account_links WHERE user_id = ${id}
        AND (purpose <> 'email_change' OR used_at IS NOT NULL)))`.execute(tx);
}

/** Errors may quote the address; Telegram's ids of chat and message hold the number of the account. */
async function forgetDeliveries(tx: Tx, id: number): Promise<void> {
  const recipient = `user:${id}`;
  await tx
    .updateTable('deliveries')
    .set({
      last_error: null,
      provider_id: sql<
        string | null
      >`CASE WHEN channel = 'telegram' THEN NULL ELSE provider_id END`,
    })
    .where('recipient', '=', recipient)
    .where((eb) =>
      eb.or([
        eb('last_error', 'is not', null),
        eb.and([eb('channel', '=', 'telegram'), eb('provider_id', 'is not', null)]),
      ]),
    )
    .execute();
  await tx
    .updateTable('delivery_lanes')
    .set({ thread: null })
    .where('recipient', '=', recipient)
    .where('channel', '=', 'telegram')
    .execute();
}
