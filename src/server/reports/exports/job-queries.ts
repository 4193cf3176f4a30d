import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Values } from '../../../domain/requests/define.ts';
import type { Db } from '../../db/pool.ts';
import type { ReportExportsTable } from '../../db/schema.ts';
import type { Tx } from '../../db/transaction.ts';
import { addJob } from '../../jobs/queries.ts';

/** The exports that the worker writes, as whoever asked for them sees them. */

export type ExportRecord = Selectable<ReportExportsTable>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What of a person's is waiting or being written is counted by one creation after the other. */
export async function holdCreation(tx: Tx, userId: number): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('report_exports.user'), ${userId}::int)`.execute(
    tx,
  );
}

export async function countUnderWay(tx: Tx, userId: number): Promise<number> {
  const { count } = await tx
    .selectFrom('report_exports')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirstOrThrow();
  return count;
}

export async function insertExport(
  tx: Tx,
  asked: {
    readonly userId: number;
    readonly query: Values;
    readonly fileName: string;
    readonly rowsTotal: number;
    readonly now: Instant;
  },
): Promise<ExportRecord> {
  return tx
    .insertInto('report_exports')
    .values({
      user_id: asked.userId,
      query: JSON.stringify(asked.query),
      file_name: asked.fileName,
      rows_total: asked.rowsTotal,
      created_at: asked.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** One job for each export: a later one takes the place of one that waits. */
export async function enqueueWriting(tx: Tx, id: string, inSeconds = 0): Promise<void> {
  await addJob(tx, 'write-export', { exportId: id }, { jobKey: `write-export:${id}`, inSeconds });
}

/** One's own, newest first. */
export async function findExports(
  db: Db,
  userId: number,
  most: number,
): Promise<readonly ExportRecord[]> {
  return db
    .selectFrom('report_exports')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute();
}

export async function findExport(
  db: Db,
  userId: number,
  id: string,
): Promise<ExportRecord | undefined> {
  if (!UUID.test(id)) return undefined;
  return db
    .selectFrom('report_exports')
    .selectAll()
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** Undefined: not theirs, or finished already. */
export async function cancelExport(
  tx: Tx,
  userId: number,
  id: string,
  now: Instant,
): Promise<ExportRecord | undefined> {
  return tx
    .updateTable('report_exports')
    .set({ state: 'cancelled', finished_at: now })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('state', 'in', ['waiting', 'running'])
    .returningAll()
    .executeTakeFirst();
}

export async function markSeen(tx: Tx, userId: number, id: string, now: Instant): Promise<void> {
  await tx
    .updateTable('report_exports')
    .set({ seen_at: now })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('finished_at', 'is not', null)
    .where('seen_at', 'is', null)
    .execute();
}
