import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { addDays, dayIn, type Instant, instantFromEpochMs } from '../src/domain/kernel/calendar.ts';
import { REQUEST_TYPE_KEYS } from '../src/domain/requests/define.ts';
import type { Db } from '../src/server/db/pool.ts';
import { fail, PlainError } from '../src/server/plain-error.ts';
import { signIn } from './bench/client.ts';
import { fill } from './bench/fill.ts';
import { type Call, generateLoad } from './bench/order.ts';
import { people } from './bench/people.ts';
import { requestCount, serverVersion } from './bench/queries.ts';
import { seeded } from './bench/random.ts';
import { conditions, conditionsText, headerText, isMet, loadNow, rowText } from './bench/report.ts';
import { withDb } from './bench/with-db.ts';
import { download, inBackground, preview } from './bench-reports/downloads.ts';
import { forgetPeak, peakMb } from './bench-reports/memory.ts';
import { type PeriodKind, periodQuery } from './bench-reports/periods.ts';
import { foldProgress } from './bench-reports/queries.ts';
import { freePort } from './embedded/postgres.ts';
import { type Platform, startPlatform } from './platform/platform.ts';

const USAGE = `npm run bench:reports [-- requests] [-- options]
  requests            how many to load, 1000000 unless given
  --seconds 10        how long each report is measured
  --concurrency 1     how many people look at reports at the same moment
  --only text         reports whose name contains it
  --data-dir folder   keep the database there and use it again`;

const SUMMARY_MS = 150;
const OPERATIONS_MS = 200;
const ROWS_PER_SECOND = 50_000;
const MEMORY_MB = 200;
const PERIODS: readonly PeriodKind[] = [
  'this month',
  'a month',
  'a quarter',
  'a year',
  'all years',
  'any days',
];
const CALLS_EACH = 40;

interface Report {
  readonly name: string;
  readonly targetMs: number | null;
  readonly sequences: readonly (readonly Call[])[];
}

const say = (text: string): void => console.log(text);

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '10' },
      concurrency: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      'data-dir': { type: 'string' },
    },
  });
  const number = (name: string, text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value > 0) return value;
    throw new PlainError(`${name} must be a whole number above 0.\n\n${USAGE}`);
  };
  return {
    requests: number('requests', positionals[0] ?? '1000000'),
    seconds: number('--seconds', values.seconds),
    concurrency: number('--concurrency', values.concurrency),
    only: values.only,
    dataDir: values['data-dir'],
  };
}

type Options = ReturnType<typeof readOptions>;

