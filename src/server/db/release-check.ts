import { sql } from 'kysely';
import { PlainError } from '../plain-error.ts';
import { type Migration, readMigrations } from './migrate.ts';
import type { Db } from './pool.ts';

/**
 * Proves that the database is of this very release, before anything is asked of it that it may not
 * have or mean otherwise. Throws a PlainError that says which of the two is behind.
 */
export async function checkRelease(
  db: Db,
  migrations: readonly Migration[] = readMigrations(),
): Promise<void> {
  const applied = await appliedNames(db);
  const missing = migrations[applied.length];
  if (missing !== undefined) {
    throw new PlainError(
      `The database is older than this release: ${missing.name} is not applied. Run npm run migrate and start again.`,
    );
  }
  const newest = applied[migrations.length];
  if (newest !== undefined) {
    throw new PlainError(
      `The database is newer than this release: it has ${newest}. Start the newer release, or restore the database from before the upgrade.`,
    );
  }
}

async function appliedNames(db: Db): Promise<readonly string[]> {
  const { rows: found } = await sql<{ exists: boolean }>`
    SELECT to_regclass('schema_migrations') IS NOT NULL AS exists`.execute(db);
  if (found[0]?.exists !== true) return [];
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM schema_migrations ORDER BY version`.execute(db);
  return rows.map(({ name }) => name);
}
