import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '../../src/server/db/migrate.ts';
import { checkDatabase } from '../../src/server/db/session-check.ts';
import { PlainError } from '../../src/server/plain-error.ts';
import { type EmbeddedPostgres, startPostgres } from '../embedded/postgres.ts';
import { type Child, runChild } from './child.ts';
import { ensurePortIsFree } from './port.ts';
import { localSecrets } from './secrets.ts';

const databaseName = 'requests';
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
  /** Restart the processes when their files change. */
  readonly watch?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly say: (sentence: string) => void;
}

export interface EmptyDatabase {
  readonly connectionString: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Platform {
  readonly address: string;
  readonly connectionString: string;
  readonly api: Child;
  readonly worker: Child;
  /** Api and worker first, then the database: nothing they acknowledged is lost. */
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
  const dataDir = resolve(options.dataDir);
  const secrets = localSecrets(dataDir);
  const filesDir = join(dataDir, 'files');
  mkdirSync(filesDir, { recursive: true });
  const postgres = await startPostgres({
    dataDir: join(dataDir, 'postgres'),
    durable: options.durable,
  });
  const connectionString = postgres.url(databaseName);
  const env = {
    ...withOwnValues({
      SITE_URL: `http://localhost:${port}`,
      FILES_DIR: filesDir,
      LOG_LEVEL: 'warn',
      ...secrets,
    }),
    DATABASE_URL: connectionString,
    HOST: host,
    PORT: String(port),
    ...options.env,
  };
  try {
    await prepare(postgres, connectionString, env, options);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  const platform = await runProcesses(options, env, connectionString, () => postgres.stop(), say);
  return { ...platform, databaseLost: postgres.lost };
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
  return runProcesses(options, options.env ?? {}, connectionString, async () => undefined, say);
}

async function prepare(
  postgres: EmbeddedPostgres,
  connectionString: string,
  env: Readonly<Record<string, string>>,
  { fill, say }: PlatformOptions,
): Promise<void> {
  await createDatabase(postgres.url('postgres'));
  await migrate(connectionString);
  if (fill === undefined || !(await isEmpty(connectionString))) return;
  say('Loading sample data …');
  await fill({ connectionString, env });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const createDatabase = (maintenance: string) =>
  withClient(maintenance, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      databaseName,
    ]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  });

const isEmpty = (url: string) =>
  withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM users LIMIT 1');
    return rowCount === 0;
  });

async function runProcesses(
  { host, port, watch = false }: Pick<PlatformOptions, 'host' | 'port' | 'watch'>,
  env: Readonly<Record<string, string>>,
  connectionString: string,
  stopDatabase: () => Promise<void>,
  say: (sentence: string) => void,
): Promise<Platform> {
  const common = { env, watch, say };
  const api = runChild({ name: 'api', entry: 'src/server/api.ts', ...common });
  const worker = runChild({ name: 'worker', entry: 'src/server/worker.ts', ...common });
  const shown = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const platform: Platform = {
    address: `http://${shown}:${port}`,
    connectionString,
    api,
    worker,
    async stop() {
      await Promise.all([api.stop(), worker.stop()]);
      await stopDatabase();
    },
    kill() {
      api.kill();
      worker.kill();
    },
  };
  try {
    const local = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    await answers(`http://${local}:${port}`, api);
  } catch (error) {
    await platform.stop();
    throw error;
  }
  return platform;
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
