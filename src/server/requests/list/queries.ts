import { CompiledQuery, type SelectQueryBuilder, sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Actor, Team } from '../../../domain/people.ts';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Priority, Status } from '../../../domain/requests/request.ts';
import type { Db } from '../../db/pool.ts';
import type { Database } from '../../db/schema.ts';
import { conditionsOf, containing, contains } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { type Filters, isFiltered } from './filters.ts';

export interface ListRow {
  readonly id: number;
  readonly code: string;
  readonly type: RequestTypeKey;
  readonly variant: string | null;
  readonly partner_name: string | null;
  readonly status: Status;
  readonly priority: Priority;
  readonly team: Team;
  readonly requester_id: number;
  readonly operator_id: number | null;
  readonly qa_agent_id: number | null;
  readonly created_at: Instant;
  readonly status_since: Instant;
  readonly scheduled_on: string | null;
  readonly scheduled_timezone: string | null;
  readonly completed_at: Instant | null;
  readonly tat_start_at: Instant | null;
  readonly update_requested_at: Instant | null;
  readonly previously_rejected: boolean;
}

const COLUMNS = [
  'requests.id',
  'requests.code',
  'requests.type',
  'requests.variant',
  'requests.partner_name',
  'requests.status',
  'requests.priority',
  'requests.team',
  'requests.requester_id',
  'requests.operator_id',
  'requests.qa_agent_id',
  'requests.created_at',
  'requests.status_since',
  'requests.scheduled_on',
  'requests.scheduled_timezone',
  'requests.completed_at',
  'requests.tat_start_at',
  'requests.update_requested_at',
  'requests.previously_rejected',
] as const;

export interface Page {
  readonly limit: number;
  readonly cursor: Cursor | null;
}

/** How many of the newest requests a search looks through before it asks the text index. */
const NEWEST_FIRST_LOOK = 1_000;

/**
 * One page, newest first, and whether more lie beyond it in the direction of reading. People are
 * ids; their names come in a second statement for the few rows there are, not in a join that would
 * have to be planned each time.
 */
export async function findPage(
  db: Db,
  actor: Actor,
  filters: Filters,
  page: Page,
): Promise<{ readonly rows: readonly ListRow[]; readonly more: boolean }> {
  const found = await findRows(db, actor, filters, page);
  const rows = found.slice(0, page.limit);
  if (page.cursor?.direction === 'newer') rows.reverse();
  return { rows, more: found.length > page.limit };
}

async function findRows(
  db: Db,
  actor: Actor,
  filters: Filters,
  page: Page,
): Promise<readonly ListRow[]> {
  const matching = beyond(page.cursor, where(db, actor, filters));
  const wanted = page.limit + 1;
  if (filters.search === null) {
    const query = inOrder(matching.select(COLUMNS), page).limit(sql.lit(wanted));
    const isPlain = filters.slices.length === 0 && !isFiltered(filters) && actor.roles.length > 0;
    return isPlain ? query.execute() : replan(db, query);
  }

  // What is common stands among the newest: walking those beats sorting a hundred thousand matches.
  // What is not found there in number is rare enough to be collected through the text index.
  const searched = contains(filters.search, await findPeopleNamed(db, filters.search));
  const newest = inOrder(matching.select([...COLUMNS, 'requests.search_text']), page)
    .limit(sql.lit(NEWEST_FIRST_LOOK))
    .as('requests');
  const common = db.selectFrom(newest).select(COLUMNS).where(searched);
  const first = await replan<ListRow>(db, inOrder(common, page).limit(sql.lit(wanted)));
  if (first.length === wanted) return first;
  const rare = matching.select(COLUMNS).where(searched);
  return replan(db, inOrder(rare, page, withoutIndex).limit(sql.lit(wanted)));
}

type Requests = SelectQueryBuilder<Database, 'requests', object>;

function where(db: Db, actor: Actor, filters: Filters): Requests {
  return conditionsOf(actor, filters).reduce<Requests>(
    (query, condition) => query.where(condition),
    db.selectFrom('requests'),
  );
}

/** By comparing rows, never OFFSET: page a thousand costs what page one does. */
function beyond(cursor: Cursor | null, query: Requests): Requests {
  if (cursor === null) return query;
  const operator = cursor.direction === 'older' ? '<' : '>';
  return query.where(({ eb, refTuple, tuple }) =>
    eb(
      refTuple('requests.created_at', 'requests.id'),
      operator,
      tuple(cursor.createdAt, cursor.id),
    ),
  );
}

const byIndex = sql<Instant>`requests.created_at`;
/** No index has this expression, so matches are collected first and sorted then. */
const withoutIndex = sql<Instant>`(requests.created_at + interval '0')`;

function inOrder<O>(
  query: SelectQueryBuilder<Database, 'requests', O>,
  { cursor }: Page,
  createdAt = byIndex,
): SelectQueryBuilder<Database, 'requests', O> {
  const order = cursor?.direction === 'newer' ? 'asc' : 'desc';
  return query.orderBy(createdAt, order).orderBy('requests.id', order);
}

/**
 * Runs a statement without preparing it: how to find rows depends on how many match its very values
 * (two blocked requests or ninety thousand completed ones), so a plan must not be kept. A text that
 * begins with a comment is never named (db/named-statements.ts).
 */
async function replan<R>(
  db: Db,
  query: { compile(): { readonly sql: string; readonly parameters: readonly unknown[] } },
): Promise<R[]> {
  const { sql: text, parameters } = query.compile();
  const { rows } = await db.executeQuery<R>(
    CompiledQuery.raw(`/* planned for its values */ ${text}`, [...parameters]),
  );
  return rows;
}

async function findPeopleNamed(db: Db, text: string): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM users
    WHERE lower(first_name || ' ' || last_name) LIKE lower(${containing(text)})
      OR (first_name || last_name = '' AND lower(username) LIKE lower(${containing(text)}))`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

export interface NamedPerson {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly username: string;
  readonly is_active: boolean;
}

/** The people with these ids, active or not. */
export async function findPeopleByIds(
  db: Db,
  ids: readonly number[],
): Promise<readonly NamedPerson[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<NamedPerson>`
    SELECT id, first_name, last_name, username, is_active FROM users
    WHERE id = ANY(${[...ids]})`.execute(db);
  return rows;
}

/** How many requests match, counted no further than one beyond `most`. */
export async function countUpTo(
  db: Db,
  actor: Actor,
  filters: Filters,
  most: number,
): Promise<number> {
  const matching = where(db, actor, filters);
  const searched =
    filters.search === null
      ? matching
      : matching.where(contains(filters.search, await findPeopleNamed(db, filters.search)));
  const some = searched.select(sql`1`.as('one')).limit(sql.lit(most + 1));
  const rows = await replan<{ count: number }>(
    db,
    db.selectFrom(some.as('some')).select(({ fn }) => fn.countAll<number>().as('count')),
  );
  return rows[0]?.count ?? 0;
}
