import { sql } from 'kysely';
import type { Actor } from '../../domain/people.ts';
import type { Tx } from '../db/transaction.ts';
import type { RequestRow } from './stored-request.ts';
import { visibleTo } from './visibility.ts';

/** The columns of a `RequestRow`. */
export const requestColumns = sql`requests.id, code, type, variant, requester_id, creator_id, team, priority,
  partner_name, instructions, data, operation, status, created_at, updated_at, status_since,
  scheduled_on, scheduled_timezone, scheduled_at, operator_id, qa_agent_id, operated_at,
  sent_to_qa_at, qa_started_at, completed_at, cancelled_at, cancelled_by, uncancelled_at,
  uncancelled_by, blocked_at, blocked_by, tat_start_at, update_requested_at, update_requested_by,
  previously_rejected, approval_asked, approval_waived, approved_at, approved_by,
  version, discount_percent`;

/** The request for a change: locked until the transaction ends (X1); undefined when hidden (P3). */
export async function lockRequest(
  tx: Tx,
  actor: Actor,
  code: string,
): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    SELECT ${requestColumns} FROM requests
    WHERE code = ${code} AND ${visibleTo(actor)} FOR UPDATE`.execute(tx);
  return rows[0];
}
