import { USER_STATES } from '../../domain/accounts.ts';
import { ROLES, TEAMS } from '../../domain/people.ts';
import type { ListParameters } from './queries.ts';

/** The accounts page as it stands in the address bar. */
export interface UserSearch {
  /** Part of a name, username or email. */
  readonly q?: string;
  /** Several values are joined with commas. */
  readonly state?: string;
  readonly role?: string;
  readonly team?: string;
  /** Where each page after the first begins, down to the one shown: the server only looks on. */
  readonly after?: string;
}

export const USER_CHOICES = {
  state: USER_STATES,
  role: ROLES,
  team: TEAMS,
} as const satisfies Partial<Record<keyof UserSearch, readonly string[]>>;
export type UserChoice = keyof typeof USER_CHOICES;
export const USER_CHOICE_KEYS = ['state', 'role', 'team'] as const satisfies readonly UserChoice[];

/** Places are opaque; this stands in none of them and needs no escape in an address. */
const BETWEEN_PLACES = ',';

/** Keeps what the page understands; a mistyped or outdated address still shows accounts. */
export function readUserSearch(raw: Readonly<Record<string, unknown>>): UserSearch {
  const search: { -readonly [K in keyof UserSearch]: UserSearch[K] } = {};
  const q = typeof raw.q === 'string' ? raw.q.trim().slice(0, 100) : '';
  if (q !== '') search.q = q;
  for (const key of USER_CHOICE_KEYS) {
    const given = raw[key];
    const asked = typeof given === 'string' ? given.split(',') : [];
    const allowed: readonly string[] = USER_CHOICES[key];
    const values = allowed.filter((value) => asked.includes(value));
    if (values.length > 0) search[key] = values.join(',');
  }
  if (typeof raw.after === 'string' && raw.after !== '') search.after = raw.after;
  return search;
}

export function chosenUsers(search: UserSearch, key: UserChoice): readonly string[] {
  return search[key]?.split(',') ?? [];
}

/** What is set beside the place, in the order in which the page names it. */
export function userFiltersOf(search: UserSearch): readonly (UserChoice | 'q')[] {
  return (['q', ...USER_CHOICE_KEYS] as const).filter((key) => search[key] !== undefined);
}

/** With one filter changed, or without it; back on the first page. */
export function withUserFilter(
  search: UserSearch,
  key: UserChoice | 'q',
  value: string,
): UserSearch {
  const { after: _place, [key]: _replaced, ...rest } = search;
  return value === '' ? rest : { ...rest, [key]: value };
}

/** What the endpoint is asked: of the places, only the last one. */
export function userParameters({ q, after, ...filters }: UserSearch): ListParameters {
  const place = after?.split(BETWEEN_PLACES).at(-1);
  return {
    ...filters,
    ...(q === undefined ? {} : { search: q }),
    ...(place === undefined ? {} : { after: place }),
  };
}

export function nextUsers(search: UserSearch, place: string): UserSearch {
  const { after } = search;
  return { ...search, after: after === undefined ? place : `${after}${BETWEEN_PLACES}${place}` };
}

/** Null on the first page. */
export function previousUsers({ after, ...filters }: UserSearch): UserSearch | null {
  if (after === undefined) return null;
  const places = after.split(BETWEEN_PLACES).slice(0, -1);
  return places.length === 0 ? filters : { ...filters, after: places.join(BETWEEN_PLACES) };
}
