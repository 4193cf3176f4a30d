import type { View } from '../../domain/api/requests.ts';
import { parseCalendarDay } from '../../domain/kernel/calendar.ts';
import { TEAMS } from '../../domain/people.ts';
import { REQUEST_TYPE_KEYS } from '../../domain/requests/define.ts';
import { PRIORITIES, STATUSES } from '../../domain/requests/request.ts';
import type { ListParameters } from './queries.ts';

/** The list's state as it stands in the address bar: everything that another person needs to see the same. */
export interface ListSearch {
  readonly view?: View;
  /** Several values are joined with commas. */
  readonly type?: string;
  readonly status?: string;
  readonly team?: string;
  readonly priority?: string;
  readonly person?: string;
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

export const VIEW_KEYS = [
  'my_work',
  'needs_approval',
  'my_requests',
  'all',
] as const satisfies readonly View[];

/** The filters that take several of a closed list of values. */
export const CHOICES = {
  type: REQUEST_TYPE_KEYS,
  status: STATUSES,
  team: TEAMS,
  priority: PRIORITIES,
} as const satisfies Partial<Record<keyof ListSearch, readonly string[]>>;
export type ChoiceKey = keyof typeof CHOICES;

export const PAGE_SIZES = ['10', '25', '50', '100'] as const;
export const DEFAULT_PAGE_SIZE = '25';
/** D1: shorter text is not searched for. */
export const SEARCH_MIN_LENGTH = 3;

/** Keeps what the list understands; a mistyped or outdated address still shows a list. */
export function readListSearch(raw: Readonly<Record<string, unknown>>): ListSearch {
  const text = (name: keyof ListSearch) => {
    const value = raw[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const chosen = (name: ChoiceKey) => {
    const allowed: readonly string[] = CHOICES[name];
    const values = (text(name) ?? '').split(',').filter((value) => allowed.includes(value));
    return values.length === 0 ? undefined : [...new Set(values)].join(',');
  };
  const day = (name: 'from' | 'to') => parseCalendarDay(text(name) ?? '') ?? undefined;
  const person = text('person');
  return compact({
    view: VIEW_KEYS.find((view) => view === raw.view),
    type: chosen('type'),
    status: chosen('status'),
    team: chosen('team'),
    priority: chosen('priority'),
    person: person !== undefined && /^[1-9]\d{0,9}$/.test(person) ? person : undefined,
    from: day('from'),
    to: day('to'),
    q: text('q')?.slice(0, 200),
    limit: PAGE_SIZES.find((size) => size === raw.limit && size !== DEFAULT_PAGE_SIZE),
    cursor: text('cursor'),
  });
}

/** The filters alone, without view, page size and place. */
export function filtersOf(search: ListSearch): ListSearch {
  const { view: _view, limit: _limit, cursor: _cursor, ...filters } = search;
  return filters;
}

export function hasFilters(search: ListSearch): boolean {
  return Object.keys(filtersOf(search)).length > 0;
}

/** What the endpoint is asked; text too short to be searched for is left out. */
export function listParameters(search: ListSearch): ListParameters {
  const { q, ...rest } = search;
  return compact({ ...rest, q: isSearchable(q) ? q : undefined });
}

/** For the number beside the rows: the place and the page size change nothing about it. */
export function countParameters(search: ListSearch): ListParameters {
  const { limit: _limit, cursor: _cursor, ...rest } = listParameters(search);
  return rest;
}

export function isSearchable(q: string | undefined): q is string {
  return q !== undefined && [...q.trim()].length >= SEARCH_MIN_LENGTH;
}

type Compacted<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the members that are undefined. */
function compact<T extends object>(value: T): Compacted<T> {
  const kept: Compacted<T> = {};
  for (const key of Object.keys(value) as (keyof T)[]) {
    const member = value[key];
    if (member !== undefined) kept[key] = member as Exclude<T[keyof T], undefined>;
  }
  return kept;
}
