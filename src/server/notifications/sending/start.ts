import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CHANNELS, type Channel } from '../../../domain/notifications/deliveries.ts';
import type { Context } from '../../context.ts';
import { openDb, openPool } from '../../db/pool.ts';
import { type DatabaseSession, openSession } from '../../db/session.ts';
import { ChannelLoop } from './channel-loop.ts';
import { finishDeliveries, WORKER_LOCK_SPACE } from './queries.ts';
import { Recorder } from './recorder.ts';
import { startTakingOver } from './take-over.ts';

/** Messages under way at once, by channel. Telegram's cannot be read back: few may be in doubt (N4). */
const CONCURRENCY: Readonly<Record<Channel, number>> = { email: 16, slack: 16, telegram: 10 };

/** Each channel takes and starts, outcomes are recorded, choices are read. */
const CONNECTIONS = 8;
const RECONNECT_AFTER_MS = 1_000;
const FINISH_WITHIN_MS = 12_000;
const LARGEST_WORKER = 2 ** 31 - 1;

export interface SenderOptions {
  readonly context: Context;
  readonly connectionString: string;
  /** How long a worker's session must be gone before its lanes are taken over. */
  readonly takeOverAfterMs: number;
}

export interface Sender {
  /** Takes nothing more, lets what is under way end, and records it. */
  stop(): Promise<void>;
}

/**
 * Sends what waits in the outbox (N2–N4) until it is stopped. Any number of these may run: each has
 * a number whose lock its database session holds, and takes over the lanes of those that died.
 */
export function startSending(options: SenderOptions): Sender {
  const { log } = options.context;
  const db = openDb(
    openPool({
      connectionString: options.connectionString,
      size: CONNECTIONS,
      name: 'requests-sending',
      onError: (error) => log.error({ err: error }, 'a database connection broke'),
      isForQueue: true,
    }),
  );
  const own: SenderOptions = { ...options, context: { ...options.context, db } };
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await sendForOneSession(own, stopping.signal);
      } catch (error) {
        log.error({ err: error }, 'sending notifications was interrupted');
      }
      if (!stopping.signal.aborted) {
        await pause(RECONNECT_AFTER_MS, undefined, { signal: stopping.signal }).catch(
          () => undefined,
        );
      }
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
      await db.destroy();
    },
  };
}

async function sendForOneSession(options: SenderOptions, stop: AbortSignal): Promise<void> {
  const { context, connectionString, takeOverAfterMs } = options;
  const session = await openSession({ connectionString, name: 'requests-sender' });
  const cut = new AbortController();
  let loops: readonly ChannelLoop[] = [];
  let recorder: Recorder | undefined;
  let takingOver: ReturnType<typeof startTakingOver> | undefined;
  try {
    const worker = await chooseNumber(session);
    const wakeAll = () => {
      for (const loop of loops) loop.wake();
    };
    const lost = Promise.withResolvers<void>();
    const onLost = (error: unknown) => {
      context.log.error({ err: error }, 'deliveries could not be taken');
      // Lanes may be held under this number without anybody knowing: it ends, others take them over.
      lost.resolve();
    };
    recorder = new Recorder(
      async (results) => {
        await finishDeliveries(context.db, worker, results, context.now());
        const channels = new Set(results.map((result) => result.channel));
        for (const loop of loops) if (channels.has(loop.channel)) loop.wakeSoon();
      },
      (error) => context.log.error({ err: error }, 'outcomes of deliveries could not be recorded'),
    );
    const record = recorder.add.bind(recorder);
    loops = CHANNELS.map(
      (channel) =>
        new ChannelLoop({
          context,
          worker,
          channel,
          concurrency: CONCURRENCY[channel],
          record,
          onLost,
          signal: cut.signal,
        }),
    );
    await session.listen('deliveries', wakeAll);
    takingOver = startTakingOver(context, takeOverAfterMs, wakeAll);
    await Promise.race([session.ended, lost.promise, aborted(stop)]);
    if (!stop.aborted) context.log.warn('the sender goes on with another database session');
  } finally {
    const watch = watchTime(session, options, stop, () => cut.abort(), recorder);
    await Promise.all([takingOver?.stop(), ...loops.map((loop) => loop.stop())]);
    await recorder?.drained();
    watch.stop();
    await session.end();
  }
}

/**
 * How long what is under way may take to end. Without the session others take over, so it must have
 * ended before; whoever is told to stop must not be waited for. As long as the session lives there
 * is time: what was sent is written down, however long the database is in trouble.
 */
function watchTime(
  session: DatabaseSession,
  { takeOverAfterMs }: SenderOptions,
  stop: AbortSignal,
  cut: () => void,
  recorder: Recorder | undefined,
): { stop(): void } {
  const over = new AbortController();
  const rest = (ms: number) => pause(ms, undefined, { signal: over.signal });
  const watching = async (): Promise<void> => {
    await Promise.race([session.ended, aborted(stop)]);
    const patienceMs = stop.aborted ? FINISH_WITHIN_MS : takeOverAfterMs / 2;
    await rest(patienceMs);
    cut();
    await rest(patienceMs / 2);
    recorder?.abandon();
  };
  watching().catch(() => undefined);
  return { stop: () => over.abort() };
}

async function chooseNumber(session: DatabaseSession): Promise<number> {
  for (;;) {
    const number = randomInt(1, LARGEST_WORKER);
    if (await session.tryLock(WORKER_LOCK_SPACE, number)) return number;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
