import type { ListQuery } from '../../../domain/api/requests.ts';
import { DomainError, type Issue } from '../../../domain/errors.ts';
import {
  addDays,
  type CalendarDay,
  type Instant,
  parseCalendarDay,
  startOfDay,
} from '../../../domain/kernel/calendar.ts';
import { plainText } from '../../../domain/kernel/text.ts';
import type { Actor, Team } from '../../../domain/people.ts';
import type { Policy } from '../../../domain/permissions.ts';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Priority, Status } from '../../../domain/requests/request.ts';
import { type Slice, VIEW_RULES, viewSlices } from '../../../domain/requests/views.ts';

/** D1's filters, resolved for one person: days are instants, the view is slices. Empty: no filter. */
export interface Filters {
  readonly slices: readonly Slice[];
  readonly types: readonly RequestTypeKey[];
  readonly statuses: readonly Status[];
  readonly teams: readonly Team[];
  readonly priorities: readonly Priority[];
  readonly person: number | null;
  readonly from: Instant | null;
  /** Not included. */
  readonly until: Instant | null;
  readonly search: string | null;
}

export const NO_FILTERS: Filters = {
  slices: [],
  types: [],
  statuses: [],
  teams: [],
  priorities: [],
  person: null,
  from: null,
  until: null,
  search: null,
};

/** Fewer characters name almost every request, and no index answers them. */
const SEARCH_MIN_LENGTH = 3;

/** D1. Throws `validation_failed` naming each wrong value, `not_allowed` for somebody else's view. */
export function resolveFilters(
  query: ListQuery,
  actor: Actor,
  policy: Pick<Policy, 'fourEyesQa'>,
): Filters {
  const issues: Issue[] = [];
  const { from, until } = resolveDays(query, actor.timezone, issues);
  const search = resolveSearch(query.q, issues);
  if (issues.length > 0) {
    throw new DomainError('validation_failed', 'Some filters cannot be used.', { issues });
  }
  return {
    slices: slicesOf(query, actor, policy),
    types: query.type ?? [],
    statuses: query.status ?? [],
    teams: query.team ?? [],
    priorities: query.priority ?? [],
    person: query.person ?? null,
    from,
    until,
    search,
  };
}

/** Whether anything but the view narrows the list. */
export function isFiltered(filters: Filters): boolean {
  const { types, statuses, teams, priorities, person, from, until, search } = filters;
  return (
    [types, statuses, teams, priorities].some((chosen) => chosen.length > 0) ||
    [person, from, until, search].some((value) => value !== null)
  );
}

function slicesOf(
  { view = 'all' }: ListQuery,
  actor: Actor,
  policy: Pick<Policy, 'fourEyesQa'>,
): readonly Slice[] {
  const slices = viewSlices(view, actor, policy);
  if (slices === null) throw new DomainError('not_allowed', VIEW_RULES[view].audience);
  return view === 'all' ? [] : slices;
}

/** Both days are included, as the viewer's calendar has them; a day may have 23 or 25 hours. */
export function resolveDays(
  query: Pick<ListQuery, 'from' | 'to'>,
  zone: string,
  issues: Issue[],
): Pick<Filters, 'from' | 'until'> {
  const first = resolveDay('from', query.from, issues);
  const last = resolveDay('to', query.to, issues);
  if (first !== null && last !== null && first > last) {
    issues.push({ path: 'to', message: `Choose ${first} or a later day` });
    return { from: null, until: null };
  }
  return {
    from: first === null ? null : startOfDay(first, zone),
    until: last === null ? null : startOfDay(addDays(last, 1), zone),
  };
}

function resolveDay(
  path: 'from' | 'to',
  text: string | undefined,
  issues: Issue[],
): CalendarDay | null {
  if (text === undefined || text === '') return null;
  const day = parseCalendarDay(text);
  // PostgreSQL and the calendar agree on these years, whatever the zone adds or takes.
  if (day !== null && day >= '1000-01-01' && day <= '9998-12-31') return day;
  issues.push({ path, message: 'Enter a day like 2026-11-22' });
  return null;
}

function resolveSearch(typed: string | undefined, issues: Issue[]): string | null {
  const text = plainText(typed ?? '').trim();
  if (text === '') return null;
  if ([...text].length >= SEARCH_MIN_LENGTH) return text;
  issues.push({ path: 'q', message: `Enter at least ${SEARCH_MIN_LENGTH} characters` });
  return null;
}
