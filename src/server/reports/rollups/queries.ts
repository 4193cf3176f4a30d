import { sql } from 'kysely';
import type { CalendarDay, Instant } from '../../../domain/kernel/calendar.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';

/**
 * Holds a month against everybody who would change what it sums up (`unfold_months` takes the same
 * lock shared). False when somebody is changing it now: waiting would make every later change wait
 * behind this one.
 */
export async function tryHoldMonth(tx: Tx, month: CalendarDay): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtext('report_months'), ${month}::date - date '2000-01-01')
      AS held`.execute(tx);
  return rows[0]?.held === true;
}

export async function deleteSums(tx: Tx, month: CalendarDay): Promise<void> {
  await sql`DELETE FROM completion_days WHERE ${inMonth('day', month)}`.execute(tx);
  await sql`DELETE FROM completion_day_quantities WHERE ${inMonth('day', month)}`.execute(tx);
  await sql`DELETE FROM completion_histograms WHERE month = ${month}::date`.execute(tx);
  await sql`DELETE FROM work_days WHERE ${inMonth('day', month)}`.execute(tx);
}

export async function insertDays(tx: Tx, month: CalendarDay): Promise<void> {
  await sql`
    INSERT INTO completion_days (day, team, type, completed, priced, client_total, discount_amount,
      final_price, operate_total, qa_total, elapsed_ms, scheduled_ms, approval_ms, pending_ms,
      operate_ms, qa_pending_ms, qa_ms, blocked_ms, cancelled_ms, completed_ms, tat_ms,
      tat_pending_ms, tat_operate_ms, tat_qa_pending_ms, tat_qa_ms, tat_other_ms)
    SELECT (completed_at AT TIME ZONE 'UTC')::date, team, type, count(*), count(final_price),
      coalesce(sum(client_total), 0), coalesce(sum(discount_amount), 0),
      coalesce(sum(final_price), 0), coalesce(sum(operate_total), 0), coalesce(sum(qa_total), 0),
      sum(elapsed_ms), sum(scheduled_ms), sum(approval_ms), sum(pending_ms),
      sum(operate_ms), sum(qa_pending_ms), sum(qa_ms), sum(blocked_ms), sum(cancelled_ms),
      sum(completed_ms), sum(tat_ms), sum(tat_pending_ms), sum(tat_operate_ms),
      sum(tat_qa_pending_ms), sum(tat_qa_ms), sum(tat_other_ms)
    FROM completions WHERE ${countsIn(month)}
    GROUP BY 1, 2, 3`.execute(tx);
}

/** M5: of the priced ones without a discount. */
export async function insertQuantities(tx: Tx, month: CalendarDay): Promise<void> {
  await sql`
    INSERT INTO completion_day_quantities (day, team, type, operation, quantity)
    SELECT (completed_at AT TIME ZONE 'UTC')::date, team, type, operation, sum(quantity)
    FROM completions JOIN completion_lines ON completion_id = completions.id
    WHERE ${countsIn(month)} AND discount_percent = 0
    GROUP BY 1, 2, 3, 4`.execute(tx);
}

export async function insertHistograms(tx: Tx, month: CalendarDay): Promise<void> {
  await sql`
    INSERT INTO completion_histograms (month, measure, dimension, bucket, count, low, high)
    WITH counted AS MATERIALIZED (
      SELECT team || '|' || type AS slice, operator_id, qa_agent_id, tat_ms, tat_bucket, operate_ms,
        operate_bucket, qa_ms, qa_bucket, price_band
      FROM completions WHERE ${countsIn(month)}
    )
    SELECT ${month}::date, 'tat', slice, tat_bucket, count(*), min(tat_ms), max(tat_ms)
      FROM counted GROUP BY slice, tat_bucket
    UNION ALL
    SELECT ${month}::date, 'price', slice, price_band, count(*), NULL, NULL
      FROM counted WHERE price_band IS NOT NULL GROUP BY slice, price_band
    UNION ALL
    SELECT ${month}::date, 'operate', operator_id::text, operate_bucket, count(*), min(operate_ms),
      max(operate_ms)
      FROM counted WHERE operator_id IS NOT NULL GROUP BY operator_id, operate_bucket
    UNION ALL
    SELECT ${month}::date, 'qa', qa_agent_id::text, qa_bucket, count(*), min(qa_ms), max(qa_ms)
      FROM counted WHERE qa_agent_id IS NOT NULL GROUP BY qa_agent_id, qa_bucket`.execute(tx);
}

/**
 * D4: work taken (L6, L10, L20), completed and rejected. A rejection counts for the operator whose
 * work it was, and for the QA agent who rejected it in QA.
 */
export async function insertWork(tx: Tx, month: CalendarDay): Promise<void> {
  await sql`
    INSERT INTO work_days (day, person_id, role, taken, completed, rejected)
    SELECT (at AT TIME ZONE 'UTC')::date, person_id, role, sum(taken), sum(completed), sum(rejected)
    FROM (
      SELECT at, coalesce((details->>'personId')::bigint, actor_id) AS person_id,
        CASE WHEN action = 'start_qa' OR (action = 'assign' AND from_status = 'qa_pending')
          THEN 'qa_agent' ELSE 'operator' END AS role,
        1 AS taken, 0 AS completed, 0 AS rejected
      FROM request_events
      WHERE action IN ('operate', 'assign', 'start_qa') AND ${within('at', month)}
      UNION ALL
      SELECT completed_at, operator_id, 'operator', 0, 1, 0 FROM completions WHERE ${countsIn(month)}
      UNION ALL
      SELECT completed_at, qa_agent_id, 'qa_agent', 0, 1, 0 FROM completions WHERE ${countsIn(month)}
      UNION ALL
      SELECT at, operator_id, 'operator', 0, 0, 1 FROM rejections WHERE ${within('at', month)}
      UNION ALL
      SELECT at, rejected_by, 'qa_agent', 0, 0, 1 FROM rejections
      WHERE from_status = 'qa_in_progress' AND rejected_by = qa_agent_id AND ${within('at', month)}
    ) AS done
    WHERE person_id IS NOT NULL
    GROUP BY 1, 2, 3`.execute(tx);
}

export async function markFolded(tx: Tx, month: CalendarDay, now: Instant): Promise<void> {
  await sql`
    INSERT INTO report_months (month, folded_at) VALUES (${month}::date, ${now}::timestamptz)
    ON CONFLICT (month) DO UPDATE SET folded_at = excluded.folded_at`.execute(tx);
}

/**
 * Months with completions that count and no sums, oldest first, that had ended at `until`. Steps from
 * month to month along the index instead of reading every completion.
 */
export async function findMonthsToFold(db: Db, until: Instant): Promise<readonly CalendarDay[]> {
  const { rows } = await sql<{ month: CalendarDay }>`
    WITH RECURSIVE months AS (
      (SELECT month_of(completed_at) AS month FROM completions
        WHERE superseded_at IS NULL ORDER BY completed_at LIMIT 1)
      UNION ALL
      SELECT (SELECT month_of(completed_at) FROM completions
        WHERE superseded_at IS NULL
          AND completed_at >= (months.month + interval '1 month') AT TIME ZONE 'UTC'
        ORDER BY completed_at LIMIT 1)
      FROM months WHERE months.month IS NOT NULL
    )
    SELECT months.month FROM months
    LEFT JOIN report_months ON report_months.month = months.month
    WHERE folded_at IS NULL
      AND (months.month + interval '1 month') AT TIME ZONE 'UTC' <= ${until}::timestamptz
    ORDER BY months.month`.execute(db);
  return rows.map(({ month }) => month);
}

/** Months whose sums may be used. */
export async function findFoldedMonths(db: Db): Promise<ReadonlySet<CalendarDay>> {
  const { rows } = await sql<{ month: CalendarDay }>`
    SELECT month FROM report_months WHERE folded_at IS NOT NULL`.execute(db);
  return new Set(rows.map(({ month }) => month));
}

const inMonth = (column: 'day', month: CalendarDay) => sql`
  ${sql.ref(column)} >= ${month}::date AND ${sql.ref(column)} < ${month}::date + interval '1 month'`;

const within = (column: 'at' | 'completed_at', month: CalendarDay) => sql`
  ${sql.ref(column)} >= ${month}::date::timestamp AT TIME ZONE 'UTC'
  AND ${sql.ref(column)} < (${month}::date + interval '1 month') AT TIME ZONE 'UTC'`;

const countsIn = (month: CalendarDay) =>
  sql`superseded_at IS NULL AND ${within('completed_at', month)}`;
