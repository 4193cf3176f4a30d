import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
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
 * The same in parts that do not overlap, the first of which holds all of one's own requests;
 * optionally among certain teams only. A list asks each part
 * by itself: the planner takes the parts of an OR for independent of all other filters, and reads
 * everything to find that a team has no such request.
 */
export function visibleParts(
  actor: Actor,
  among: readonly Team[] = [],
): readonly Expression<SqlBool>[] {
  const isOf = (teams: readonly Team[]) => eb('requests.team', 'in', teams);
  if (seesEverything(actor)) return [among.length === 0 ? eb.lit(true) : isOf(among)];
  const own = eb('requests.requester_id', '=', actor.id);
  const notOwn = eb('requests.requester_id', '<>', actor.id);
  const teams = actor.teams.filter((team) => among.length === 0 || among.includes(team));
  return [
    among.length === 0 ? own : eb.and([own, isOf(among)]),
    ...(teams.length === 0 ? [] : [eb.and([isOf(teams), notOwn])]),
  ];
}
