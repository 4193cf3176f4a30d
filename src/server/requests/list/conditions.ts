import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../../../domain/people.ts';
import type { Slice } from '../../../domain/requests/views.ts';
import type { Database } from '../../db/schema.ts';
import { visibleParts } from '../visibility.ts';
import type { Filters } from './filters.ts';

/** D1's filters as conditions on `requests`. */
const eb = expressionBuilder<Database, 'requests'>();

type Condition = Expression<SqlBool>;

/**
 * What the person sees (P3), of the teams asked for, in the view asked for: in parts that do not
 * overlap, each of which an index has in order.
 */
export function partsFor(actor: Actor, { teams, slices }: Filters): readonly Condition[] {
  const seen = visibleParts(actor, teams);
  if (slices.length === 0) return seen;
  // The first part holds all of one's own: the planner cannot see that the others hold none.
  const own = seen.slice(0, 1);
  return slices.flatMap((slice) =>
    (slice.relation === 'requester' ? own : seen).map((part) =>
      eb.and([part, inSlice(slice, actor.id)]),
    ),
  );
}

/** All other filters; each narrows. */
export function conditionsOf(filters: Filters): readonly Condition[] {
  const { types, statuses, priorities, person, from, until } = filters;
  const all: Condition[] = [];
  if (types.length > 0) all.push(eb('requests.type', 'in', types));
  if (statuses.length > 0) all.push(eb('requests.status', 'in', statuses));
  if (priorities.length > 0) all.push(eb('requests.priority', 'in', priorities));
  if (person !== null) all.push(involves([person]));
  if (from !== null) all.push(eb('requests.created_at', '>=', from));
  if (until !== null) all.push(eb('requests.created_at', '<', until));
  return all;
}

/** Requester, operator or QA agent is one of these people. */
function involves(people: readonly number[]): Condition {
  return eb.or([
    eb('requests.requester_id', 'in', people),
    eb('requests.operator_id', 'in', people),
    eb('requests.qa_agent_id', 'in', people),
  ]);
}

/** @param people whose names contain the text */
export function contains(text: string, people: readonly number[]): Condition {
  // Lower-cased by the database, which lower-cased the stored text too: both know the same letters.
  const pattern = eb.fn<string>('lower', [eb.val(containing(text))]);
  const written = eb('requests.search_text', 'like', pattern);
  return people.length === 0 ? written : eb.or([written, involves(people)]);
}

/** What LIKE takes as wildcards is literal here. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function inSlice({ status, relation }: Slice, me: number): Condition {
  const conditions: Condition[] = [];
  if (status !== null) conditions.push(eb('requests.status', '=', status));
  switch (relation) {
    case 'anyone':
      break;
    case 'requester':
      conditions.push(eb('requests.requester_id', '=', me));
      break;
    case 'operator':
      conditions.push(eb('requests.operator_id', '=', me));
      break;
    case 'not_operator':
      conditions.push(eb('requests.operator_id', 'is distinct from', me));
      break;
    case 'qa_agent':
      conditions.push(eb('requests.qa_agent_id', '=', me));
      break;
  }
  return eb.and(conditions);
}
