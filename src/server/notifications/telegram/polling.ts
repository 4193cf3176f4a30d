import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../../context.ts';
import { type DatabaseSession, openSession } from '../../db/session.ts';
import { type BotMessage, type TelegramBot, TelegramFailure } from './bot.ts';
import { answerTo } from './conversation.ts';

export interface PollingOptions {
  readonly context: Pick<Context, 'config' | 'db' | 'log' | 'now'>;
  readonly bot: TelegramBot;
  readonly connectionString: string;
  readonly pauses?: Pauses;
}

export interface Pauses {
  /** How often a worker looks whether it may take over. */
  readonly takeOverMs: number;
  /** After a failure; grows. */
  readonly shortestMs: number;
  readonly longestMs: number;
}

const PAUSES: Pauses = { takeOverMs: 5_000, shortestMs: 1_000, longestMs: 5 * 60_000 };

/** The advisory lock of whoever reads what is written to the bot: Telegram lets one do it at a time. */
const LOCK_SPACE = 1_413_828_429;
const LOCK_KEY = 1;

/**
 * Reads what people write to the bot, until it is stopped. Every worker runs this; the one whose
 * database session holds the lock does it, and another takes over when that session is gone.
 */
export function startTelegramPolling(options: PollingOptions): { stop(): Promise<void> } {
  const { log } = options.context;
  const pauses = options.pauses ?? PAUSES;
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await pollForOneSession(options, pauses, stopping.signal);
      } catch (error) {
        log.warn({ err: error }, 'reading what is written to the Telegram bot was interrupted');
      }
      await rest(pauses.takeOverMs, stopping.signal);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function pollForOneSession(
  options: PollingOptions,
  pauses: Pauses,
  stop: AbortSignal,
): Promise<void> {
  const { connectionString } = options;
  const session = await openSession({ connectionString, name: 'requests-telegram' });
  const gone = new AbortController();
  void session.ended.then(() => gone.abort());
  const end = AbortSignal.any([stop, gone.signal]);
  try {
    if (await waitForTurn(session, pauses.takeOverMs, end)) await poll(options, pauses, end);
  } finally {
    await session.end();
  }
}

async function waitForTurn(
  session: DatabaseSession,
  everyMs: number,
  end: AbortSignal,
): Promise<boolean> {
  while (!end.aborted) {
    if (await session.tryLock(LOCK_SPACE, LOCK_KEY)) return true;
    await rest(everyMs, end);
  }
  return false;
}

/**
 * An update counts as read when the next one is asked for: what a crash leaves in between comes
 * again, and answering it twice changes nothing.
 */
async function poll(
  { context, bot }: PollingOptions,
  { shortestMs, longestMs }: Pauses,
  end: AbortSignal,
): Promise<void> {
  let offset = 0;
  let failures = 0;
  while (!end.aborted) {
    try {
      for (const { id, message } of await bot.updates(offset, end)) {
        if (message !== null) await converse({ context, bot }, message);
        offset = id + 1;
        if (end.aborted) return;
      }
      failures = 0;
    } catch (error) {
      if (end.aborted) return;
      const grownMs = Math.min(shortestMs * 2 ** failures, longestMs);
      const askedMs = error instanceof TelegramFailure ? error.waitMs : null;
      failures += 1;
      context.log.warn({ err: error }, 'the Telegram bot could not read or answer');
      await rest(askedMs ?? grownMs, end);
    }
  }
}

async function converse(
  { context, bot }: Pick<PollingOptions, 'context' | 'bot'>,
  message: BotMessage,
): Promise<void> {
  const answer = await answerTo(context, message);
  if (answer === null) return;
  try {
    await bot.say(message, answer);
  } catch (error) {
    // What was asked for is done; an answer that nobody can get must not stop what others write.
    if (!(error instanceof TelegramFailure)) throw error;
    context.log.warn({ err: error }, 'an answer of the Telegram bot did not arrive');
  }
}

/** Returns early, without a word, when there is nothing left to wait for. */
async function rest(durationMs: number, end: AbortSignal): Promise<void> {
  if (end.aborted) return;
  await pause(durationMs, undefined, { signal: end }).catch(() => undefined);
}
