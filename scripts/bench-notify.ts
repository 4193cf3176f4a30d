import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { instantFromEpochMs } from '../src/domain/kernel/calendar.ts';
import { CHANNEL_NAMES, CHANNELS, type Channel } from '../src/domain/notifications/deliveries.ts';
import { migrate } from '../src/server/db/migrate.ts';
import { openDb, openPool } from '../src/server/db/pool.ts';
import { fail, PlainError } from '../src/server/plain-error.ts';
import { fill } from './bench/fill.ts';
import { serverVersion } from './bench/queries.ts';
import { loadNow } from './bench/report.ts';
import { startPeers } from './bench-notify/peers.ts';
import { eventSource, SETTINGS } from './bench-notify/prepare.ts';
import { insertSettings } from './bench-notify/queries.ts';
import {
  type Bench,
  type Drained,
  drain,
  heapGrowth,
  type Latencies,
  memory,
  steady,
  whileSlackIsSlow,
} from './bench-notify/scenarios.ts';
import { startWorker } from './bench-notify/worker.ts';
import { startPostgres } from './embedded/postgres.ts';

const USAGE = `npm run bench:notify [-- options]
  --events 10000       how many are drained (one mail, one Slack and one Telegram message each)
  --rate 50            events a second while latency is measured
  --seconds 20         for how long
  --deliveries 100000  over which memory is watched
  --only drain,latency,limit,memory
  --profile folder     keep the worker's CPU profiles there`;

const PARTS = ['drain', 'latency', 'limit', 'memory'] as const;
type Part = (typeof PARTS)[number];

const TARGETS = { eventsPerSecond: 500, p50Ms: 50, growthBytes: 2 ** 20 / 2, ratio: 0.9 } as const;

function readOptions() {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '10000' },
      rate: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '20' },
      deliveries: { type: 'string', default: '100000' },
      only: { type: 'string', default: PARTS.join() },
      profile: { type: 'string' },
    },
  });
  const number = (name: 'events' | 'rate' | 'seconds' | 'deliveries'): number => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value > 0) return value;
    throw new PlainError(`--${name} must be a whole number above 0.\n\n${USAGE}`);
  };
  const only = values.only.split(',').map((name) => {
    const part = PARTS.find((known) => known === name);
    if (part === undefined) throw new PlainError(`There is no part "${name}".\n\n${USAGE}`);
    return part;
  });
  return {
    events: number('events'),
    rate: number('rate'),
    seconds: number('seconds'),
    deliveries: number('deliveries'),
    only: new Set<Part>(only),
    profile: values.profile,
  };
}
type Options = ReturnType<typeof readOptions>;

const say = (text: string): void => console.log(text);

