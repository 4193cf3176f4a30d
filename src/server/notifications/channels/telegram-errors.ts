import { GrammyError, HttpError } from 'grammy';
import type { Outcome, TelegramThread } from './channel.ts';
import { NoAnswer, UnreadableAnswer } from './provider-fetch.ts';
import type { TelegramChat } from './telegram-chat.ts';

type TelegramOutcome = Outcome<TelegramThread>;

/** Telegram answered, and said no. */
export const isRefusal = (error: unknown): error is GrammyError => error instanceof GrammyError;

export const CANNOT_PARSE = /can't parse entities|ENTIT(Y|IES)_/i;

/** What Telegram says of a chat that an admin must mend, or that a person closed. */
const CHAT_GONE =
  /chat not found|PEER_ID_INVALID|bot was kicked|bot was blocked|user is deactivated|not a member|not enough rights|have no rights|need administrator rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|CHAT_ADMIN_REQUIRED|message thread not found|TOPIC_|group chat was deactivated|can't initiate conversation|can't send messages to/i;

/** What a refusal means for the delivery. The token is kept out of it. */
export function refused(
  { error_code: code, description, parameters }: GrammyError,
  chat: TelegramChat,
  botToken: string,
): TelegramOutcome {
  const said = withoutToken(description, botToken);
  if (parameters.migrate_to_chat_id !== undefined) {
    return { kind: 'moved', chat: String(parameters.migrate_to_chat_id) };
  }
  if (code === 429) {
    const seconds = parameters.retry_after ?? 30;
    return {
      kind: 'retry',
      error: `Telegram asks to wait ${seconds} s`,
      isUncertain: false,
      waitMs: seconds * 1_000,
      reach: 'destination',
    };
  }
  if (code >= 500) return unknown(`HTTP ${code}`);
  if (code === 401 || code === 404) {
    return {
      kind: 'channel_off',
      error:
        'Telegram refuses the bot token. Set TELEGRAM_BOT_TOKEN to a valid one and restart the platform.',
    };
  }
  const isAboutChat = code === 403 || CHAT_GONE.test(description);
  if (!isAboutChat) return { kind: 'failed', error: `Telegram refuses the message (${said})` };
  if (chat.isPerson)
    return { kind: 'failed', error: `Telegram cannot reach this person (${said})` };
  return {
    kind: 'channel_off',
    error: `Telegram does not let the bot write to the default chat (${said}). Add the bot to that chat and let it write there, or set another chat.`,
  };
}

/** What it means that Telegram gave no answer, or one that cannot be read. */
export function telegramTrouble(error: unknown): TelegramOutcome {
  const cause = error instanceof HttpError ? error.error : error;
  if (cause instanceof NoAnswer) {
    return cause.mayHaveArrived ? unknown(cause.message) : notReached(cause.message);
  }
  if (cause instanceof UnreadableAnswer) {
    const isRefused = cause.status >= 400 && cause.status < 500;
    return isRefused ? notReached(cause.message) : unknown(cause.message);
  }
  throw cause;
}

function notReached(why: string): TelegramOutcome {
  return {
    kind: 'retry',
    error: `Telegram: ${why}`,
    isUncertain: false,
    waitMs: null,
    reach: 'channel',
  };
}

function unknown(why: string): TelegramOutcome {
  return {
    kind: 'unknown',
    error: `Telegram may have taken it (${why}) and cannot be asked.`,
  };
}

const LONGEST_REASON = 200;

/** Telegram's own words, for admins: short, on one line, and never with the token in it. */
function withoutToken(description: string, botToken: string): string {
  return description
    .replaceAll(botToken, '…')
    .replace(/^(Bad Request|Forbidden): /, '')
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST_REASON);
}
