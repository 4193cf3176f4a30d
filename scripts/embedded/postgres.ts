import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PlainError } from '../../src/server/plain-error.ts';
import { findBinaries } from './binaries.ts';
import { initialise, superuser } from './initialise.ts';
import { command, type Launch, planLaunch, processName } from './privileges.ts';

export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  /** The connection string of a database on this server. */
  url(database: string): string;
  /** Ends all connections and stops the server; everything committed is on disk afterwards. */
  stop(): Promise<void>;
  /** Settles if the server ends without having been asked to. */
  readonly lost: Promise<void>;
}

export interface PostgresOptions {
  readonly dataDir: string;
  /** A free port of 127.0.0.1 by default. */
  readonly port?: number;
  /** False only where a crash may lose everything: tests and benchmarks of the code itself. */
  readonly durable: boolean;
  /** Further settings, `name: value`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** For tests: how to run PostgreSQL's programs, instead of what suits this machine. */
  readonly plan?: (native: string, dataDir: string) => Launch;
}

/** After a kill -9 the last server's own processes need a moment before the folder is free again. */
const startWithinMs = 15_000;
/** Less patience with a server whose run still lives: it will hardly go away. */
const besidesLivingRunMs = 2_000;
const stopWithinMs = 10_000;

/** Starts a PostgreSQL on 127.0.0.1 whose binaries came with npm. Never used with DATABASE_URL. */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const launch = (options.plan ?? planLaunch)(findBinaries(), resolve(options.dataDir));
  const password = initialise(launch, options.durable);
  const began = Date.now();
  for (;;) {
    const port = options.port ?? (await freePort());
    const server = await tryStart(launch, port, options);
    if (server !== undefined) return manage(server, launch, port, password);
    const said = readLog(launch);
    if (!mayPass(said, options.port !== undefined) || Date.now() - began > patienceMs(launch)) {
      throw new PlainError(explainLog(said, launch, port));
    }
    stopOrphan(launch);
    await pause(300);
  }
}

const logFile = ({ dataDir }: Launch): string => `${dataDir}.log`;
const ownerFile = ({ dataDir }: Launch): string => `${dataDir}.owner`;

async function tryStart(
  launch: Launch,
  port: number,
  { durable, settings = {} }: PostgresOptions,
): Promise<ChildProcess | undefined> {
  const chosen = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    enable_memoize: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...settings,
  };
  const { file, args, options } = command(launch, 'postgres', [
    '-D',
    launch.dataDir,
    ...Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const log = openSync(logFile(launch), 'w', 0o600);
  // Its own process group: Ctrl-C at the terminal must not stop the database before its clients.
  const server = spawn(file, args, {
    ...options,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<false>((done) => {
    server.once('exit', () => done(false));
    server.once('error', () => done(false));
  });
  const ready = await Promise.race([ended, becomesReady(launch, server)]);
  return ready ? server : undefined;
}

/** PostgreSQL writes its state into the eighth line of its pid file: no connection is needed. */
async function becomesReady(launch: Launch, server: ChildProcess): Promise<boolean> {
  while (server.exitCode === null && server.signalCode === null) {
    const lines = readPidFile(launch);
    if (lines[0] === String(server.pid) && lines[7]?.trim() === 'ready') return true;
    await pause(15);
  }
  return false;
}

function readPidFile({ dataDir }: Launch): readonly string[] {
  try {
    return readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function readLog(launch: Launch): string {
  try {
    return readFileSync(logFile(launch), 'utf8');
  } catch {
    return '';
  }
}

/** Whether trying again can help: a last run that is still going down, or a port taken meanwhile. */
function mayPass(said: string, portIsGiven: boolean): boolean {
  if (/postmaster\.pid" already exists|shared memory block|is starting up/i.test(said)) return true;
  return !portIsGiven && /address already in use/i.test(said);
}

const patienceMs = (launch: Launch): number =>
  isAlive(Number(readText(ownerFile(launch)))) ? besidesLivingRunMs : startWithinMs;

/** Without a parent-death signal (macOS) a killed run leaves its server behind: stop that one. */
function stopOrphan(launch: Launch): void {
  const server = Number(readPidFile(launch)[0]);
  const owner = Number(readText(ownerFile(launch)));
  if (!(server > 1) || !(owner > 1) || isAlive(owner)) return;
  if (!processName(server).includes('postgres')) return;
  try {
    process.kill(server, 'SIGINT');
  } catch (error) {
    // It ended by itself between the look at its name and now.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

function isAlive(pid: number): boolean {
  if (!(pid > 1)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function explainLog(said: string, launch: Launch, port: number): string {
  if (/no space left/i.test(said)) {
    return 'The disk is full: the database cannot start. Free some space and start again.';
  }
  if (/postmaster\.pid" already exists|shared memory block/i.test(said)) {
    return `Another run of the platform is using the database in ${launch.dataDir}. Stop it and start again.`;
  }
  if (/address already in use/i.test(said)) {
    return `Port ${port}, meant for the database, is busy. Stop what uses it and start again.`;
  }
  const fatal = /(?:FATAL|PANIC|ERROR):\s+(.*)/.exec(said)?.[1] ?? (said.trim() || 'nothing');
  return `The database in ${launch.dataDir} does not start. PostgreSQL said: ${fatal}. See ${logFile(launch)}; to begin with an empty database move ${launch.dataDir} away.`;
}

function manage(
  server: ChildProcess,
  launch: Launch,
  port: number,
  password: string,
): EmbeddedPostgres {
  writeFileSync(ownerFile(launch), String(process.pid));
  const stopNow = () => server.kill('SIGINT');
  process.once('exit', stopNow);
  let stopping = false;
  const lost = new Promise<void>((done) => {
    server.once('exit', () => {
      if (!stopping) done();
    });
  });
  return {
    lost,
    port,
    pid: server.pid ?? 0,
    url: (database) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`,
    async stop() {
      stopping = true;
      process.off('exit', stopNow);
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGINT');
      const forced = setTimeout(() => server.kill('SIGQUIT'), stopWithinMs);
      await ended;
      clearTimeout(forced);
      rmSync(ownerFile(launch), { force: true });
    },
  };
}

/** A port of 127.0.0.1 that nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((done, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}
