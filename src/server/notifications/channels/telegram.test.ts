import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../../tests/helpers/free-port.ts';
import {
  startTelegramPeer,
  type TelegramPeer,
  telegramError,
} from '../../../../tests/helpers/peer-telegram.ts';
import type { Parcel, TelegramChannel, TelegramThread, TelegramTo } from './channel.ts';
import { exampleMessage, never } from './channels.testing.ts';
import { openTelegramChannel } from './telegram.ts';

const TOKEN = '123456:A-secret-of-the-tests';
const PERSON = '4611686018427';
let peer: TelegramPeer;
let telegram: TelegramChannel;

beforeAll(async () => {
  peer = await startTelegramPeer({ token: TOKEN });
  telegram = openTelegramChannel({ botToken: TOKEN, apiUrl: `${peer.apiUrl}/`, timeoutMs: 2_000 });
});
afterEach(() => peer.behaveWell());
afterAll(async () => {
  await telegram.close();
  await peer.stop();
});

const parcel = (
  chat: string,
  more: Partial<Parcel<TelegramTo, TelegramThread>> = {},
): Parcel<TelegramTo, TelegramThread> => ({
  key: '1.0',
  message: exampleMessage(),
  to: { chat },
  thread: null,
  earlier: null,
  ...more,
});
const send = (chat: string, more: Partial<Parcel<TelegramTo, TelegramThread>> = {}) =>
  telegram.send(parcel(chat, more), never);
const last = () => peer.messages.at(-1);

describe('sending by Telegram', () => {
  it('N1: replies to the first message about the request in the chat', async () => {
    const first = await send('-100555');
    const thread = { chat: '-100555', messageId: 1 };
    expect(first).toEqual({ kind: 'sent', providerId: '-100555:1', thread });
    expect(last()).toMatchObject({ chat: '-100555', replyTo: null });
    expect(last()?.text).toContain('PR-26Q4001');
    expect(last()?.entities.length).toBeGreaterThan(0);
    expect(await send('-100555', { thread })).toEqual({
      kind: 'sent',
      providerId: '-100555:2',
      thread,
    });
    expect(last()).toMatchObject({ replyTo: 1 });
  });

  it('N1: goes out although the first message was deleted', async () => {
    const thread = { chat: '-100777', messageId: 4_000 };
    expect((await send('-100777', { thread })).kind).toBe('sent');
    expect(last()).toMatchObject({ replyTo: null });
  });

  it('N1: a thread of another chat is none', async () => {
    const outcome = await send('-100666', { thread: { chat: '-100555', messageId: 1 } });
    expect(outcome).toMatchObject({ thread: { chat: '-100666', messageId: 1 } });
    expect(last()).toMatchObject({ replyTo: null });
  });

  it('writes to a forum topic, and to a public chat by its name', async () => {
    expect(await send('-100888:45')).toMatchObject({
      kind: 'sent',
      thread: { chat: '-100888:45', messageId: 1 },
    });
    expect(last()).toMatchObject({ chat: '-100888', topic: 45 });
    expect(await send('@operations_room')).toMatchObject({
      thread: { chat: '@operations_room', messageId: 1 },
    });
  });

  it('writes to people, whose ids exceed 32 bits', async () => {
    expect(await send(PERSON)).toMatchObject({ kind: 'sent' });
    expect(last()).toMatchObject({ chat: PERSON });
  });

  it('what Telegram cannot parse goes out once more as plain text, then fails alone', async () => {
    const refusal = telegramError(400, "Bad Request: can't parse entities: unsupported type");
    peer.behave(refusal);
    expect((await send('-100555')).kind).toBe('sent');
    expect(last()?.entities).toEqual([]);
    peer.behave(refusal, { times: 2 });
    expect(await send('-100555')).toMatchObject({ kind: 'failed' });
  });

  it('a group that became another chat is told to the sender', async () => {
    peer.behave(
      telegramError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: -1_001_234_567_890,
      }),
    );
    expect(await send('-555')).toEqual({ kind: 'moved', chat: '-1001234567890' });
  });
});

