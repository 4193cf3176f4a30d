import { type SqlBool, sql } from 'kysely';
import type { Actor } from '../../../domain/people.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';
import type { RequestRow } from '../stored-request.ts';
import { readersOf, visibleTo } from '../visibility.ts';

type Place = Pick<
  RequestRow,
  'requester_id' | 'creator_id' | 'team' | 'operator_id' | 'qa_agent_id'
>;

/** The request that a comment is being written on; undefined when hidden (P3). */
export function findPlace(db: Db, actor: Actor, code: string): Promise<Place | undefined> {
  return db
    .selectFrom('requests')
    .select(['requester_id', 'creator_id', 'team', 'operator_id', 'qa_agent_id'])
    .where('code', '=', code)
    .where(visibleTo(actor))
    .executeTakeFirst();
}

/** L18, P3: who of these usernames may see the comment, by username in small letters. */
export async function findMentioned(
  tx: Tx,
  request: Place,
  usernames: readonly string[],
  isInternal: boolean,
): Promise<ReadonlyMap<string, number>> {
  if (usernames.length === 0) return new Map();
  const rows = await tx
    .selectFrom('users')
    .select(['id', sql<string>`lower(username)`.as('username')])
    .where(sql<SqlBool>`lower(username) = ANY (${[...usernames]}::text[])`)
    .where(readersOf(request, isInternal))
    .execute();
  return new Map(rows.map(({ id, username }) => [username, id]));
}

export interface MentionablePerson {
  readonly id: number;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
}

/**
 * Active people who may see the comment, `writerId` left out: first whose username or first name
 * begins with the search, then the last name, then the rest; among equals the people of the request.
 */
export function findMentionable(
  db: Db,
  request: Place,
  search: {
    readonly text: string;
    readonly isInternal: boolean;
    readonly writerId: number;
    readonly limit: number;
  },
): Promise<MentionablePerson[]> {
  const text = search.text.toLowerCase();
  const begins = `${literal(text)}%`;
  const involved = [
    request.requester_id,
    request.creator_id,
    request.operator_id,
    request.qa_agent_id,
  ].filter((id) => id !== null);
  return db
    .selectFrom('users')
    .select(['id', 'username', 'first_name as firstName', 'last_name as lastName'])
    .where(readersOf(request, search.isInternal))
    .where('id', '<>', search.writerId)
    .where(
      sql<SqlBool>`lower(username || ' ' || first_name || ' ' || last_name) LIKE ${`%${literal(text)}%`}`,
    )
    .orderBy(sql`CASE
      WHEN lower(username) LIKE ${begins} OR lower(first_name) LIKE ${begins}
        OR lower(first_name || ' ' || last_name) LIKE ${begins} THEN 1
      WHEN lower(last_name) LIKE ${begins} THEN 2
      ELSE 3 END`)
    .orderBy(sql`id <> ALL (${involved}::bigint[])`)
    .orderBy(sql`lower(first_name || ' ' || last_name || ' ' || username)`)
    .orderBy('id')
    .limit(sql.lit(search.limit))
    .execute();
}

/** What LIKE takes as wildcards is text like any other. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