async function bench(options: Options): Promise<boolean> {
  const dataDir = resolve(options.dataDir ?? mkdtempSync(join(tmpdir(), 'requests-reports-')));
  const port = await freePort();
  const now = instantFromEpochMs(Date.now());
  const platform = await startPlatform({
    dataDir,
    host: '127.0.0.1',
    port,
    durable: true,
    say,
    fill: ({ connectionString }) =>
      withDb(connectionString, say, async (db) => {
        await fill(db, options.requests, now, { inBulk: true });
      }),
  });
  try {
    return await withDb(platform.connectionString, say, (db) =>
      measureAll(options, platform, port, db),
    );
  } finally {
    await platform.stop();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measureAll(
  { seconds, concurrency, only }: Options,
  platform: Platform,
  port: number,
  db: Db,
): Promise<boolean> {
  const requests = await requestCount(db);
  const postgres = await serverVersion(db);
  await waitForFolds(db);
  const under = conditions({ requests, concurrency, secondsEach: seconds, postgres });
  say(`\n${conditionsText(under)}\n\n${headerText()}`);
  const address = `http://127.0.0.1:${port}`;
  const readers = await reportReaders(address, db);
  const now = instantFromEpochMs(Date.now());
  let met = true;
  for (const { name, targetMs, sequences } of reports(readers, now)) {
    if (!name.includes(only)) continue;
    const loadBefore = loadNow();
    const result = await generateLoad({ port, concurrency, seconds, warmUpSeconds: 2, sequences });
    const target = targetMs === null ? {} : { p99Ms: targetMs };
    const measured = { ...result, name, target, loadBefore, cpu: null };
    met &&= isMet(measured);
    say(rowText(measured));
    for (const failure of measured.failures) say(`  ${failure}`);
  }
  if (!'exports'.includes(only)) return met;
  return (await measureExports(address, readers[0] ?? '', platform, now)) && met;
}

/** The worker folds months that are over; the first time all of them. */
async function waitForFolds(db: Db): Promise<void> {
  const began = performance.now();
  for (;;) {
    const { months, folded } = await foldProgress(db);
    if (folded >= months) break;
    await pause(1_000);
  }
  say(
    `All months that are over are folded (waited ${((performance.now() - began) / 1_000).toFixed(0)} s).`,
  );
}

/** Leadership and admins, in several time zones. */
async function reportReaders(address: string, db: Db): Promise<readonly string[]> {
  const random = seeded(await requestCount(db));
  const readers = people(random).filter(({ roles }) =>
    roles.some((role) => role === 'leadership' || role === 'admin'),
  );
  const cookies: string[] = [];
  for (const reader of readers) cookies.push(await signIn(address, reader));
  return cookies;
}

function reports(readers: readonly string[], now: Instant): readonly Report[] {
  const random = seeded(4);
  const each = (path: string, kind: PeriodKind, more: () => string = () => '') =>
    Array.from({ length: CALLS_EACH }, (): readonly Call[] => {
      const query = `${periodQuery(kind, now, random)}${more()}`;
      return [
        { method: 'GET', path: `${path}?${query}`, cookie: random.pick(readers), expect: 200 },
      ];
    });
  const type = () => `&type=${random.pick(REQUEST_TYPE_KEYS)}`;
  const team = () => `&team=${random.pick(['revenue', 'support', 'compliance'] as const)}`;
  return [
    ...PERIODS.map((kind) => ({
      name: `summary, ${kind}`,
      targetMs: SUMMARY_MS,
      sequences: each('/api/reports/summary', kind),
    })),
    {
      name: 'summary, any days, one type',
      targetMs: SUMMARY_MS,
      sequences: each('/api/reports/summary', 'any days', type),
    },
    {
      name: 'summary, any days, one team',
      targetMs: SUMMARY_MS,
      sequences: each('/api/reports/summary', 'any days', team),
    },
    {
      name: 'points of one type, any days',
      targetMs: SUMMARY_MS,
      sequences: each('/api/reports/summary/points', 'any days', type),
    },
    ...PERIODS.map((kind) => ({
      name: `operations, ${kind}`,
      targetMs: OPERATIONS_MS,
      sequences: each('/api/reports/operations', kind),
    })),
  ];
}

async function measureExports(
  address: string,
  cookie: string,
  { apis: [api], workers: [worker] }: Platform,
  now: Instant,
): Promise<boolean> {
  const today = dayIn('UTC', now);
  const whole = { report: 'revenue_support', from: addDays(today, -366 * 3), to: today };
  const kind = { ...whole, type: 'user_records' };
  const { rowCount, directLimits } = await preview(address, cookie, params(kind));
  const directLimit = directLimits.csv;
  say(
    `\n${rowCount.toLocaleString('en')} user records in three years; up to ${directLimit.toLocaleString('en')} rows are streamed at once.`,
  );
  forgetPeak(api?.pid);
  const share = Math.min(1, directLimit / rowCount);
  const streamed = await largestBelow(address, cookie, whole.to, share, directLimit);
  let met = tell('CSV streamed', streamed, 'api', peakMb(api?.pid));
  forgetPeak(worker?.pid);
  const csv = await inBackground(address, cookie, { ...kind, format: 'csv', bom: 'true' });
  met = tell('CSV by the worker', csv, 'worker', peakMb(worker?.pid)) && met;
  return met;
}

function params(query: Readonly<Record<string, string>>): string {
  return new URLSearchParams(query).toString();
}

/** The newest requests, as many days of them as one download takes. */
async function largestBelow(
  address: string,
  cookie: string,
  to: string,
  share: number,
  directLimit: number,
) {
  for (let days = Math.floor(366 * 3 * share); days > 0; days = Math.floor(days * 0.8)) {
    const from = addDays(to as Parameters<typeof addDays>[0], -days);
    const query = params({ report: 'revenue_support', type: 'user_records', from, to });
    const { rowCount } = await preview(address, cookie, query);
    if (rowCount <= directLimit) return download(address, cookie, `${query}&format=csv`);
  }
  throw new Error('no period is small enough to be streamed');
}

function tell(
  name: string,
  { rows, seconds, megabytes }: Awaited<ReturnType<typeof download>>,
  process: string,
  peak: number | null,
): boolean {
  const perSecond = rows / seconds;
  const met = perSecond >= ROWS_PER_SECOND && (peak === null || peak < MEMORY_MB);
  const counted = `${rows.toLocaleString('en')} rows, ${megabytes.toFixed(0)} MB in ${seconds.toFixed(1)} s`;
  const memory = peak === null ? 'memory unknown' : `${process} at most ${peak} MB`;
  say(
    `${name}: ${counted} = ${Math.round(perSecond).toLocaleString('en')} rows/s (>=${ROWS_PER_SECOND}), ${memory} (<${MEMORY_MB}) ${met ? 'met' : 'MISSED'}`,
  );
  return met;
}

try {
  const met = await bench(readOptions());
  say(
    met
      ? '\nEvery target is met.'
      : '\nSome targets are missed; other work on the machine lowers figures (see the load average).',
  );
} catch (error) {
  fail(error);
}