/** `npm run bench:notify`: how fast one worker sends, on this machine, with providers that answer at once. */
async function run(options: Options): Promise<boolean> {
  const dataDir = mkdtempSync(join(tmpdir(), 'requests-bench-notify-'));
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres'), durable: true });
  const peers = await startPeers();
  const connectionString = server.url('postgres');
  // What a broken connection was asked fails with it.
  const onError = (): void => undefined;
  const db = openDb(
    openPool({ connectionString, size: 8, name: 'requests-bench', onError, statementTimeoutMs: 0 }),
  );
  try {
    await migrate(connectionString);
    await insertSettings(db, SETTINGS);
    await fill(db, requestsFor(options), instantFromEpochMs(Date.now()));
    const env = {
      DATABASE_URL: connectionString,
      SITE_URL: 'http://localhost:8080',
      SECRET_KEY: 'a benchmark key of at least thirty-two characters',
      DATA_ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
      FILES_DIR: join(dataDir, 'files'),
      MAIL_FROM: 'Requests <requests@example.com>',
      SLACK_BOT_TOKEN: 'xoxb-bench',
      TELEGRAM_BOT_TOKEN: '1000000001:bench',
      LOG_LEVEL: 'warn',
    };
    say(
      `One worker; ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}) shared by the worker, PostgreSQL ${await serverVersion(db)} (fsync on),\nproviders and whoever tells; Node ${process.version}; load average ${loadNow()} before.\n`,
    );
    return await measure(options, {
      db,
      peers,
      events: eventSource(db),
      dataDir,
      startWorker: () => startWorker({ env, ports: peers.ports, profileDir: options.profile }),
      say,
    });
  } finally {
    peers.stop();
    await db.destroy();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Each loaded request has at least one event to tell of. */
const requestsFor = ({ events, rate, seconds, deliveries, only }: Options): number =>
  1_000 +
  (only.has('drain') ? events : 0) +
  (only.has('limit') ? events : 0) +
  (only.has('latency') ? rate * seconds * 3 : 0) +
  (only.has('limit') ? rate * seconds * 3 : 0) +
  (only.has('memory') ? Math.ceil(deliveries / 3) : 0);

async function measure(options: Options, bench: Bench): Promise<boolean> {
  const { only, events, rate, seconds } = options;
  const quick: readonly Channel[] = ['email', 'telegram'];
  let isMet = true;
  const judge = (isGood: boolean): string => {
    isMet &&= isGood;
    return isGood ? 'met' : 'MISSED';
  };
  let free: Drained | undefined;
  let prompt: Latencies | undefined;
  if (only.has('drain')) {
    free = await drain(bench, events);
    say(`Drain of ${events.toLocaleString('en')} events, in steady state`);
    say(
      `  ${free.eventsPerSecond.toFixed(0)} events/s (target >=${TARGETS.eventsPerSecond}/s, ${judge(free.eventsPerSecond >= TARGETS.eventsPerSecond)}); ${ratesText(free, CHANNELS)}`,
    );
    if (free.cpu !== null) {
      say(
        `  processor time for one event: worker ${free.cpu.worker.toFixed(2)} ms, PostgreSQL ${free.cpu.database.toFixed(2)} ms`,
      );
    }
  }
  if (only.has('latency')) {
    prompt = await steady(bench, rate, seconds);
    say(`Commit to first byte at the provider, ${rate} events/s for ${seconds} s`);
    for (const channel of CHANNELS) {
      say(
        `  ${latencyText(channel, prompt)} (target p50 <=${TARGETS.p50Ms} ms, ${judge(prompt[channel].p50Ms <= TARGETS.p50Ms)})`,
      );
    }
  }
  if (only.has('limit')) {
    say('With Slack taking one message a second (429 and Retry-After to the others)');
    // Latency is measured beside the backlog that the drain leaves for Slack.
    const { limited, slowed } = await whileSlackIsSlow(bench, async () => ({
      limited: await drain(bench, events, quick),
      slowed: await steady(bench, rate, seconds),
    }));
    say(`  drain: ${ratesText(limited, quick)}`);
    for (const channel of quick) {
      if (free === undefined) break;
      const ratio = limited.perSecond[channel] / free.perSecond[channel];
      say(
        `  ${CHANNEL_NAMES[channel]} at ${ratio.toFixed(2)} of its rate without the limit (target >=${TARGETS.ratio}, ${judge(ratio >= TARGETS.ratio)})`,
      );
    }
    for (const channel of quick) {
      const before = prompt === undefined ? '' : `, ${prompt[channel].p50Ms.toFixed(1)} ms before`;
      say(
        `  ${latencyText(channel, slowed)}${before} (${judge(slowed[channel].p50Ms <= TARGETS.p50Ms)})`,
      );
    }
  }
  if (only.has('memory')) {
    say(`Memory of the worker over ${options.deliveries.toLocaleString('en')} deliveries`);
    const growth = heapGrowth(await memory(bench, options.deliveries));
    say(
      `  heap in use grows by ${(growth / 1_024).toFixed(0)} kB per 10,000 deliveries in the second half (flat: <=${TARGETS.growthBytes / 1_024} kB, ${judge(growth <= TARGETS.growthBytes)})`,
    );
  }
  return isMet;
}

const ratesText = ({ perSecond }: Drained, channels: readonly Channel[]): string =>
  channels
    .map((channel) => `${CHANNEL_NAMES[channel]} ${perSecond[channel].toFixed(0)}/s`)
    .join(', ');

function latencyText(channel: Channel, latencies: Latencies): string {
  const { p50Ms, p95Ms } = latencies[channel];
  return `${CHANNEL_NAMES[channel].padEnd(8)} p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms`;
}

try {
  const isMet = await run(readOptions());
  say(
    isMet
      ? '\nEvery target is met.'
      : '\nTargets are missed; other work on the machine lowers figures (see the load average).',
  );
} catch (error) {
  fail(error);
}
