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
  /** For statements that look up a few rows of tables that work passes through. */
  readonly isForQueue?: boolean;
}

const connectWithinMs = 10_000;
const statementWithinMs = 30_000;
/** The server ends a statement that takes too long; one of which nothing is heard so much longer is lost. */
const patience = 1.2;

/**
 * Planner choices measured on the dashboard's list: memoize picks a plan ten times slower there, and
 * compiling short queries, or starting parallel workers for them, costs more than it saves.
 */
const sessionSettings =
  '-c TimeZone=UTC -c jit=off -c enable_memoize=off -c max_parallel_workers_per_gather=0';

/**
 * A queue's tables grow from nothing to millions between two analyses, and plans are kept: one made
 * for the empty table would read all of the full one. Here everything is found through an index.
 */
const queueSettings = '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off';

function poolConfig(options: PoolOptions): pg.PoolConfig {
  const withinMs = options.statementTimeoutMs ?? statementWithinMs;
  return {
    connectionString: options.connectionString,
    application_name: options.name,
    max: options.size,
    connectionTimeoutMillis: connectWithinMs,
    statement_timeout: withinMs,
    query_timeout: withinMs * patience,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    options: options.isForQueue ? `${sessionSettings} ${queueSettings}` : sessionSettings,
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
  pool.on('connect', (client) => {
    client.on('error', onError);
    endWhenSilent(client);
  });
  return pool;
}

/**
 * A network that breaks without hanging up leaves connections on which nothing is ever answered. The
 * driver gives up waiting for the statement, but would use the connection for the next one.
 */
function endWhenSilent(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const watched = (...given: unknown[]): unknown => {
    const answer = query(...given);
    if (answer instanceof Promise) {
      answer.catch((error: unknown) => {
        const isSilent = error instanceof Error && error.message === 'Query read timeout';
        if (isSilent) client.end().catch(() => undefined);
      });
    }
    return answer;
  };
  client.query = watched as pg.PoolClient['query'];
}

/** The query builder over a pool; `destroy()` closes the pool. */
export function openDb(pool: Pool): Db {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
