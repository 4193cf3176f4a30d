import type { AccountNotice } from '../../../domain/account-messages.ts';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';

export async function insertNotice(
  tx: Tx,
  notice: {
    readonly kind: AccountNotice;
    readonly userId: number;
    readonly email: string;
    readonly now: Instant;
  },
): Promise<number> {
  const { id } = await tx
    .insertInto('account_notices')
    .values({
      kind: notice.kind,
      user_id: notice.userId,
      email: notice.email,
      created_at: notice.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface NoticeRow {
  readonly id: number;
  readonly kind: AccountNotice;
  readonly email: string;
  readonly created_at: Instant;
  readonly username: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly timezone: string;
}

/** A notice that is still to be mailed. Deactivated people hear of changes too; erased ones cannot. */
export async function findUnsentNotice(db: Db, id: number): Promise<NoticeRow | undefined> {
  const row = await db
    .selectFrom('account_notices as notice')
    .innerJoin('users', 'users.id', 'notice.user_id')
    .select(['notice.id', 'kind', 'notice.email', 'notice.created_at'])
    .select(['username', 'first_name', 'last_name', 'timezone'])
    .where('notice.id', '=', id)
    .where('mailed_at', 'is', null)
    .executeTakeFirst();
  return row === undefined || row.email === null ? undefined : { ...row, email: row.email };
}

export async function markNoticeMailed(tx: Tx, id: number, now: Instant): Promise<void> {
  await tx.updateTable('account_notices').set({ mailed_at: now }).where('id', '=', id).execute();
}
