import { sql } from 'kysely';
import type { Db } from '../../src/server/db/pool.ts';

/**
 * M2: makes a completed request one that was completed before the first price list, as the upgrade
 * leaves them. Nothing else can: what is frozen stays frozen, so the guards sleep meanwhile.
 */
export async function completedBeforeFirstList(db: Db, code: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(tx);
    const completion = tx
      .selectFrom('completions')
      .innerJoin('requests', 'requests.id', 'completions.request_id')
      .select('completions.id')
      .where('requests.code', '=', code);
    await tx.deleteFrom('completion_lines').where('completion_id', 'in', completion).execute();
    await tx
      .updateTable('completions')
      .set({
        price_list_id: null,
        priced_at: null,
        client_total: null,
        operate_total: null,
        qa_total: null,
        discount_percent: null,
        discount_amount: null,
        final_price: null,
      })
      .where('id', 'in', completion)
      .execute();
  });
}
