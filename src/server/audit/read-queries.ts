import { type RawBuilder, sql } from 'kysely';
import type { AuditAction } from '../../domain/audit.ts';
import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Values } from '../../domain/requests/define.ts';
import type { Db } from '../db/pool.ts';
import { containing } from '../people/queries.ts';

export interface AuditRow {
  readonly id: number;
  readonly at: Instant;
  readonly actor_id: number | null;
  readonly action: AuditAction;
  readonly target: string | null;
  readonly target_user_id: number | null;
  readonly details: Values;
  readonly address: string | null;
}

/** All of them narrow together; null: not asked. */
export interface AuditFilters {
  readonly search: string | null;
  readonly actions: readonly AuditAction[] | null;
  readonly person: number | null;
  readonly from: Instant | null;
  /** Not included. */
  readonly until: Instant | null;
}

/** The index of texts knows three characters or more; of fewer, what a word begins with. */
const ANYWHERE_FROM = 3;
/** More people than anybody means by a name. */
const MOST_NAMED = 200;

/**
 * The newest entries that the filters leave, `limit` at most. Planned for its very values (a text
 * that begins with a comment is never prepared, db/named-statements.ts): what is rare is collected
 * by its indexes, what is common is found while walking from the newest one.
 */
export async function findEntries(
  db: Db,
  filters: AuditFilters,
  before: number | null,
  limit: number,
): Promise<readonly AuditRow[]> {
  const conditions = [sql`true`];
  const { search, actions, person, from, until } = filters;
  if (before !== null) conditions.push(sql`id < ${before}::bigint`);
  if (actions !== null) conditions.push(sql`action = ANY(${[...actions]}::text[])`);
  if (person !== null) {
    conditions.push(sql`(actor_id = ${person}::bigint OR target_user_id = ${person}::bigint)`);
  }
  if (from !== null) conditions.push(sql`at >= ${from}::timestamptz`);
  if (until !== null) conditions.push(sql`at < ${until}::timestamptz`);
  if (search !== null) conditions.push(matching(search, await findNamed(db, search)));
  const { rows } = await sql<AuditRow>`/* planned for its values */
    SELECT id, at, actor_id, action, target, target_user_id, details, host(address) AS address
    FROM audit_log WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY id DESC LIMIT ${sql.lit(limit)}`.execute(db);
  return rows;
}

function matching(search: string, people: readonly number[]): RawBuilder<unknown> {
  const pattern = patternOf(search);
  const alternatives = [sql`target ILIKE ${pattern}`];
  // Only what could be part of one.
  if (/^[\da-f.:]+$/i.test(search)) alternatives.push(sql`host(address) ILIKE ${pattern}`);
  if (people.length > 0) {
    alternatives.push(sql`actor_id = ANY(${[...people]}::bigint[])`);
    alternatives.push(sql`target_user_id = ANY(${[...people]}::bigint[])`);
  }
  return sql`(${sql.join(alternatives, sql` OR `)})`;
}

/** The people whose name, username or email holds the text. */
async function findNamed(db: Db, search: string): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM users
    WHERE first_name || ' ' || last_name || ' ' || username || ' ' || email
      ILIKE ${containing(search)}
    ORDER BY id LIMIT ${sql.lit(MOST_NAMED)}`.execute(db);
  return rows.map(({ id }) => id);
}

function patternOf(search: string): string {
  const anywhere = containing(search);
  return [...search].length < ANYWHERE_FROM ? anywhere.slice(1) : anywhere;
}
