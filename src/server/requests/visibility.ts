import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../../domain/people.ts';
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
  if (seesEverything(actor)) return eb.lit(true);
  if (actor.teams.length === 0) return isRequester(actor);
  return eb.or([isRequester(actor), eb('requests.team', 'in', actor.teams)]);
}

function isRequester(actor: Actor): Expression<SqlBool> {
  return eb('requests.requester_id', '=', actor.id);
}
