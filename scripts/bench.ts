import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { instantFromEpochMs } from '../src/domain/kernel/calendar.ts';
import { fail, PlainError } from '../src/server/plain-error.ts';
import { deepCursors, signIn } from './bench/client.ts';
import { type CpuTimes, cpuTimes } from './bench/cpu.ts';
import { fill } from './bench/fill.ts';
import { generateLoad } from './bench/order.ts';
import { type BenchPerson, people } from './bench/people.ts';
import { requestCount, sampleCodes, serverVersion } from './bench/queries.ts';
import { seeded } from './bench/random.ts';
import {
  conditions,
  conditionsText,
  firstLoadText,
  headerText,
  isMet,
  loadNow,
  type Measured,
  rowText,
} from './bench/report.ts';
import { type Cookies, type Material, scenarios } from './bench/scenarios.ts';
import { withDb } from './bench/with-db.ts';
import { freePort } from './embedded/postgres.ts';
import { startPlatform } from './platform/platform.ts';

const USAGE = `npm run bench [-- requests] [-- options]
  requests            how many to load, 100000 unless given
  --only list,detail  groups: list, filtered, deep, search, count, detail, create, lifecycle
  --seconds 5         how long each scenario is measured
  --concurrency 16    connections kept busy
  --data-dir folder   keep the database there and use it again, with what earlier runs created
  --json file         write the figures there too`;

interface Options {
  readonly requests: number;
  readonly only: readonly string[];
  readonly seconds: number;
  readonly concurrency: number;
  readonly dataDir: string | undefined;
  readonly json: string | undefined;
}

function readOptions(): Options {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', default: '' },
      seconds: { type: 'string', default: '5' },
      concurrency: { type: 'string', default: '16' },
      'data-dir': { type: 'string' },
      json: { type: 'string' },
    },
  });
  const number = (name: string, text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value > 0) return value;
    throw new PlainError(`${name} must be a whole number above 0.\n\n${USAGE}`);
  };
  return {
    requests: number('requests', positionals[0] ?? '100000'),
    only: values.only.split(',').filter((group) => group !== ''),
    seconds: number('--seconds', values.seconds),
    concurrency: number('--concurrency', values.concurrency),
    dataDir: values['data-dir'],
    json: values.json,
  };
}

const say = (text: string): void => console.log(text);

async function bench(options: Options): Promise<readonly Measured[]> {
  const dataDir = resolve(options.dataDir ?? mkdtempSync(join(tmpdir(), 'requests-bench-')));
  const port = await freePort();
  const platform = await startPlatform({
    dataDir,
    host: '127.0.0.1',
    port,
    durable: true,
    say,
    fill: ({ connectionString }) =>
      withDb(connectionString, say, async (db) => {
        await fill(db, options.requests, instantFromEpochMs(Date.now()));
      }),
  });
  try {
    return await measureAll(options, platform.connectionString, port, () =>
      cpuTimes(platform.apis[0]?.pid, dataDir),
    );
  } finally {
    await platform.stop();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measureAll(
  { requests, only, seconds, concurrency, json }: Options,
  connectionString: string,
  port: number,
  cpu: () => CpuTimes | null,
): Promise<readonly Measured[]> {
  const found = await withDb(connectionString, say, async (db) => ({
    codes: await sampleCodes(db, 2_000),
    postgres: await serverVersion(db),
    requests: await requestCount(db),
  }));
  const under = conditions({ ...found, concurrency, secondsEach: seconds });
  say(`\n${conditionsText(under)}\n\n${headerText()}`);
  const material = await prepare(`http://127.0.0.1:${port}`, people(seeded(requests)), found.codes);
  const results: Measured[] = [];
  for (const { group, name, sequences, target } of scenarios(material)) {
    if (only.length > 0 && !only.includes(group)) continue;
    const loadBefore = loadNow();
    const order = { port, concurrency, seconds, warmUpSeconds: Math.min(2, seconds), sequences };
    const before = cpu();
    const result = await generateLoad(order);
    const measured = { ...result, name, target, loadBefore, cpu: each(before, cpu(), result.sent) };
    results.push(measured);
    say(rowText(measured));
    for (const failure of measured.failures) say(`  ${failure}`);
  }
  const web = firstLoadText(resolve(import.meta.dirname, '../dist/web'));
  say(`\n${web}`);
  if (json !== undefined) {
    writeFileSync(json, `${JSON.stringify({ conditions: under, results, web }, null, 2)}\n`);
  }
  return results;
}

function each(before: CpuTimes | null, after: CpuTimes | null, done: number): CpuTimes | null {
  if (before === null || after === null || done === 0) return null;
  return {
    api: (after.api - before.api) / done,
    database: (after.database - before.database) / done,
  };
}

/** Signs in one person of each kind, over HTTP like everybody. */
async function prepare(
  address: string,
  everybody: readonly BenchPerson[],
  codes: readonly string[],
): Promise<Material> {
  const who = (test: (person: BenchPerson) => boolean): BenchPerson => {
    const person = everybody.find(test);
    if (person === undefined) throw new Error('the benchmark has no such person');
    return person;
  };
  const operator = who(({ roles }) => roles.includes('operator'));
  const chosen: Record<keyof Cookies, BenchPerson> = {
    operator,
    qaAgent: who(({ roles }) => roles.includes('qa_agent')),
    leadership: who(({ roles }) => roles.includes('leadership')),
    admin: who(({ roles }) => roles.includes('admin')),
    revenue: who(({ teams }) => teams.includes('revenue')),
    accounting: who(({ teams }) => teams.includes('accounting')),
  };
  const cookies: Cookies = {
    operator: await signIn(address, chosen.operator),
    qaAgent: await signIn(address, chosen.qaAgent),
    leadership: await signIn(address, chosen.leadership),
    admin: await signIn(address, chosen.admin),
    revenue: await signIn(address, chosen.revenue),
    accounting: await signIn(address, chosen.accounting),
  };
  return {
    cookies,
    codes,
    deepCursors: await deepCursors(address, cookies.operator, 1_000),
    busyOperator: operator.id,
  };
}

try {
  const results = await bench(readOptions());
  const failed = results.filter((measured) => measured.failed > 0);
  const missed = results.filter((measured) => !isMet(measured));
  say(
    missed.length === 0
      ? 'Every target is met.'
      : `${missed.length} of ${results.length} targets are missed; other work on the machine lowers figures (see the load average).`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  fail(error);
}
