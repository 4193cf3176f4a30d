import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import { type Actor, TEAMS } from '../../../domain/people.ts';
import type { Slice } from '../../../domain/requests/views.ts';
import type { Database } from '../../db/schema.ts';
import { type VisiblePart, visibleParts } from '../visibility.ts';
import type { Filters } from './filters.ts';

/** D1's filters as conditions on `requests`. */
const eb = expressionBuilder<Database, 'requests'>();

type Condition = Expression<SqlBool>;

/**
 * What the person sees (P3), of the teams asked for, in the view asked for: in parts, each of which
 * an index has.
 */
export function partsFor(actor: Actor, { teams, slices }: Filters): readonly VisiblePart[] {
  const among = teams.length === 0 ? TEAMS : teams;
  if (slices.length === 0) return visibleParts(actor, among);
  return slices.flatMap((slice) =>
    // One's own are all visible, whatever their team: asked for once, by their own index.
    visibleParts(slice.relation === 'requester' ? withoutTeams(actor) : actor, among).map(
      ({ condition, isRare }) => ({
        condition: eb.and([condition, inSlice(slice, actor.id)]),
        isRare,
      }),
    ),
  );
}

const withoutTeams = (actor: Actor): Actor => ({ ...actor, teams: [] });

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

/** D1's search: what was typed, and the people whose names contain it. */
export interface Search {
  readonly text: string;
  readonly people: readonly number[];
}

/** Looks at the text of each row in turn: for few rows, whose order is kept. */
export function containsEach(search: Search): Condition {
  const text = eb
    .selectFrom('request_search')
    .select('text')
    .whereRef('request_id', '=', 'requests.id');
  return orInvolves(eb(text, 'like', pattern(search)), search);
}

/** Asks the text index for all there are. */
export function containsAny(search: Search): Condition {
  const found = eb
    .selectFrom('request_search')
    .select('request_id')
    .where('text', 'like', pattern(search));
  if (search.people.length === 0) return eb('requests.id', 'in', found);
  const theirs = eb
    .selectFrom('requests')
    .select('id as request_id')
    .where(involves(search.people));
  return eb('requests.id', 'in', found.unionAll(theirs));
}

function orInvolves(written: Condition, { people }: Search): Condition {
  return people.length === 0 ? written : eb.or([involves(people), written]);
}

/** Lower-cased by the database, which lower-cased the stored text too: both know the same letters. */
function pattern({ text }: Search): Expression<string> {
  return eb.fn<string>('lower', [eb.val(containing(text))]);
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
