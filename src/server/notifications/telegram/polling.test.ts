import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import {
  startTelegramPeer,
  type TelegramPeer,
  telegramError,
} from '../../../../tests/helpers/peer-telegram.ts';
import { openLog } from '../../log.ts';
import { type TelegramBot, telegramBot } from './bot.ts';
import { startTelegramLink } from './commands.ts';
import { type PollingOptions, startTelegramPolling } from './polling.ts';

const TOKEN = '123456:A-secret-of-the-tests';
const test = useApp();
const DANA = { id: 4_611_686_018_427, firstName: 'Dana' };

let peer: TelegramPeer;
let bot: TelegramBot;
let workers: { stop(): Promise<void> }[];

beforeEach(async () => {
  peer = await startTelegramPeer({ token: TOKEN });
  bot = telegramBot({ botToken: TOKEN, apiUrl: peer.apiUrl, timeoutMs: 2_000, pollSeconds: 1 });
  workers = [];
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  bot.close();
  await peer.stop();
});

function startWorker(log: Partial<PollingOptions['context']> = {}) {
  const worker = startTelegramPolling({
    context: { ...test.context, ...log },
    bot,
    connectionString: test.connectionString,
    pauses: { takeOverMs: 20, shortestMs: 10, longestMs: 40 },
  });
  workers.push(worker);
  return worker;
}

const answered = (count: number) =>
  vi.waitFor(() => expect(peer.messages).toHaveLength(count), { timeout: 5_000 });

describe('reading what is written to the bot', () => {
  it('links an account from the start link to the answer in the chat', async () => {
    const user = await makeUser(test.db, { firstName: 'Dana', lastName: 'Reyes' });
    const { url } = await startTelegramLink({ ...test.context, telegramBot: bot }, user);
    startWorker();
    peer.pressStart(DANA, new URL(url).searchParams.get('start') ?? '');
    await answered(1);
    expect(peer.messages[0]).toMatchObject({ chat: String(DANA.id), topic: null });
    expect(peer.messages[0]?.text).toContain('now belongs to Dana Reyes');
    await vi.waitFor(() => expect(peer.unconfirmed).toBe(0));
  });

  it('is done by one of many workers, and another takes over when that one stops', async () => {
    const first = startWorker();
    peer.write(DANA, 'hello');
    await answered(1);
    startWorker();
    startWorker();
    await first.stop();
    peer.write(DANA, 'hello again');
    await answered(2);
    await vi.waitFor(() => expect(peer.unconfirmed).toBe(0));
    expect(peer.messages).toHaveLength(2);
  });

  it('goes on when the database session is lost', async () => {
    startWorker();
    peer.write(DANA, 'hello');
    await answered(1);
    const { rows } = await sql<{ ended: boolean }>`
      SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
      WHERE application_name = 'requests-telegram' AND datname = current_database()`.execute(
      test.db,
    );
    expect(rows).toEqual([{ ended: true }]);
    peer.write(DANA, 'hello again');
    await vi.waitFor(() => expect(peer.messages.length).toBeGreaterThanOrEqual(2), {
      timeout: 5_000,
    });
  });

  it.each([
    ['HTTP 502', { kind: 'answer', status: 502, body: '<html></html>' } as const],
    ['a lost connection', { kind: 'drop_before' } as const],
    ['another reader', telegramError(409, 'Conflict: terminated by other getUpdates request')],
    ['a refused token', telegramError(401, 'Unauthorized')],
    ['a wait', telegramError(429, 'Too Many Requests', { retry_after: 0.05 })],
  ])('survives %s', async (_, trouble) => {
    const isReading = {
      times: 4,
      when: ({ method }: { method: string }) => method === 'getUpdates',
    };
    peer.behave(trouble, isReading);
    startWorker();
    peer.write(DANA, 'hello');
    await answered(1);
  });

  it('answers the next one when an answer cannot be delivered, and logs no token', async () => {
    const lines: string[] = [];
    startWorker({ log: openLog('info', 'test', { write: (line) => void lines.push(line) }) });
    peer.behave(telegramError(403, 'Forbidden: bot was blocked by the user'), {
      when: ({ method }) => method === 'sendMessage',
    });
    peer.write({ id: 77, firstName: 'Gone' }, 'hello');
    peer.write(DANA, 'hello');
    await answered(1);
    expect(peer.messages[0]?.chat).toBe(String(DANA.id));
    expect(lines.join('\n')).toContain('did not arrive');
    expect(lines.join('\n')).not.toContain(TOKEN);
  });

  it('passes over what is no text', async () => {
    const photo = {
      update_id: 0,
      message: { message_id: 1, date: 1, chat: { id: DANA.id, type: 'private' }, photo: [] },
    };
    peer.behave({ kind: 'answer', body: { ok: true, result: [photo] } });
    startWorker();
    peer.write(DANA, 'hello');
    await answered(1);
  });
});
