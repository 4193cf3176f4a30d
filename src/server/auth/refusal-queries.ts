import { sql } from 'kysely';
import type { AuditAction } from '../../domain/audit.ts';
import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';

export async function isRefusalNoted(
  db: Db | Tx,
  action: AuditAction,
  network: string,
  since: Instant,
): Promise<boolean> {
  const row = await db
    .selectFrom('audit_log')
    .select('id')
    .where('action', '=', action)
    .where('target', '=', network)
    .where('at', '>', since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Until the end of the transaction; false when another one holds it. */
export async function tryHoldRefusals(
  tx: Tx,
  action: AuditAction,
  network: string,
): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`${action} ${network}`}, 0)) AS held`.execute(
    tx,
  );
  return rows[0]?.held === true;
}
