import { sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Tx } from '../../db/transaction.ts';
import { requestColumns } from '../queries.ts';
import type { RequestRow } from '../stored-request.ts';

/**
 * Takes the scheduled request that has been due longest and that nobody else has taken (L5). Two
 * workers never get the same one: the second skips what the first has locked, and sees it pending
 * once that is committed.
 * @param except ids that failed in this run
 */
export async function lockNextDue(
  tx: Tx,
  now: Instant,
  except: readonly number[],
): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    SELECT ${requestColumns} FROM requests
    WHERE status = 'scheduled' AND scheduled_at <= ${now} AND id <> ALL(${except}::bigint[])
    ORDER BY scheduled_at, id LIMIT 1
    FOR UPDATE SKIP LOCKED`.execute(tx);
  return rows[0];
}
