import { setTimeout as pause } from 'node:timers/promises';
import { CHANNELS, type Channel } from '../../src/domain/notifications/deliveries.ts';
import type { Db } from '../../src/server/db/pool.ts';
import { type CpuTimes, cpuTimes } from '../bench/cpu.ts';
import { growthPerTenThousand, type Latency, latency, steadyRate } from './figures.ts';
import type { Peers } from './peers.ts';
import { type eventSource, tellOf, tellOfAll } from './prepare.ts';
import { analyze, dropBacklog, unsentCount } from './queries.ts';
import type { BenchWorker, Memory } from './worker.ts';

export interface Bench {
  readonly db: Db;
  readonly peers: Peers;
  readonly events: ReturnType<typeof eventSource>;
  readonly dataDir: string;
  readonly startWorker: () => BenchWorker;
  readonly say: (sentence: string) => void;
}

export interface Drained {
  readonly eventsPerSecond: number;
  readonly perSecond: Readonly<Record<Channel, number>>;
  /** Processor time for one event, in milliseconds; null where unknown. */
  readonly cpu: { readonly worker: number; readonly database: number } | null;
}

/** Prepared events, then a worker that finds them. */
export async function drain(
  bench: Bench,
  count: number,
  channels: readonly Channel[] = CHANNELS,
): Promise<Drained> {
  const { db, peers, events } = bench;
  await tellOfAll(db, await events.next(count));
  await analyze(db);
  await peers.take();
  const before = cpuTimes(undefined, bench.dataDir);
  const worker = bench.startWorker();
  const taken = await takeUntil(peers, channels, count);
  const after = cpuTimes(worker.pid, bench.dataDir);
  await worker.stop();
  const rate = (channel: Channel) => steadyRate(taken, [channel]);
  return {
    eventsPerSecond: steadyRate(taken, channels),
    perSecond: { email: rate('email'), slack: rate('slack'), telegram: rate('telegram') },
    cpu: each(before, after, count),
  };
}

type Taken = Awaited<ReturnType<Peers['take']>>[number][];

async function takeUntil(
  peers: Peers,
  channels: readonly Channel[],
  count: number,
): Promise<Taken> {
  const taken: Taken = [];
  const missing = (): boolean =>
    channels.some((channel) => taken.filter(([of]) => of === channel).length < count);
  while (missing()) {
    await pause(100);
    taken.push(...(await peers.take()));
  }
  return taken;
}

function each(before: CpuTimes | null, after: CpuTimes | null, count: number): Drained['cpu'] {
  if (before === null || after === null) return null;
  return { worker: after.api / count, database: (after.database - before.database) / count };
}

export type Latencies = Readonly<Record<Channel, Latency>>;

/** Events at a steady rate, to a worker that has nothing else to do. */
export async function steady(bench: Bench, perSecond: number, seconds: number): Promise<Latencies> {
  const { db, peers, events } = bench;
  const worker = bench.startWorker();
  const count = perSecond * seconds;
  // One event a request: an earlier one in the same lane would be waited for.
  const told = (await events.next(count * 3)).filter(
    ({ event }) => event === 'new_request_created',
  );
  const warmUp = told.slice(0, perSecond);
  await tellOfAll(db, warmUp);
  await takeUntil(peers, ['email', 'telegram'], warmUp.length);
  await peers.take();
  const committedAt = new Map<string, number>();
  const beganMs = performance.now();
  const telling: Promise<void>[] = [];
  for (const [index, event] of told.slice(perSecond, perSecond + count).entries()) {
    await pause(Math.max(0, beganMs + (index * 1_000) / perSecond - performance.now()));
    telling.push(tellOf(db, event).then((at) => void committedAt.set(event.code, at)));
  }
  await Promise.all(telling);
  const arrivals = await takeUntil(peers, ['email', 'telegram'], committedAt.size);
  await pause(500);
  arrivals.push(...(await peers.take()));
  await worker.stop();
  const of = (channel: Channel) => latency(committedAt, arrivals, channel);
  return { email: of('email'), slack: of('slack'), telegram: of('telegram') };
}

export interface Sample extends Memory {
  readonly delivered: number;
}

/** Memory of one worker while it delivers so many messages, about every ten thousand of them. */
export async function memory(bench: Bench, deliveries: number): Promise<readonly Sample[]> {
  const { db, peers, events } = bench;
  const chunk = Math.ceil(deliveries / 10 / 3);
  const worker = bench.startWorker();
  const samples: Sample[] = [];
  await peers.take();
  for (let part = 0; part < 10; part += 1) {
    await tellOfAll(db, await events.next(chunk));
    await takeUntil(peers, CHANNELS, chunk);
    while ((await unsentCount(db)) > 0) await pause(20);
    const delivered = (part + 1) * chunk * 3;
    samples.push({ delivered, ...(await worker.memory()) });
    bench.say(`  ${delivered.toLocaleString('en')} deliveries: ${inMegabytes(samples.at(-1))}`);
  }
  await worker.stop();
  return samples;
}

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;

const inMegabytes = (sample: Sample | undefined): string =>
  sample === undefined
    ? ''
    : `${megabytes(sample.rssBytes)} resident, ${megabytes(sample.heapBytes)} heap in use`;

/** What the heap still in use grows by, per 10,000 deliveries, after the warm-up. */
export const heapGrowth = (samples: readonly Sample[]): number =>
  growthPerTenThousand(
    samples.map(({ delivered, heapBytes }) => ({ delivered, bytes: heapBytes })),
  );

/** Slack refuses most of what it is sent: mail and Telegram must not notice. */
export async function whileSlackIsSlow<T>(bench: Bench, work: () => Promise<T>): Promise<T> {
  await bench.peers.limitSlack(1);
  try {
    return await work();
  } finally {
    await bench.peers.limitSlack(null);
    await dropBacklog(bench.db);
  }
}
