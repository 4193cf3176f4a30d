import { sql, type Transaction } from 'kysely';
import type { Db } from './pool.ts';
import type { Database } from './schema.ts';

declare const open: unique symbol;

/**
 * An open transaction. Functions that write take it as their first argument: a plain `Db` does not
 * satisfy it, so nothing can be written outside a transaction by forgetting one.
 */
export type Tx = Transaction<Database> & { readonly [open]: true };

/** Runs `work` in one transaction: all of it is kept, or nothing if it throws. */
export function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute((transaction) => work(transaction as Tx));
}

/**
 * Runs `read` on one snapshot: every statement sees the same committed state, whatever is committed
 * meanwhile. Nothing can be written in it.
 *
 * For reports, whose statements ask for a day or for ten years: each is planned for what it asks,
 * because one kept plan for all of them reads a million rows where an index holds the few.
 */
export function inSnapshot<T>(db: Db, read: (db: Db) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      await sql`SELECT set_config('plan_cache_mode', 'force_custom_plan', true)`.execute(
        transaction,
      );
      return read(transaction);
    });
}
