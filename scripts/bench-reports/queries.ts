import { sql } from 'kysely';
import type { Db } from '../../src/server/db/pool.ts';

/** Months that are over and have completions, and how many of them are folded. */
export async function foldProgress(
  db: Db,
): Promise<{ readonly months: number; readonly folded: number }> {
  const { rows } = await sql<{ months: number; folded: number }>`
    WITH months AS (
      SELECT DISTINCT month_of(completed_at) AS month FROM completions WHERE superseded_at IS NULL)
    SELECT count(*) AS months, count(folded_at) AS folded
    FROM months LEFT JOIN report_months USING (month)
    WHERE months.month < date_trunc('month', now() AT TIME ZONE 'UTC' - interval '1 day')`.execute(
    db,
  );
  return rows[0] ?? { months: 0, folded: 0 };
}
