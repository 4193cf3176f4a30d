import type { PersonOption } from '../../../domain/api/people.ts';
import { TEAM_NAMES } from '../../../domain/people.ts';
import { PRIORITY_NAMES, STATUS_NAMES } from '../../../domain/requests/request.ts';
import { isRequestTypeKey, requestType } from '../../../domain/requests/types/index.ts';
import { CHOICES, type ChoiceKey, type ListSearch } from '../../api/list-search.ts';
import { dayRangeLabel } from '../../ui/filters/day-range-label.ts';
import { nameOf } from '../../ui/name-of.ts';
import { filterWords } from '../../words/filters.ts';

/** One chip each; `dates` stands for `from` and `to`. */
export const FILTER_KEYS = ['status', 'type', 'team', 'priority', 'person', 'dates'] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

export function isChoice(key: FilterKey): key is ChoiceKey {
  return key in CHOICES;
}

export function isSet(search: ListSearch, key: FilterKey): boolean {
  if (key === 'dates') return search.from !== undefined || search.to !== undefined;
  return search[key] !== undefined;
}

/** The search without one filter, back on its newest page. */
export function without(search: ListSearch, key: FilterKey | 'q'): ListSearch {
  const { cursor: _cursor, ...rest } = search;
  if (key === 'dates') {
    const { from: _from, to: _to, ...others } = rest;
    return others;
  }
  const { [key]: _removed, ...others } = rest;
  return others;
}

/** The search with other filters, back on its newest page. */
export function withFilters(search: ListSearch, change: Partial<ListSearch>): ListSearch {
  const { cursor: _cursor, ...rest } = search;
  return { ...rest, ...change };
}

export function chosenValues(search: ListSearch, key: ChoiceKey): readonly string[] {
  return search[key]?.split(',') ?? [];
}

export function choiceLabel(key: ChoiceKey, value: string): string {
  const names: Record<ChoiceKey, Readonly<Record<string, string>>> = {
    status: STATUS_NAMES,
    team: TEAM_NAMES,
    priority: PRIORITY_NAMES,
    type: isRequestTypeKey(value) ? { [value]: requestType(value).name } : {},
  };
  return names[key][value] ?? value;
}

/** What the chip says after the filter's name. */
export function valueLabel(
  search: ListSearch,
  key: FilterKey,
  people: readonly PersonOption[],
): string {
  if (key === 'person') {
    const person = people.find(({ id }) => String(id) === search.person);
    if (search.person === undefined) return filterWords.anything;
    return person === undefined ? filterWords.someone : nameOf(person);
  }
  if (key === 'dates') return dayRangeLabel(search.from, search.to);
  const [first, ...rest] = chosenValues(search, key);
  if (first === undefined) return filterWords.anything;
  const label = choiceLabel(key, first);
  return rest.length === 0 ? label : filterWords.andMore(label, rest.length);
}
