import { sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Db } from '../../db/pool.ts';
import type { Standing } from './plain-summary.testing.ts';

/**
 * Completions of many kinds within seven months, made by their events as everything that is
 * completed: many at the very edges of days in several zones, many that took equally long, some not
 * priced, some with a discount, some rejected later.
 */
export async function loadCompletions(
  db: Db,
  userId: number,
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`SELECT setseed(${seed} / 100000.0)`.execute(tx);
    await sql`
      CREATE TEMPORARY TABLE made ON COMMIT DROP AS
      SELECT n, pick.team, pick.type, done_at,
        done_at - (CASE WHEN random() < 0.3 THEN (floor(random() * 4) * 3600000)::bigint
          ELSE floor(exp(random() * 14))::bigint * 500 END || ' ms')::interval AS began_at,
        floor(random() * 300000)::bigint AS cents, random() AS chance,
        floor(random() * 1001)::int AS tenths
      FROM generate_series(1, ${count}::int) AS n
      CROSS JOIN LATERAL (
        SELECT (ARRAY['revenue', 'support', 'revenue', 'support', 'compliance', 'accounting'])[1 + n % 6] AS team,
          (ARRAY['user_records', 'property_records', 'unit_transfer', 'address_validation', 'xml_files',
            'stripe_disputes'])[1 + n % 6] AS type,
          CASE WHEN n % 3 = 0
            -- Local midnights of whole and half hours, to the millisecond.
            THEN timestamptz '2025-09-01 00:00Z' + floor(random() * 201 * 48) * interval '30 minutes'
              + (floor(random() * 3) - 1) * interval '1 millisecond'
            ELSE date_trunc('milliseconds', timestamptz '2025-09-01 00:00Z' + random() * interval '201 days')
          END AS done_at
      ) AS pick`.execute(tx);
    await sql`
      INSERT INTO requests (code, type, requester_id, creator_id, team, data, status, created_at,
        updated_at, status_since, tat_start_at, thread_title)
      SELECT 'UR-26Q1' || lpad(n::text, 5, '0'), type, ${userId}, ${userId}, team, '{}', 'pending',
        began_at, began_at, began_at, began_at, 'A request'
      FROM made ORDER BY n`.execute(tx);
    const events = (
      action: string,
      from: string | null,
      to: string,
      at: 'began_at' | 'done_at',
    ) => sql`
      INSERT INTO request_events (request_id, at, actor_id, action, from_status, to_status)
      SELECT requests.id, ${sql.ref(`made.${at}`)}, ${userId}, ${action}, ${from}, ${to}
      FROM made JOIN requests ON code = 'UR-26Q1' || lpad(n::text, 5, '0') ORDER BY n`;
    await events('create', null, 'pending', 'began_at').execute(tx);
    await events('complete', 'qa_in_progress', 'completed', 'done_at').execute(tx);
    await sql`
      INSERT INTO price_lists (title, created_at, created_by, updated_at, updated_by)
      VALUES ('Any', now(), ${userId}, now(), ${userId})`.execute(tx);
    await sql`
      UPDATE completions SET price_list_id = (SELECT max(id) FROM price_lists), priced_at = done_at,
        client_total = round(cents / 100.0, 2), operate_total = round(cents / 313.0, 3),
        qa_total = round(cents / 997.0, 3), discount_percent = round(percent, 1),
        discount_amount = round(round(cents / 100.0, 2) * percent / 100, 2),
        final_price = round(cents / 100.0, 2) - round(round(cents / 100.0, 2) * percent / 100, 2)
      FROM (SELECT *, CASE WHEN chance < 0.2 THEN tenths / 10.0 ELSE 0 END AS percent FROM made) AS made
      JOIN requests ON code = 'UR-26Q1' || lpad(n::text, 5, '0')
      WHERE request_id = requests.id AND chance < 0.93`.execute(tx);
    await sql`
      INSERT INTO request_events (request_id, at, actor_id, action, from_status, to_status)
      SELECT requests.id, done_at + interval '3 days', ${userId}, 'reject', 'completed', 'in_progress'
      FROM made JOIN requests ON code = 'UR-26Q1' || lpad(n::text, 5, '0')
      WHERE n % 17 = 0 ORDER BY n`.execute(tx);
  });
}

/** Every completion that counts now, as stored. */
export async function standing(db: Db): Promise<readonly Standing[]> {
  const { rows } = await sql<Standing>`
    SELECT completed_at AS at, team, type, tat_ms AS "tatMs", client_total AS "clientTotal",
      discount_amount AS discount, operate_total AS operate, qa_total AS qa
    FROM completions WHERE superseded_at IS NULL`.execute(db);
  return rows;
}

const nth = (index: number) => sql`(SELECT id FROM completions
  WHERE superseded_at IS NULL AND final_price IS NOT NULL ORDER BY request_id OFFSET ${index} LIMIT 1)`;

/** L12: rejects one that counts. */
export async function rejectAgain(db: Db, userId: number, index: number, at: Instant) {
  await sql`
    INSERT INTO request_events (request_id, at, actor_id, action, from_status, to_status)
    SELECT request_id, ${at}::timestamptz, ${userId}, 'reject', 'completed', 'in_progress'
    FROM completions WHERE id = ${nth(index)}`.execute(db);
}

/** M4: takes a third off one that counts, in one transaction with its event. */
export async function discountAgain(db: Db, userId: number, index: number, at: Instant) {
  await sql`
    WITH chosen AS (
      UPDATE completions SET discount_percent = 33.3,
        discount_amount = round(client_total * 0.333, 2),
        final_price = client_total - round(client_total * 0.333, 2)
      WHERE id = ${nth(index)} RETURNING request_id
    )
    INSERT INTO request_events (request_id, at, actor_id, action, from_status, to_status, details)
    SELECT request_id, ${at}::timestamptz, ${userId}, 'discount', 'completed', 'completed',
      '{"prices": true, "changes": [{"field": "discountPercent", "from": "0.0", "to": "33.3"}]}'
    FROM chosen`.execute(db);
}
