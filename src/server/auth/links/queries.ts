import type { LinkPurpose } from '../../../domain/api/account.ts';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Profile } from '../../../domain/profile.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';

export interface NewLink {
  readonly purpose: LinkPurpose;
  /** Null for a registration only. */
  readonly userId: number | null;
  readonly email: string;
  readonly createdBy: number | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

export async function insertLink(tx: Tx, link: NewLink): Promise<number> {
  const { id } = await tx
    .insertInto('account_links')
    .values({
      purpose: link.purpose,
      user_id: link.userId,
      email: link.email,
      created_at: link.createdAt,
      created_by: link.createdBy,
      expires_at: link.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Takes back the links of a person that are still to be used; tells how many. */
export async function revokeLinks(
  tx: Tx,
  userId: number,
  purposes: readonly LinkPurpose[],
  now: Instant,
): Promise<number> {
  const result = await tx
    .updateTable('account_links')
    .set({ revoked_at: now })
    .where('user_id', '=', userId)
    .where('purpose', 'in', [...purposes])
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** The same for somebody who has no account yet. */
export async function revokeRegistration(tx: Tx, email: string, now: Instant): Promise<void> {
  await tx
    .updateTable('account_links')
    .set({ revoked_at: now })
    .where('purpose', '=', 'registration')
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}

export interface LinkRow {
  readonly id: number;
  readonly purpose: LinkPurpose;
  readonly user_id: number | null;
  readonly email: string;
  readonly created_at: Instant;
  readonly expires_at: Instant;
  readonly mailed_at: Instant | null;
  readonly username: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly timezone: string | null;
  readonly asker_username: string | null;
  readonly asker_first_name: string | null;
  readonly asker_last_name: string | null;
}

/** A link that works now: not used, over, replaced or taken back, and its person is active. */
export async function findLink(
  db: Db | Tx,
  id: number,
  now: Instant,
): Promise<LinkRow | undefined> {
  const row = await db
    .selectFrom('account_links as link')
    .leftJoin('users as owner', 'owner.id', 'link.user_id')
    .leftJoin('users as asker', 'asker.id', 'link.created_by')
    .select(['link.id', 'purpose', 'user_id', 'link.email', 'link.created_at', 'link.expires_at'])
    .select(['mailed_at', 'owner.username', 'owner.first_name', 'owner.last_name'])
    .select(['owner.timezone', 'asker.username as asker_username'])
    .select(['asker.first_name as asker_first_name', 'asker.last_name as asker_last_name'])
    .where('link.id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where((eb) => eb.or([eb('link.user_id', 'is', null), eb('owner.is_active', '=', true)]))
    .executeTakeFirst();
  return row === undefined || row.email === null ? undefined : { ...row, email: row.email };
}

export async function lockOwner(tx: Tx, userId: number): Promise<void> {
  await tx.selectFrom('users').select('id').where('id', '=', userId).forNoKeyUpdate().execute();
}

/** Marks the link as used; false when somebody else used it, or took it back, first. */
export async function markLinkUsed(tx: Tx, id: number, now: Instant): Promise<boolean> {
  const row = await tx
    .updateTable('account_links')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function markLinkMailed(tx: Tx, id: number, now: Instant): Promise<void> {
  await tx.updateTable('account_links').set({ mailed_at: now }).where('id', '=', id).execute();
}

export interface OpenLink {
  readonly purpose: LinkPurpose;
  readonly email: string;
  readonly created_at: Instant;
  readonly expires_at: Instant;
  readonly mailed_at: Instant | null;
}

/** The link of one of these purposes that was sent last and still works. */
export async function findOpenLink(
  db: Db | Tx,
  userId: number,
  purposes: readonly LinkPurpose[],
  now: Instant,
): Promise<OpenLink | null> {
  const row = await db
    .selectFrom('account_links')
    .select(['purpose', 'email', 'created_at', 'expires_at', 'mailed_at'])
    .where('user_id', '=', userId)
    .where('purpose', 'in', [...purposes])
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined || row.email === null ? null : { ...row, email: row.email };
}

/** Sets the password, and the given names; false for somebody who is not active. */
export async function givePassword(
  tx: Tx,
  userId: number,
  passwordHash: string,
  profile: Partial<Profile>,
  now: Instant,
): Promise<boolean> {
  const row = await tx
    .updateTable('users')
    .set({
      password_hash: passwordHash,
      username: profile.username,
      first_name: profile.firstName,
      last_name: profile.lastName,
      timezone: profile.timezone,
      updated_at: now,
    })
    .where('id', '=', userId)
    .where('is_active', '=', true)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends all sessions of a person; tells how many. */
export async function endSessions(tx: Tx, userId: number): Promise<number> {
  const result = await tx.deleteFrom('sessions').where('user_id', '=', userId).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Gives an active person another address; the former one, or null when they are not active. */
export async function replaceEmail(
  tx: Tx,
  userId: number,
  email: string,
  now: Instant,
): Promise<string | null> {
  const former = await tx
    .selectFrom('users')
    .select('email')
    .where('id', '=', userId)
    .where('is_active', '=', true)
    .forUpdate()
    .executeTakeFirst();
  if (former === undefined) return null;
  await tx.updateTable('users').set({ email, updated_at: now }).where('id', '=', userId).execute();
  return former.email;
}
