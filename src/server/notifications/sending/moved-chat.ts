import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import { replaceTelegramChat, storeTelegramChatWhereNone } from './moved-chat-queries.ts';
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
  const now = context.now();
  await inTransaction(context.db, async (tx) => {
    await replaceTelegramChat(tx, { from: telegramChat, to: chat, now });
    if (telegramChat === context.config.telegram.defaultChat) {
      await storeTelegramChatWhereNone(tx, { to: chat, now });
    }
  });
  context.log.warn({ chat }, 'the Telegram group moved to another chat; the setting follows');
}
