import { type RawBuilder, sql } from 'kysely';
import type { Db } from './pool.ts';

/**
 * One state of the database for as long as it is open, on one connection of the pool: for answers
 * that are too long to be held in memory. Nothing can be written in it.
 */
export interface Snapshot {
  readonly db: Db;
  /**
   * Rows of one query in its order, as many at a time as asked for; none: there are no more. Asking
   * for more empties the list that was given before.
   */
  cursor<Row>(query: RawBuilder<Row>): Promise<(most: number) => Promise<readonly Row[]>>;
  /** Gives the connection back, whatever was left unread. Twice is fine. */
  close(): Promise<void>;
}

/** @param idleMs how long nothing may be asked before the server ends it; its rows are kept meanwhile */
export async function openSnapshot(db: Db, { idleMs }: { idleMs: number }): Promise<Snapshot> {
  const transaction = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  let underWay: Promise<unknown> = Promise.resolve();
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    // One statement at a time; and a connection that is lost has ended its transaction already.
    closing ??= underWay
      .catch(() => undefined)
      .then(() => transaction.rollback().execute())
      .catch(() => undefined);
    return closing;
  };
  try {
    await sql`SELECT set_config('idle_in_transaction_session_timeout', ${`${idleMs}ms`}, true)`.execute(
      transaction,
    );
  } catch (error) {
    await close();
    throw error;
  }
  let declared = 0;
  return {
    db: transaction,
    close,
    async cursor<Row>(query: RawBuilder<Row>) {
      declared += 1;
      const name = sql.id(`rows_${declared}`);
      await sql`DECLARE ${name} NO SCROLL CURSOR FOR ${query}`.execute(transaction);
      let given: Row[] = [];
      return (most: number) => {
        // One promise of the driver holds the next: what they were resolved with would stay until
        // the next full collection, a hundred megabytes of rows that nobody reads any more.
        given.length = 0;
        const fetched = sql<Row>`FETCH FORWARD ${sql.lit(most)} FROM ${name}`.execute(transaction);
        underWay = fetched;
        return fetched.then(({ rows }) => {
          given = rows;
          return rows;
        });
      };
    },
  };
}
