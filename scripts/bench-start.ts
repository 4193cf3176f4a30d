import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fail, PlainError } from '../src/server/plain-error.ts';
import { loadNow } from './bench/report.ts';
import { residentMb } from './bench-start/memory.ts';
import { freePort } from './embedded/postgres.ts';
import { nursery } from './platform/child.ts';
import { startPlatform } from './platform/platform.ts';

const USAGE = `npm run bench:start [-- options]
  --starts 15         how often the api is started
  --idle 30           seconds without work before memory is read`;

const TARGET_MS = 1_000;
const root = resolve(import.meta.dirname, '..');
const say = (text: string): void => console.log(text);

/** One process as production starts it, on the migrated database. */
function startProcess(entry: string, env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [nursery, join(root, entry)], {
    env: { ...env, NODE_ENV: 'test' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Milliseconds from starting the process to its first 200, asked again every few milliseconds. */
async function startToAnswer(env: Readonly<Record<string, string>>): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const child = startProcess('src/server/api.ts', { ...env, PORT: String(port) });
  try {
    for (;;) {
      const status = await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200) return performance.now() - began;
      if (child.exitCode !== null) throw new Error('the api ended instead of answering');
      await pause(5);
    }
  } finally {
    await end(child);
  }
}

function readOptions(): { readonly starts: number; readonly idleSeconds: number } {
  const { values } = parseArgs({
    options: {
      starts: { type: 'string', default: '15' },
      idle: { type: 'string', default: '30' },
    },
  });
  const starts = Number(values.starts);
  const idleSeconds = Number(values.idle);
  if (Number.isInteger(starts) && starts > 0 && idleSeconds > 0) return { starts, idleSeconds };
  throw new PlainError(USAGE);
}

/** `npm run bench:start`: cold start of the api, and what an idle api and worker hold. */
async function run(): Promise<void> {
  const { starts, idleSeconds } = readOptions();
  const dataDir = mkdtempSync(join(tmpdir(), 'requests-bench-start-'));
  const port = await freePort();
  const platform = await startPlatform({
    dataDir,
    host: '127.0.0.1',
    port,
    durable: true,
    say,
  });
  try {
    const env = {
      DATABASE_URL: platform.connectionString,
      SITE_URL: `http://localhost:${port}`,
      SECRET_KEY: randomBytes(48).toString('base64'),
      DATA_ENCRYPTION_KEYS: `bench:${randomBytes(32).toString('base64')}`,
      FILES_DIR: join(dataDir, 'files'),
      LOG_LEVEL: 'warn',
    };
    say(`${cpus().length} cores, Node ${process.version}, load average ${loadNow()} before.`);
    const times: number[] = [];
    for (let index = 0; index < starts; index += 1) times.push(await startToAnswer(env));
    times.sort((one, other) => one - other);
    const median = times[Math.floor(times.length / 2)] ?? 0;
    const verdict = median <= TARGET_MS ? 'met' : 'MISSED';
    say(
      `Api from start to its first 200 on a migrated database, ${starts} starts: median ${median.toFixed(0)} ms, fastest ${times[0]?.toFixed(0)}, slowest ${times.at(-1)?.toFixed(0)} (target <=${TARGET_MS} ms, ${verdict}).`,
    );
    say(`Waiting ${idleSeconds} s for the idle api and worker …`);
    await pause(idleSeconds * 1_000);
    for (const [name, pid] of [
      ['api', platform.apis[0]?.pid],
      ['worker', platform.workers[0]?.pid],
    ] as const) {
      const held = residentMb(pid);
      say(
        held === null
          ? `${name}: not known on this system`
          : `${name}, idle: ${held.total} MB resident, ${held.own} MB of it its own.`,
      );
    }
  } finally {
    await platform.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

run().catch(fail);
