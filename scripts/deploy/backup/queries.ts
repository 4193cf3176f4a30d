import { sql } from 'kysely';
import type { Db } from '../../../src/server/db/pool.ts';
import type { KeptFile } from './manifest.ts';

/** Lets others read what this transaction sees, for as long as it is open and however long they take. */
export async function exportSnapshot(db: Db): Promise<string> {
  await sql`SELECT set_config('idle_in_transaction_session_timeout', '0', true),
    set_config('statement_timeout', '0', true)`.execute(db);
  const { rows } = await sql<{ id: string }>`SELECT pg_export_snapshot() AS id`.execute(db);
  return rows[0]?.id ?? '';
}

export async function tableNames(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

/** Exact, one table after the other. */
export async function rowCounts(db: Db): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of await tableNames(db)) {
    const { rows } = await sql<{ rows: number }>`
      SELECT count(*) AS rows FROM ${sql.table(name)}`.execute(db);
    counts[name] = rows[0]?.rows ?? 0;
  }
  return counts;
}

export async function newestMigration(db: Db): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM schema_migrations ORDER BY version DESC LIMIT 1`.execute(db);
  return rows[0]?.name ?? '';
}

/** What every file row says about its bytes. */
export async function fileRows(db: Db): Promise<readonly KeptFile[]> {
  const rows = await db
    .selectFrom('files')
    .select(['storage_key', 'size_bytes', 'sha256'])
    .orderBy('storage_key')
    .execute();
  return rows.map(({ storage_key, size_bytes, sha256 }) => ({
    key: storage_key,
    size: size_bytes,
    sha256: Buffer.from(sha256).toString('hex'),
  }));
}

export async function hasFileRow(db: Db, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('files')
    .select('id')
    .where('storage_key', '=', key)
    .executeTakeFirst();
  return row !== undefined;
}
