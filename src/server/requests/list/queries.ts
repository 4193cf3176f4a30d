import {
  type Compilable,
  CompiledQuery,
  type Expression,
  expressionBuilder,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Money } from '../../../domain/kernel/money.ts';
import type { Actor, Team } from '../../../domain/people.ts';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Priority, Status } from '../../../domain/requests/request.ts';
import type { Db } from '../../db/pool.ts';
import type { Database } from '../../db/schema.ts';
import {
  conditionsOf,
  containing,
  containsAny,
  containsEach,
  partsFor,
  type Search,
} from './conditions.ts';
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

/** How far a search walks from the newest request on: always, and at most. */
const SHORT_WALK = 250;
const LONGEST_WALK = 5_000;

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
  if (filters.search !== null) return findContaining(db, actor, filters, page, filters.search);
  const rows = merged(
    partsOf(db, actor, filters).map(({ query, order }) =>
      firstRows(beyond(page.cursor, query), page, order),
    ),
    page,
  );
  // Without filters each part has its index whatever the values, so this plan is kept.
  const isPlain = filters.slices.length === 0 && !isFiltered(filters);
  return isPlain ? (await db.executeQuery<ListRow>(rows.compile(db))).rows : replan(db, rows);
}

/**
 * A common text stands among the newest: walking there beats sorting a hundred thousand matches.
 * One that does not is rare enough to be collected through the text index. Leaving the choice to the
 * planner costs a walk over everything when the text is common in old requests only.
 */
async function findContaining(
  db: Db,
  actor: Actor,
  filters: Filters,
  page: Page,
  text: string,
): Promise<readonly ListRow[]> {
  const wanted = page.limit + 1;
  const search: Search = { text, people: await findPeopleNamed(db, text) };
  const walk = (length: number) => {
    const parts = partsOf(db, actor, filters).map(({ query, order }) => {
      const newest = inOrder(beyond(page.cursor, query).select(COLUMNS), page, order)
        .limit(sql.lit(length))
        .as('requests');
      return firstRows(db.selectFrom(newest).where(containsEach(search)), page);
    });
    return replan(db, merged(parts, page));
  };
  const near = await walk(SHORT_WALK);
  if (near.length === wanted) return near;
  // Twice as far as the first steps promise. Where that is too far, or promises nothing, walking
  // on costs more than collecting; except for people, who may have thousands of requests.
  const promised = Math.ceil((2 * SHORT_WALK * wanted) / near.length);
  const far = search.people.length > 0 ? Math.min(promised, LONGEST_WALK) : promised;
  const rows = far <= LONGEST_WALK ? await walk(far) : near;
  if (rows.length === wanted) return rows;
  const matching = beyond(page.cursor, wholeOf(db, actor, filters))
    .select(COLUMNS)
    .where(containsAny(search));
  return replan(db, inOrder(matching, page, withoutIndex).limit(sql.lit(wanted)));
}

type Requests = SelectQueryBuilder<Database, 'requests', object>;

/** What the person sees (P3) and the filters leave. */
function wholeOf(db: Db, actor: Actor, filters: Filters): Requests {
  const parts = partsFor(actor, filters);
  return narrowed(db, or(parts.map(({ condition }) => condition)), filters);
}

/** The same in parts, each with the order that leads the planner to its index. */
function partsOf(db: Db, actor: Actor, filters: Filters) {
  return partsFor(actor, filters).map(({ condition, isRare }) => ({
    query: narrowed(db, condition, filters),
    order: isRare ? withoutIndex : byIndex,
  }));
}

function narrowed(db: Db, part: Expression<SqlBool>, filters: Filters): Requests {
  return conditionsOf(filters).reduce<Requests>(
    (query, condition) => query.where(condition),
    db.selectFrom('requests').where(part),
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

const { or } = expressionBuilder<Database, 'requests'>();

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

function firstRows(query: Requests, page: Page, createdAt = byIndex) {
  return inOrder(query.select(COLUMNS), page, createdAt).limit(sql.lit(page.limit + 1));
}

/** The first rows of all parts, each of which brings its own first rows in order; none twice. */
function merged(
  parts: readonly SelectQueryBuilder<Database, 'requests', ListRow>[],
  page: Page,
): Compilable<ListRow> | RawBuilder<ListRow> {
  const [only] = parts;
  // As it is: between parentheses it would not be recognised as a statement worth preparing.
  if (parts.length === 1 && only !== undefined) return only;
  const order = sql.raw(page.cursor?.direction === 'newer' ? 'ASC' : 'DESC');
  return sql<ListRow>`
    SELECT DISTINCT ON (created_at, id) * FROM (${sql.join(parts, sql` UNION ALL `)}) AS requests
    ORDER BY created_at ${order}, id ${order} LIMIT ${sql.lit(page.limit + 1)}`;
}

/**
 * Runs a statement without preparing it: how to find rows depends on how many match its very values
 * (two blocked requests or ninety thousand completed ones), so a plan must not be kept. A text that
 * begins with a comment is never named (db/named-statements.ts).
 */
async function replan<R>(db: Db, query: Compilable<R> | RawBuilder<R>): Promise<readonly R[]> {
  const { sql: text, parameters } = query.compile(db);
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

export interface PriceRow {
  readonly request_id: number;
  readonly client_total: Money;
  readonly final_price: Money;
}

/** The frozen prices of these requests as they count now (M3, M4). */
export async function findPrices(db: Db, ids: readonly number[]): Promise<readonly PriceRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<PriceRow>`
    SELECT request_id, client_total, final_price FROM completions
    WHERE request_id = ANY(${[...ids]}) AND superseded_at IS NULL AND price_list_id IS NOT NULL`.execute(
    db,
  );
  return rows;
}

/** How many requests match, counted no further than one beyond `most`. */
export async function countUpTo(
  db: Db,
  actor: Actor,
  filters: Filters,
  most: number,
): Promise<number> {
  const matching = wholeOf(db, actor, filters);
  const searched =
    filters.search === null
      ? matching
      : matching.where(
          containsAny({
            text: filters.search,
            people: await findPeopleNamed(db, filters.search),
          }),
        );
  const some = searched.select(sql`1`.as('one')).limit(sql.lit(most + 1));
  const rows = await replan<{ count: number }>(
    db,
    db.selectFrom(some.as('some')).select(({ fn }) => fn.countAll<number>().as('count')),
  );
  return rows[0]?.count ?? 0;
}
