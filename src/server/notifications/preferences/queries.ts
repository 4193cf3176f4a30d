import type { Channel } from '../../../domain/notifications/deliveries.ts';
import type { OutboxEvent } from '../../../domain/notifications/events.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';

export interface Mute {
  readonly event: OutboxEvent;
  readonly channel: Channel;
}

export function loadMutes(db: Db, userId: number): Promise<readonly Mute[]> {
  return db
    .selectFrom('notification_mutes')
    .select(['event', 'channel'])
    .where('user_id', '=', userId)
    .orderBy('event')
    .orderBy('channel')
    .execute();
}

export async function isTelegramLinked(db: Db, userId: number): Promise<boolean> {
  const { telegram_user_id } = await db
    .selectFrom('users')
    .select('telegram_user_id')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return telegram_user_id !== null;
}

/** @returns whether that changed anything */
export async function storeMute(tx: Tx, userId: number, mute: Mute): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('notification_mutes')
    .values({ user_id: userId, ...mute })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** @returns whether that changed anything */
export async function deleteMute(tx: Tx, userId: number, mute: Mute): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('notification_mutes')
    .where('user_id', '=', userId)
    .where('event', '=', mute.event)
    .where('channel', '=', mute.channel)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

/** Whom a link in a mail speaks for, and what they chose by now; undefined when there is nobody. */
export function findMuter(
  db: Db | Tx,
  userId: number,
  event: OutboxEvent,
): Promise<
  { readonly username: string; readonly email: string; readonly is_muted: boolean } | undefined
> {
  return db
    .selectFrom('users')
    .leftJoin('notification_mutes as mute', (join) =>
      join
        .onRef('mute.user_id', '=', 'users.id')
        .on('mute.event', '=', event)
        .on('mute.channel', '=', 'email'),
    )
    .select(['username', 'email'])
    .select((eb) => eb('mute.user_id', 'is not', null).$castTo<boolean>().as('is_muted'))
    .where('users.id', '=', userId)
    .executeTakeFirst();
}
