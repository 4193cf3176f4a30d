import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import { replaceTelegramChat } from './moved-chat-queries.ts';
import type { AdminChoices } from './switches-queries.ts';

/**
 * A Telegram group that became a supergroup has another id: the setting follows it. A topic stays
 * behind, since the new chat does not know it.
 */
export async function moveTelegramChat(
  context: Context,
  { settings }: AdminChoices,
  chat: string,
): Promise<void> {
  const { telegramChat } = settings;
  if (telegramChat === null || telegramChat === chat) return;
  await inTransaction(context.db, (tx) =>
    replaceTelegramChat(tx, { from: telegramChat, to: chat, now: context.now() }),
  );
  context.log.warn({ chat }, 'the Telegram group moved to another chat; the setting follows');
}