describe('N4: an answer that got lost', () => {
  it.each([
    ['the connection drops after sending', { kind: 'drop_after' } as const],
    ['the answer never comes', { kind: 'hang_after' } as const],
    ['HTTP 500', telegramError(500, 'Internal Server Error')],
    [
      'a page of HTTP 502',
      { kind: 'answer', status: 502, body: '<html>Bad gateway</html>' } as const,
    ],
  ])('stays unknown: %s', async (_, trouble) => {
    peer.behave(trouble);
    expect((await send('-100555')).kind).toBe('unknown');
  });

  it('is not repeated by itself', async () => {
    const before = peer.messages.length;
    const earlier = { startedAtEpochMs: Date.now(), providerId: null };
    expect((await send('-100555', { earlier })).kind).toBe('unknown');
    expect(peer.messages).toHaveLength(before);
  });

  it('is unknown too when the worker stops meanwhile', async () => {
    peer.behave({ kind: 'hang_after' });
    const stop = new AbortController();
    const outcome = telegram.send(parcel('-100555'), stop.signal);
    setTimeout(() => stop.abort(), 30);
    expect((await outcome).kind).toBe('unknown');
  });
});

describe('N2: refusals', () => {
  it('waits as long as Telegram asks, at the destination only', async () => {
    peer.behave(telegramError(429, 'Too Many Requests: retry after 17', { retry_after: 17 }));
    expect(await send('-100555')).toEqual({
      kind: 'retry',
      error: 'Telegram asks to wait 17 s',
      isUncertain: false,
      waitMs: 17_000,
      reach: 'destination',
    });
  });

  it('a refused connection touched nobody and concerns the whole channel', async () => {
    const port = await freePort();
    const away = openTelegramChannel({ botToken: TOKEN, apiUrl: `http://127.0.0.1:${port}` });
    const outcome = await away.send(parcel('-100555'), never);
    expect(outcome).toEqual({
      kind: 'retry',
      error: 'Telegram: the connection was refused',
      isUncertain: false,
      waitMs: null,
      reach: 'channel',
    });
    await away.close();
  });

  it.each([
    [403, 'Forbidden: bot was blocked by the user'],
    [403, 'Forbidden: user is deactivated'],
    [403, "Forbidden: bot can't initiate conversation with a user"],
    [400, 'Bad Request: chat not found'],
  ])(
    '%i "%s" fails one person alone, and stops the channel at the default chat',
    async (code, words) => {
      const trouble = telegramError(code, words);
      peer.behave(trouble);
      expect((await send(PERSON)).kind).toBe('failed');
      for (const chat of ['-100555', '@operations_room']) {
        peer.behave(trouble);
        expect((await send(chat)).kind).toBe('channel_off');
      }
    },
  );

  it.each([
    'Bad Request: not enough rights to send text messages to the chat',
    'Bad Request: message thread not found',
    'Bad Request: TOPIC_CLOSED',
    'Forbidden: bot was kicked from the supergroup chat',
  ])('"%s" stops the channel and says what to do', async (words) => {
    peer.behave(telegramError(words.startsWith('F') ? 403 : 400, words));
    const outcome = await send('-100555:9');
    expect(outcome.kind).toBe('channel_off');
    expect(JSON.stringify(outcome)).toContain('or set another chat');
  });

  it.each([401, 404])('a token that is refused (%i) stops the channel', async (code) => {
    peer.behave(telegramError(code, code === 401 ? 'Unauthorized' : 'Not Found'));
    const outcome = await send(PERSON);
    expect(outcome.kind).toBe('channel_off');
    expect(JSON.stringify(outcome)).toContain('TELEGRAM_BOT_TOKEN');
  });

  it('a chat that is none stops the channel and says so', async () => {
    expect(await send('the operations room')).toMatchObject({ kind: 'channel_off' });
  });

  it('a refusal of the message itself fails it alone', async () => {
    peer.behave(telegramError(400, 'Bad Request: message is too long'));
    expect(await send('-100555')).toEqual({
      kind: 'failed',
      error: 'Telegram refuses the message (message is too long)',
    });
  });

  it('never tells the token, whatever Telegram says', async () => {
    peer.behave(telegramError(400, `Bad Request: no ${TOKEN}\n here`));
    expect(await send('-100555')).toEqual({
      kind: 'failed',
      error: 'Telegram refuses the message (no … here)',
    });
  });
});
