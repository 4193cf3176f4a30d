import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isLoopback } from '../../src/server/config/production.ts';
import { migrate } from '../../src/server/db/migrate.ts';
import { checkDatabase } from '../../src/server/db/session-check.ts';
import { PlainError } from '../../src/server/plain-error.ts';
import { freePort, startPostgres } from '../embedded/postgres.ts';
import { own } from './address.ts';
import { type Child, runChild } from './child.ts';
import { databaseName, type EmptyDatabase, prepareDatabase } from './database.ts';
import {
  ensureInboxPortIsFree,
  type InboxOptions,
  planInbox,
  type RunningInbox,
  startInbox,
} from './inbox.ts';
import { ensurePortIsFree } from './port.ts';
import { type RoundRobin, startRoundRobin } from './round-robin.ts';
import { localSecrets } from './secrets.ts';

const readyWithinMs = 30_000;
const crashesBeforeGivingUp = 3;

export interface PlatformOptions {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** False for tests: nothing survives a crash of the machine, everything is faster. */
  readonly durable: boolean;
  /** Fills an empty database, or nothing. */
  readonly fill?: ((database: EmptyDatabase) => Promise<void>) | undefined;
  /** So many apis, taking turns behind the port, and so many workers; one each unless given. */
  readonly copies?: number;
  /** Restart the processes when their files change. */
  readonly watch?: boolean;
  /** Runs the local inbox beside the platform. */
  readonly inbox?: InboxOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly say: (sentence: string) => void;
}

export interface Platform {
  readonly address: string;
  readonly connectionString: string;
  readonly apis: readonly Child[];
  readonly workers: readonly Child[];
  /** Null when nothing is sent to this machine. */
  readonly inbox: RunningInbox | null;
  /** Api and worker first, then what they use: nothing they acknowledged is lost. */
  stop(): Promise<void>;
  /** Settles if the embedded database ends by itself: the platform is of no use any more. */
  readonly databaseLost?: Promise<void>;
  /** Ends everything at once; the database recovers at the next start. */
  kill(): void;
}

/** Starts embedded PostgreSQL, api and worker, and returns when the platform answers. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { host, port, say } = options;
  await ensurePortIsFree(host, port);
  if (options.inbox !== undefined) await ensureInboxPortIsFree(options.inbox);
  const dataDir = resolve(options.dataDir);
  const secrets = localSecrets(dataDir);
  const filesDir = join(dataDir, 'files');
  mkdirSync(filesDir, { recursive: true });
  const postgres = await startPostgres({
    dataDir: join(dataDir, 'postgres'),
    durable: options.durable,
  });
  const connectionString = postgres.url(databaseName);
  const siteUrl = options.env?.SITE_URL ?? own('SITE_URL') ?? `http://localhost:${port}`;
  const environment = {
    ...withOwnValues({
      FILES_DIR: filesDir,
      LOG_LEVEL: 'warn',
      ALLOWED_HOSTS: hostsOfTrial(host),
      ...secrets,
    }),
    DATABASE_URL: connectionString,
    SITE_URL: siteUrl,
    HOST: host,
    PORT: String(port),
  };
  const { env, inbox } = await prepare().catch(async (error: unknown) => {
    await postgres.stop();
    throw error;
  });
  const platform = await runProcesses(options, env, connectionString, {
    stopDatabase: () => postgres.stop(),
    inbox,
  });
  return { ...platform, databaseLost: postgres.lost };

  async function prepare() {
    const plan = options.inbox === undefined ? null : await planInbox(options.inbox);
    const env = { ...environment, ...plan?.env, ...options.env };
    const localChannels = plan?.channels ?? [];
    // At once: until it listens somebody else may take its ports.
    const inbox = plan === null ? null : await startInbox(plan, siteUrl, say);
    try {
      await prepareDatabase(postgres, { connectionString, env, localChannels }, options);
    } catch (error) {
      await inbox?.process.stop();
      throw error;
    }
    return { env, inbox };
  }
}

/** What runs beside api and worker, and outlives them. */
interface Beside {
  readonly stopDatabase: () => Promise<void>;
  readonly inbox: RunningInbox | null;
}

/** Whoever opens a trial to other machines may be asked for by any of this one's names. */
function hostsOfTrial(host: string): string {
  return isLoopback(host.includes(':') ? `[${host}]` : host) ? '' : '*';
}

/** What somebody set in the environment wins over what an embedded platform would choose. */
function withOwnValues(chosen: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(chosen).map(([name, value]) => [name, process.env[name] || value]);
  return Object.fromEntries(own);
}

/** Starts api and worker on a database of one's own: the environment says everything. */
export async function startOnDatabase(
  options: Pick<PlatformOptions, 'host' | 'port' | 'watch' | 'env' | 'say'> & {
    readonly connectionString: string;
  },
): Promise<Platform> {
  const { host, port, connectionString, say } = options;
  await ensurePortIsFree(host, port);
  await checkDatabase(connectionString);
  for (const name of await migrate(connectionString)) say(`Applied migrations/${name}.`);
  const beside = { stopDatabase: async () => undefined, inbox: null };
  return runProcesses(options, options.env ?? {}, connectionString, beside);
}

async function runProcesses(
  options: Pick<PlatformOptions, 'host' | 'port' | 'copies' | 'watch' | 'say'>,
  env: Readonly<Record<string, string>>,
  connectionString: string,
  { stopDatabase, inbox }: Beside,
): Promise<Platform> {
  const { host, port, copies = 1, watch = false, say } = options;
  const common = { watch, say };
  const api = { name: 'api', entry: 'src/server/api.ts', ...common };
  const worker = { name: 'worker', entry: 'src/server/worker.ts', env, ...common };
  const { ports, balancer } = await portsOfApis(copies, { host, port });
  const behind = balancer === null ? {} : { HOST: '127.0.0.1' };
  const apis = ports.map((apiPort) =>
    runChild({ ...api, env: { ...env, ...behind, PORT: String(apiPort) } }),
  );
  const workers = ports.map(() => runChild(worker));
  const shown = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const platform: Platform = {
    address: `http://${shown}:${port}`,
    connectionString,
    apis,
    workers,
    inbox,
    async stop() {
      await Promise.all([...apis, ...workers].map((child) => child.stop()));
      await balancer?.stop();
      await Promise.all([inbox?.process.stop(), stopDatabase()]);
    },
    kill() {
      for (const child of [...apis, ...workers]) child.kill();
      inbox?.process.kill();
    },
  };
  try {
    const local = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    const listening = balancer === null ? local : '127.0.0.1';
    for (const [index, api] of apis.entries()) {
      await answers(`http://${listening}:${ports[index]}`, api);
    }
  } catch (error) {
    await platform.stop();
    throw error;
  }
  return platform;
}

/** One api listens at the port itself; several at ports of their own, taking turns behind it. */
async function portsOfApis(
  copies: number,
  at: Pick<PlatformOptions, 'host' | 'port'>,
): Promise<{ readonly ports: readonly number[]; readonly balancer: RoundRobin | null }> {
  if (copies === 1) return { ports: [at.port], balancer: null };
  const ports: number[] = [];
  while (ports.length < copies) ports.push(await freePort());
  return { ports, balancer: await startRoundRobin({ ...at, apiPorts: ports }) };
}

async function answers(address: string, api: Child): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline && api.crashes < crashesBeforeGivingUp) {
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(100);
  }
  throw new PlainError(
    `The platform does not answer at ${address}. What it printed above says why.`,
  );
}
