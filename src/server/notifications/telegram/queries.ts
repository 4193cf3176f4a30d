import { sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Tx } from '../../db/transaction.ts';

/** Locks the person, so that of two links made at once one is the newer. */
export async function replaceLink(
  tx: Tx,
  link: { readonly userId: number; readonly tokenHash: Uint8Array; readonly expiresAt: Instant },
): Promise<void> {
  await lockPerson(tx, link.userId);
  await deleteLinks(tx, link.userId);
  await tx
    .insertInto('telegram_links')
    .values({ token_hash: link.tokenHash, user_id: link.userId, expires_at: link.expiresAt })
    .execute();
}

export async function deleteLinks(tx: Tx, userId: number): Promise<void> {
  await tx.deleteFrom('telegram_links').where('user_id', '=', userId).execute();
}

/** Whom a start link was made for; undefined when it is over, unknown, or its person inactive. */
export async function findLinkOwner(
  tx: Tx,
  tokenHash: Uint8Array,
  now: Instant,
): Promise<LinkedPerson | undefined> {
  const findLink = () =>
    tx
      .selectFrom('telegram_links')
      .select('user_id')
      .where('token_hash', '=', tokenHash)
      .where('expires_at', '>', now)
      .executeTakeFirst();
  const link = await findLink();
  if (link === undefined) return undefined;
  const person = await lockPerson(tx, link.user_id);
  // Links change under the lock of their person only: now it is there to stay, or gone.
  return person.is_active && (await findLink()) !== undefined ? person : undefined;
}

export interface LinkedPerson {
  readonly id: number;
  readonly username: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly is_active: boolean;
  readonly telegram_user_id: number | null;
}

const PERSON = [
  'id',
  'username',
  'first_name',
  'last_name',
  'is_active',
  'telegram_user_id',
] as const;

/** Locked until the transaction ends. */
export function lockPerson(tx: Tx, userId: number): Promise<LinkedPerson> {
  return tx
    .selectFrom('users')
    .select(PERSON)
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export function findByTelegramId(
  tx: Tx,
  telegramUserId: number,
): Promise<LinkedPerson | undefined> {
  return tx
    .selectFrom('users')
    .select(PERSON)
    .where('telegram_user_id', '=', telegramUserId)
    .forUpdate()
    .executeTakeFirst();
}

export async function setTelegramId(
  tx: Tx,
  userId: number,
  telegramUserId: number | null,
  now: Instant,
): Promise<void> {
  await tx
    .updateTable('users')
    .set({ telegram_user_id: telegramUserId, updated_at: now })
    .where('id', '=', userId)
    .execute();
}

/** Two chats that ask at once must not both take over one Telegram account. */
export async function lockTelegramId(tx: Tx, telegramUserId: number): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`telegram ${telegramUserId}`}, 0))`.execute(
    tx,
  );
}
