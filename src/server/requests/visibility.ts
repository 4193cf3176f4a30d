import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { Actor, Team } from '../../domain/people.ts';
import { seesEverything } from '../../domain/permissions.ts';
import type { Database } from '../db/schema.ts';

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
  return eb.or(visibleParts(actor));
}

/**
 * The same in parts, each of which an index has in order: one's own requests, and those of one's
 * teams; optionally among certain teams only. One's own requests in one's team are in both. A list
 * asks each part by itself: the planner takes the parts of an OR for independent of all other
 * filters, and reads everything to find that a team has no such request.
 */
export function visibleParts(
  actor: Actor,
  among: readonly Team[] = [],
): readonly Expression<SqlBool>[] {
  const isOf = (teams: readonly Team[]) => eb('requests.team', 'in', teams.map(literal));
  if (seesEverything(actor)) return [among.length === 0 ? eb.lit(true) : isOf(among)];
  const own = eb('requests.requester_id', '=', actor.id);
  const teams = actor.teams.filter((team) => among.length === 0 || among.includes(team));
  return [
    among.length === 0 ? own : eb.and([own, isOf(among)]),
    ...(teams.length === 0 ? [] : [isOf(teams)]),
  ];
}

/** In the statement's text: a plan that is kept is made for this very team, large or small. */
const literal = (team: Team) => sql.lit(team);
