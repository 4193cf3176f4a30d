import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Actor, TEAMS, type Team } from '../../domain/people.ts';
import { canSeeInternal, canSeePrices, seesEverything } from '../../domain/permissions.ts';
import type { Database } from '../db/schema.ts';
import type { RequestRow } from './stored-request.ts';

/**
 * P3 in SQL: the one place that decides who sees a request, for lists, search, counts, detail,
 * history, files and reveal. `canView` in the domain says the same about a loaded request, and a
 * test holds the two together.
 */
const eb = expressionBuilder<Database, 'requests'>();

/**
 * Use as `.where(visibleTo(actor))` on any query in which `requests` has its own name. What it
 * hides must be answered exactly like what does not exist.
 */
export function visibleTo(actor: Actor): Expression<SqlBool> {
  return eb.or(visibleParts(actor).map(({ condition }) => condition));
}

/** What a person sees, as far as one index leads to it. */
export interface VisiblePart {
  readonly condition: Expression<SqlBool>;
  /** Few rows, mostly none: to be collected and sorted, not walked to in order. */
  readonly isRare: boolean;
}

/**
 * The same in parts that do not overlap: the requests of one's teams, and one's own in other teams,
 * which only somebody who changed teams has; optionally among certain teams only. A list asks each
 * part by itself: the planner takes the parts of an OR for independent of all other filters, and
 * reads everything to find that a team has no such request.
 */
export function visibleParts(actor: Actor, among: readonly Team[] = TEAMS): readonly VisiblePart[] {
  const isAmong = among.length < TEAMS.length;
  if (seesEverything(actor)) return [often(isAmong ? isOf(among) : eb.lit(true))];
  const own = eb('requests.requester_id', '=', actor.id);
  const teams = among.filter((team) => actor.teams.includes(team));
  const others = among.filter((team) => !actor.teams.includes(team));
  if (teams.length === 0) return [often(isAmong ? eb.and([own, isOf(others)]) : own)];
  if (others.length === 0) return [often(isOf(teams))];
  return [often(isOf(teams)), { condition: eb.and([own, isOf(others)]), isRare: true }];
}

/**
 * L18, N9, P4 in SQL: internal comments and what happened to prices, and what tells of them, are left
 * out for whoever may not read them. Use on every query over `request_events`, or on what hangs on an event, that a person reads.
 * @param details the event's column
 */
export function shownTo(actor: Actor, details: string): RawBuilder<SqlBool> {
  const internal = canSeeInternal(actor) ? sql`true` : sql`NOT ${sql.ref(details)} ? 'internal'`;
  const prices = canSeePrices(actor) ? sql`true` : sql`NOT ${sql.ref(details)} ? 'prices'`;
  return sql`(${internal} AND ${prices})`;
}

/**
 * P3, L18 from the other side: the condition on `users` for those who may see a comment on this
 * request, `canView` and `canSeeInternal` in SQL.
 */
export function readersOf(
  request: Pick<RequestRow, 'requester_id' | 'team'>,
  isInternal: boolean,
): RawBuilder<SqlBool> {
  const involved = sql`users.id = ${request.requester_id} OR ${request.team} = ANY (users.teams)`;
  return isInternal
    ? sql`(users.is_active AND users.roles <> '{}')`
    : sql`(users.is_active AND (users.roles <> '{}' OR ${involved}))`;
}

const often = (condition: Expression<SqlBool>): VisiblePart => ({ condition, isRare: false });

/** In the statement's text: a plan that is kept is made for this very team, large or small. */
const isOf = (teams: readonly Team[]) =>
  eb(
    'requests.team',
    'in',
    teams.map((team) => sql.lit(team)),
  );
