import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { NamedStatementClient } from './named-statements.ts';
import type { Database } from './schema.ts';
import { typeParsers } from './types.ts';

/** Reads go through `Db`; whatever writes asks for a `Tx` (transaction.ts). */
export type Db = Kysely<Database>;

export type Pool = pg.Pool;

export interface PoolOptions {
  readonly connectionString: string;
  readonly size: number;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  /** Called once for each connection that breaks: the pool replaces it, the log should tell. */
  readonly onError: (error: Error) => void;
  readonly statementTimeoutMs?: number;
}

const connectWithinMs = 10_000;
const statementWithinMs = 30_000;

/**
 * Planner choices measured on the dashboard's list: memoize picks a plan ten times slower there, and
 * compiling short queries, or starting parallel workers for them, costs more than it saves.
 */
const sessionSettings =
  '-c TimeZone=UTC -c jit=off -c enable_memoize=off -c max_parallel_workers_per_gather=0';

function poolConfig(options: PoolOptions): pg.PoolConfig {
  return {
    connectionString: options.connectionString,
    application_name: options.name,
    max: options.size,
    connectionTimeoutMillis: connectWithinMs,
    statement_timeout: options.statementTimeoutMs ?? statementWithinMs,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    options: sessionSettings,
  };
}

/** The application's connections, with prepared statements and this code base's value types. */
export function openPool(options: PoolOptions): Pool {
  const pool = new pg.Pool({
    ...poolConfig(options),
    types: typeParsers,
    Client: NamedStatementClient,
  });
  return guard(pool, options);
}

/** Connections for graphile-worker, which expects the driver's own value types. */
export function openJobPool(options: PoolOptions): Pool {
  return guard(new pg.Pool(poolConfig(options)), options);
}

/**
 * Without a listener a connection lost while idle or checked out would end the process. Each client
 * tells its own loss; the pool repeats that of an idle one, which is not news.
 */
function guard(pool: Pool, { onError }: PoolOptions): Pool {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/** The query builder over a pool; `destroy()` closes the pool. */
export function openDb(pool: Pool): Db {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
