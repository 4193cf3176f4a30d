import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Logger, runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { PlainError } from '../plain-error.ts';
import { openJobPool } from './pool.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const folder = resolve(import.meta.dirname, '../../../migrations');
const fileName = /^(\d{4})-[a-z0-9-]+\.sql$/;
// Any fixed number: everyone who migrates this platform's database takes the same lock.
const lockKey = 7_265_717_565;

// The queue announces each of its own migrations; failures are thrown, so nothing is lost here.
const silent = new Logger(() => () => undefined);

/** The numbered files of `migrations/`, in order, without gaps or doubles. */
export function readMigrations(from: string = folder): readonly Migration[] {
  const files = readdirSync(from).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file, index) => {
    const version = Number(fileName.exec(file)?.[1]);
    if (version !== index + 1) {
      throw new Error(`migrations/${file}: expected a name like 000${index + 1}-what-it-does.sql`);
    }
    const sql = readFileSync(join(from, file), 'utf8');
    const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
    return { version, name: file, sql, checksum };
  });
}

/**
 * Brings a database to this release: the job queue's schema, then every migration not yet applied,
 * each in a transaction of its own. Processes starting together take turns. Returns what was applied.
 */
export async function migrate(
  connectionString: string,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly string[]> {
  const pool = openJobPool({
    connectionString,
    size: 2,
    name: 'requests-migrate',
    // A connection lost in the middle fails the statement that runs on it: that one is thrown.
    onError: () => undefined,
    statementTimeoutMs: 0,
  });
  try {
    const client = await pool.connect();
    try {
      await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
      await runMigrations({ pgPool: pool, logger: silent });
      return await applyMissing(client, migrations);
    } finally {
      // Ends the session, and with it the advisory lock, whatever happened.
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

async function applyMissing(
  client: pg.PoolClient,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
    version integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  )`);
  const done = await client.query<{ version: number; name: string; checksum: string }>(
    'SELECT version, name, checksum FROM schema_migrations ORDER BY version',
  );
  for (const row of done.rows) refuseEditedHistory(row, migrations[row.version - 1]);
  const missing = migrations.slice(done.rows.length);
  for (const migration of missing) await apply(client, migration);
  return missing.map(({ name }) => name);
}

function refuseEditedHistory(
  applied: { readonly name: string; readonly checksum: string },
  migration: Migration | undefined,
): void {
  if (migration === undefined) {
    throw new PlainError(
      `The database is newer than this release: it has ${applied.name}. Start the newer release, or restore the database from before the upgrade.`,
    );
  }
  if (migration.name !== applied.name || migration.checksum !== applied.checksum) {
    throw new PlainError(
      `migrations/${migration.name} is not the ${applied.name} that this database was made with. An applied migration is never edited: restore the file and put the change into a new one.`,
    );
  }
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      'INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)',
      [migration.version, migration.name, migration.checksum],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`migrations/${migration.name} failed; nothing of it was applied`, {
      cause: error,
    });
  }
}
