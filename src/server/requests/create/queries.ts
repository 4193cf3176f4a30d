import { sql } from 'kysely';
import { type Instant, quarterOf } from '../../../domain/kernel/calendar.ts';
import { codeStem, SEQUENCE_DIGITS } from '../../../domain/requests/codes.ts';
import type { Status } from '../../../domain/requests/request.ts';
import type { Tx } from '../../db/transaction.ts';
import { answerStored, type UsedKey } from '../../http/idempotency-queries.ts';
import type { NewEvent } from '../history/event-details.ts';
import { historyInserts } from '../history/queries.ts';
import type { RequestColumns } from '../stored-request.ts';

export async function findActivePerson(tx: Tx, id: number) {
  return tx
    .selectFrom('users')
    .select(['id', 'teams', 'timezone'])
    .where('id', '=', id)
    .where('is_active', '=', true)
    .executeTakeFirst();
}

export interface Inserted {
  readonly id: number;
  readonly code: string;
  readonly eventId: number;
}

export interface NewRequest {
  readonly columns: RequestColumns;
  readonly event: NewEvent;
  /** What a repeated creation is answered with. */
  readonly answer: { readonly used: UsedKey | null; readonly status: Status };
}

/**
 * Counts the code up and writes the request, its event, its outbox and its answer in one statement.
 * Everybody who creates with the same prefix waits for the counter's row from here to the commit,
 * so this comes last (R2).
 */
export async function insertRequest(
  tx: Tx,
  prefix: string,
  createdAt: Instant,
  { columns, event, answer }: NewRequest,
): Promise<Inserted> {
  const { year, quarter } = quarterOf(createdAt);
  const names = Object.keys(columns);
  const values = Object.values(columns);
  const body = sql`jsonb_build_object('code', target.code, 'status', ${answer.status}::text)`;
  const { rows } = await sql<Inserted>`
    WITH counter AS (
      INSERT INTO code_counters AS counted (prefix, year, quarter, last)
      VALUES (${prefix}, ${year}, ${quarter}, 1)
      ON CONFLICT (prefix, year, quarter) DO UPDATE SET last = counted.last + 1
      RETURNING last::text AS sequence
    ), target AS (
      INSERT INTO requests (code, created_at, ${sql.join(names.map((name) => sql.ref(name)))})
      SELECT ${codeStem(prefix, createdAt)}::text
          || lpad(sequence, greatest(length(sequence), ${sql.lit(SEQUENCE_DIGITS)}), '0'),
        ${createdAt}, ${sql.join(values)}
      FROM counter
      RETURNING id, code
    ), ${historyInserts(event)} ${answerStored(answer.used, 201, body)}
    SELECT target.id, target.code, event.id AS "eventId" FROM target, event`.execute(tx);
  const [inserted] = rows;
  if (inserted === undefined) throw new Error('the request was not inserted');
  return inserted;
}
