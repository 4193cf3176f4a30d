import { sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Money } from '../../../domain/kernel/money.ts';
import type { Team } from '../../../domain/people.ts';
import type { Span } from '../../../domain/reports/periods.ts';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Db } from '../../db/pool.ts';

export interface PointRow {
  readonly code: string;
  readonly completed_at: Instant;
  readonly final_price: Money;
  readonly partner_name: string | null;
}

/** D3: the newest priced completions of a type, newest first. */
export async function findPoints(
  db: Db,
  { fromAt, untilAt }: Span,
  type: RequestTypeKey,
  teams: readonly Team[],
  most: number,
): Promise<readonly PointRow[]> {
  const { rows } = await sql<PointRow>`
    SELECT code, points.completed_at, final_price, partner_name FROM (
      SELECT id, request_id, completed_at, final_price FROM completions
      WHERE superseded_at IS NULL AND final_price IS NOT NULL AND type = ${type}
        AND completed_at >= ${fromAt}::timestamptz AND completed_at < ${untilAt}::timestamptz
        AND team = ANY(${[...teams]}::text[])
      ORDER BY completed_at DESC, id DESC LIMIT ${sql.lit(most)}
    ) AS points JOIN requests ON requests.id = request_id
    ORDER BY points.completed_at DESC, points.id DESC`.execute(db);
  return rows;
}
