import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Tx } from '../../db/transaction.ts';
import { NOTIFICATION_SETTING_KEYS } from '../../settings/notifications.ts';

/** Only if it still is what the message was sent to: an admin may have been faster. */
export async function replaceTelegramChat(
  tx: Tx,
  { from, to, now }: { readonly from: string; readonly to: string; readonly now: Instant },
): Promise<void> {
  await tx
    .updateTable('settings')
    .set({ value: JSON.stringify(to), updated_at: now, updated_by: null })
    .where('key', '=', NOTIFICATION_SETTING_KEYS.telegramChat)
    .where('value', '=', JSON.stringify(from))
    .execute();
}

/** For a chat that only the environment named: stored, unless an admin has chosen one meanwhile. */
export async function storeTelegramChatWhereNone(
  tx: Tx,
  { to, now }: { readonly to: string; readonly now: Instant },
): Promise<void> {
  const row = { value: JSON.stringify(to), updated_at: now, updated_by: null };
  await tx
    .insertInto('settings')
    .values({ key: NOTIFICATION_SETTING_KEYS.telegramChat, ...row })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet(row).where('settings.value', '=', JSON.stringify(null)),
    )
    .execute();
}
