import { type Api, GrammyError, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Settings } from '../../config.ts';
import { NoAnswer, openProviderFetch, UnreadableAnswer } from '../channels/provider-fetch.ts';
import { telegramApi } from '../channels/telegram-api.ts';

/** What somebody wrote where the bot can read it. */
export interface BotMessage {
  readonly text: string;
  /** The writer's id; null for channels, which write as themselves. */
  readonly fromId: number | null;
  readonly chatId: number;
  /** Forum topic. */
  readonly topic: number | null;
  readonly isPrivate: boolean;
}

export interface BotUpdate {
  readonly id: number;
  /** Null for what is no message. */
  readonly message: BotMessage | null;
}

/** The platform's bot, as linking accounts needs it. Every failure is a TelegramFailure. */
export interface TelegramBot {
  /** Its name without `@`, asked for once. */
  name(): Promise<string>;
  /** Waits for what comes after `offset`, half a minute at most; asking confirms what was before. */
  updates(offset: number, signal: AbortSignal): Promise<readonly BotUpdate[]>;
  say(message: Pick<BotMessage, 'chatId' | 'topic'>, text: string): Promise<void>;
  close(): void;
}

/** Why Telegram did not do it; never with the token in it. */
export class TelegramFailure extends Error {
  /** How long it asks to wait. */
  readonly waitMs: number | null;

  constructor(message: string, waitMs: number | null = null) {
    super(message);
    this.name = 'TelegramFailure';
    this.waitMs = waitMs;
  }
}

export interface TelegramBotOptions {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly timeoutMs?: number;
  readonly pollSeconds?: number;
}

const TIMEOUT_MS = 8_000;
const POLL_SECONDS = 30;

/** Null when none is configured (N8). */
export function openTelegramBot({ config, secrets }: Settings): TelegramBot | null {
  const botToken = secrets.providers.telegramBotToken;
  return botToken === null ? null : telegramBot({ botToken, apiUrl: config.telegram.apiUrl });
}

export function telegramBot(options: TelegramBotOptions): TelegramBot {
  const { timeoutMs = TIMEOUT_MS, pollSeconds = POLL_SECONDS } = options;
  const quick = openProviderFetch(timeoutMs);
  const patient = openProviderFetch(pollSeconds * 1_000 + timeoutMs);
  const api = telegramApi({ ...options, http: quick });
  const polling = telegramApi({ ...options, http: patient });
  let name: string | undefined;
  return {
    async name() {
      name ??= (await orFail(api.getMe())).username;
      return name;
    },
    async updates(offset, signal) {
      const found = await orFail(patient.within(signal, () => poll(polling, offset, pollSeconds)));
      return found.map(readUpdate);
    },
    async say({ chatId, topic }, text) {
      const inTopic = topic === null ? {} : { message_thread_id: topic };
      await orFail(
        api.sendMessage(chatId, text, { ...inTopic, link_preview_options: { is_disabled: true } }),
      );
    },
    close() {
      quick.close();
      patient.close();
    },
  };
}

const poll = (api: Api, offset: number, timeout: number) =>
  api.getUpdates({ offset, timeout, allowed_updates: ['message'] });

function readUpdate({ update_id: id, message }: Update): BotUpdate {
  if (message?.text === undefined) return { id, message: null };
  return {
    id,
    message: {
      text: message.text,
      fromId: message.from?.id ?? null,
      chatId: message.chat.id,
      topic: message.is_topic_message === true ? (message.message_thread_id ?? null) : null,
      isPrivate: message.chat.type === 'private',
    },
  };
}

async function orFail<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw failureOf(error);
  }
}

function failureOf(error: unknown): unknown {
  if (error instanceof GrammyError) {
    const { error_code: code, parameters } = error;
    const seconds = parameters.retry_after;
    const hint = HINTS[code];
    return new TelegramFailure(
      `Telegram answered ${code}${hint === undefined ? '' : `: ${hint}`}`,
      seconds === undefined ? null : seconds * 1_000,
    );
  }
  const cause = error instanceof HttpError ? error.error : error;
  return cause instanceof NoAnswer || cause instanceof UnreadableAnswer
    ? new TelegramFailure(`Telegram: ${cause.message}`)
    : cause;
}

const HINTS: Readonly<Record<number, string>> = {
  401: 'the bot token in TELEGRAM_BOT_TOKEN is not valid',
  404: 'the bot token in TELEGRAM_BOT_TOKEN is not valid',
  409: 'another program reads what is written to this bot, or a webhook is set for it',
};
