import { type RawBuilder, sql } from 'kysely';
import { OPERATION_KEYS } from '../../../domain/pricing/operations.ts';
import type { DraftPrices } from '../../../domain/pricing/price-list.ts';
import type { Period, WhatIfCell } from '../../../domain/pricing/what-if.ts';
import type { Db } from '../../db/pool.ts';

/**
 * M4 in SQL: `total` × `percent` / 100 rounded half-even to cents, as `percentOf` does, and a test
 * holds the two together. `round` takes halves up: what it made of half a cent above an even one is
 * a cent too much. Exact: both are decimals, and nothing is divided.
 */
export function percentOfSql(
  total: RawBuilder<unknown>,
  percent: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const exact = sql`(${total} * ${percent} * 0.01)`;
  return sql`(round(${exact}, 2) - CASE
    WHEN mod(${exact} * 1000, 10) = 5 AND mod(trunc(${exact} * 100), 2) = 0 THEN 0.01 ELSE 0 END)`;
}

/**
 * M5: what was completed in the period (current completions only), as it is priced and as these
 * prices would have it. Quantities of a day can be multiplied together, except where a discount
 * rounds every request on its own; days of folded months come from their sums, all others from the
 * completions. Run on a snapshot, so that the months' flags and the completions belong together.
 */
export async function sumWhatIf(
  db: Db,
  { from, to }: Period,
  prices: DraftPrices,
): Promise<readonly WhatIfCell[]> {
  const clientPrices = OPERATION_KEYS.map((key) => prices[key].clientPrice);
  const { rows } = await sql<WhatIfCell>`
    WITH prices AS (
      SELECT operation, price
      FROM unnest(${[...OPERATION_KEYS]}::text[], ${clientPrices}::numeric[]) AS p (operation, price)
    ), stretches AS (
      SELECT folded_at IS NOT NULL AS is_folded, first_day, end_day,
        first_day::timestamp AT TIME ZONE 'UTC' AS since, end_day::timestamp AT TIME ZONE 'UTC' AS until
      FROM generate_series(date_trunc('month', ${from}::timestamp), ${to}::timestamp, interval '1 month')
          AS months (starts)
        LEFT JOIN report_months ON month = starts::date,
        LATERAL (SELECT greatest(starts::date, ${from}::date) AS first_day,
          least((starts + interval '1 month')::date, ${to}::date + 1) AS end_day) AS days
    ), facts AS MATERIALIZED (
      SELECT id, team, type, final_price, discount_percent
      FROM stretches JOIN completions ON completed_at >= since AND completed_at < until
      WHERE NOT is_folded AND superseded_at IS NULL
    ), discounted AS (
      SELECT team, type, discount_percent, sum(quantity * price) AS total
      FROM completions, ${linesOf(sql`completions.id`)} JOIN prices USING (operation)
      WHERE superseded_at IS NULL AND discount_percent > 0
        AND completed_at >= ${from}::timestamp AT TIME ZONE 'UTC'
        AND completed_at < (${to}::date + 1)::timestamp AT TIME ZONE 'UTC'
      GROUP BY completions.id
    ), parts (team, type, completed, priced, before, after) AS (
      SELECT team, type, completed, priced, final_price, 0
        FROM stretches JOIN completion_days ON day >= first_day AND day < end_day
        WHERE is_folded
      UNION ALL
      SELECT team, type, count(*), count(final_price), coalesce(sum(final_price), 0), 0
        FROM facts GROUP BY team, type
      UNION ALL
      SELECT team, type, 0, 0, 0, sum(quantity) * price
        FROM stretches JOIN completion_day_quantities ON day >= first_day AND day < end_day
          JOIN prices USING (operation)
        WHERE is_folded
        GROUP BY team, type, operation, price
      UNION ALL
      SELECT team, type, 0, 0, 0, sum(quantity) * price
        FROM facts, ${linesOf(sql`facts.id`)} JOIN prices USING (operation)
        WHERE discount_percent = 0
        GROUP BY team, type, operation, price
      UNION ALL
      SELECT team, type, 0, 0, 0, sum(total - ${percentOfSql(sql`total`, sql`discount_percent`)})
        FROM discounted GROUP BY team, type
    )
    SELECT team, type, sum(completed)::bigint AS completed, sum(priced)::bigint AS priced,
      sum(before) AS before, sum(after) AS after
    FROM parts GROUP BY team, type`.execute(db);
  return rows;
}

/**
 * The lines of one completion, looked up by its key. OFFSET keeps the planner from reading the whole
 * table instead: it takes the completions of a few days for a large part of all.
 */
function linesOf(completionId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`LATERAL (SELECT operation, quantity FROM completion_lines
    WHERE completion_id = ${completionId} OFFSET 0) AS lines`;
}
