import { sql } from 'kysely';
import type { Actor } from '../../../domain/people.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';
import { requestColumns } from '../queries.ts';
import type { RequestRow } from '../stored-request.ts';
import { visibleTo } from '../visibility.ts';

/** The requests with these codes that this person may see (P3), in no order. Nothing is locked. */
export async function findRequests(
  db: Db,
  actor: Actor,
  codes: readonly string[],
): Promise<readonly RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    SELECT ${requestColumns} FROM requests
    WHERE code = ANY(${[...codes]}::text[]) AND ${visibleTo(actor)}`.execute(db);
  return rows;
}

/** Somebody with the roles and teams that they have now; undefined once they are not active. */
export function findActor(tx: Tx, id: number): Promise<Actor | undefined> {
  return tx
    .selectFrom('users')
    .select(['id', 'roles', 'teams', 'timezone'])
    .where('id', '=', id)
    .where('is_active', '=', true)
    .executeTakeFirst();
}
