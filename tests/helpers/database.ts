import { afterAll, beforeAll, inject } from 'vitest';
import { type Db, openDb, openPool } from '../../src/server/db/pool.ts';
import { administer, uniqueName, withDatabase } from './template.ts';

export interface TestDatabase {
  readonly db: Db;
  /** For a second pool, a worker or a child process on the same database. */
  readonly connectionString: string;
}

/**
 * Gives the calling test file a database of its own, migrated and empty, and drops it afterwards.
 * Call it at the top level of the file (or of a describe) and read its fields inside tests only.
 */
export function useDatabase(options: { readonly poolSize?: number } = {}): TestDatabase {
  let opened: TestDatabase | undefined;
  const server = inject('databaseServer');
  const name = uniqueName('test');

  beforeAll(async () => {
    await administer(server, `CREATE DATABASE ${name} TEMPLATE ${inject('databaseTemplate')}`);
    const connectionString = withDatabase(server, name);
    const pool = openPool({
      connectionString,
      size: options.poolSize ?? 10,
      name: 'requests-test',
      // Dropping the database ends what a test left open: nobody is there to hear of it.
      onError: () => undefined,
    });
    opened = { db: openDb(pool), connectionString };
  });

  afterAll(async () => {
    await opened?.db.destroy();
    await administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });

  const use = (): TestDatabase => {
    if (opened === undefined) throw new Error('The test database exists inside tests only.');
    return opened;
  };
  return {
    get db() {
      return use().db;
    },
    get connectionString() {
      return use().connectionString;
    },
  };
}
