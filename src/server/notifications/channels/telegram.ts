import type { Api } from 'grammy';
import type { MessageEntity } from 'grammy/types';
import { renderTelegram } from '../render/telegram.ts';
import type { Outcome, Parcel, TelegramChannel, TelegramThread, TelegramTo } from './channel.ts';
import { openProviderFetch } from './provider-fetch.ts';
import { telegramApi } from './telegram-api.ts';
import { parseTelegramChat, type TelegramChat } from './telegram-chat.ts';
import { CANNOT_PARSE, isRefusal, refused, telegramTrouble } from './telegram-errors.ts';

export interface TelegramOptions {
  readonly botToken: string;
  readonly apiUrl: string;
  /** For one call. */
  readonly timeoutMs?: number;
}

type TelegramParcel = Parcel<TelegramTo, TelegramThread>;
type TelegramOutcome = Outcome<TelegramThread>;

const TIMEOUT_MS = 15_000;

/**
 * Telegram by a bot's token: replies to the chat's first message about the request (N1). What it got
 * cannot be read back: whenever an answer is lost the delivery is unknown and left to an admin (N4).
 */
export function openTelegramChannel(options: TelegramOptions): TelegramChannel {
  const http = openProviderFetch(options.timeoutMs ?? TIMEOUT_MS);
  const api = telegramApi({ ...options, http });
  return {
    send: (parcel, signal) => http.within(signal, () => send(api, options.botToken, parcel)),
    close: async () => http.close(),
  };
}

async function send(
  api: Api,
  botToken: string,
  { message, to, thread, earlier }: TelegramParcel,
): Promise<TelegramOutcome> {
  if (earlier !== null) {
    return {
      kind: 'unknown',
      error: 'Telegram may have taken it and cannot be asked: its answer was lost.',
    };
  }
  const chat = parseTelegramChat(to.chat);
  if (chat === null) {
    return {
      kind: 'channel_off',
      error: `${to.chat} is no chat of Telegram. Set the id of a group, or the @name of a public one.`,
    };
  }
  // A changed setting starts anew in the other chat.
  const root = thread?.chat === to.chat ? thread : null;
  const { text, entities } = renderTelegram(message);
  for (const formatting of [entities, []]) {
    try {
      const sent = await say(api, chat, text, formatting, root);
      return {
        kind: 'sent',
        providerId: `${sent.chat.id}:${sent.message_id}`,
        thread: root ?? { chat: to.chat, messageId: sent.message_id },
      };
    } catch (error) {
      const isLast = formatting.length === 0;
      if (isRefusal(error)) {
        if (!isLast && CANNOT_PARSE.test(error.description)) continue;
        return refused(error, chat, botToken);
      }
      return telegramTrouble(error);
    }
  }
  return { kind: 'failed', error: 'Telegram refuses the message' };
}

function say(
  api: Api,
  { id, topic }: TelegramChat,
  text: string,
  entities: MessageEntity[],
  root: TelegramThread | null,
) {
  return api.sendMessage(id, text, {
    ...(entities.length > 0 && { entities }),
    ...(topic !== null && { message_thread_id: topic }),
    ...(root !== null && {
      reply_parameters: { message_id: root.messageId, allow_sending_without_reply: true },
    }),
    link_preview_options: { is_disabled: true },
  });
}
