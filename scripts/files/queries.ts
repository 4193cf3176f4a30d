import { sql } from 'kysely';
import type { Db } from '../../src/server/db/pool.ts';

/** The bytes that the database knows of: uploads with their checksum, reports that are kept without. */

export interface KnownBytes {
  readonly key: string;
  /** What an admin can look for: `file <id>`, `report <id>`. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Hexadecimal; null: none was taken. */
  readonly sha256: string | null;
}

const BATCH = 500;

const KNOWN = sql`
  SELECT storage_key AS key, 'file ' || id AS name, size_bytes, encode(sha256, 'hex') AS sha256
    FROM files
  UNION ALL
  SELECT storage_key, 'report ' || id, size_bytes, NULL FROM report_exports WHERE state = 'ready'`;

/** Ordered by key, batch by batch: rows that come and go meanwhile disturb nothing. */
export async function* knownBytes(db: Db): AsyncGenerator<KnownBytes> {
  for (let after = ''; ; ) {
    const { rows } = await sql<KnownBytes>`
      SELECT key, name, size_bytes AS "sizeBytes", sha256 FROM (${KNOWN}) AS known
      WHERE key > ${after} ORDER BY key LIMIT ${sql.lit(BATCH)}`.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.key;
  }
}

export async function sumOfKnown(
  db: Db,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const { rows } = await sql<{ count: number; bytes: string | null }>`
    SELECT count(*) AS count, sum(size_bytes) AS bytes FROM (${KNOWN}) AS known`.execute(db);
  return { count: rows[0]?.count ?? 0, bytes: Number(rows[0]?.bytes ?? 0) };
}

/** False for what was removed since it was read. */
export async function isKnown(db: Db, key: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM (${KNOWN}) AS known WHERE key = ${key}`.execute(db);
  return rows.length > 0;
}
