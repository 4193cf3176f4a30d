import { type Db, openDb, openPool } from '../../src/server/db/pool.ts';

/** A connection of the benchmark's own: loading takes longer than any statement of the platform may. */
export async function withDb<T>(
  connectionString: string,
  say: (text: string) => void,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const onError = (error: Error): void => say(error.message);
  const name = 'requests-bench';
  const db = openDb(openPool({ connectionString, size: 2, name, onError, statementTimeoutMs: 0 }));
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
