import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { UserState } from '../../../../domain/accounts.ts';
import { ROLE_NAMES, TEAM_NAMES } from '../../../../domain/people.ts';
import {
  chosenUsers,
  USER_CHOICE_KEYS,
  USER_CHOICES,
  type UserChoice,
  type UserSearch,
  userFiltersOf,
  withUserFilter,
} from '../../../api/user-search.ts';
import { type Filter, FilterBar } from '../../../ui/filters/filter-bar.tsx';
import { FilterOptions } from '../../../ui/filters/filter-options.tsx';
import { SearchField } from '../../../ui/filters/search-field.tsx';
import { filterWords } from '../../../words/filters.ts';
import { USER_STATE_NAMES, usersWords as words } from '../../../words/users.ts';
import { UserStateDot } from './user-state.tsx';

const LABELS: Record<UserChoice, Readonly<Record<string, string>>> = {
  state: USER_STATE_NAMES,
  role: ROLE_NAMES,
  team: TEAM_NAMES,
};

/** The search field, and chips for what else narrows the accounts. */
export function UserFilters({ search }: { search: UserSearch }) {
  const navigate = useNavigate();
  const set = (key: UserChoice | 'q', value: string) =>
    void navigate({
      to: '/admin/users',
      search: withUserFilter(search, key, value),
      replace: true,
    });
  const filters = USER_CHOICE_KEYS.map(
    (key): Filter<UserChoice> => ({
      key,
      name: words.filters[key],
      value: valueLabel(key, chosenUsers(search, key)),
      isSet: search[key] !== undefined,
      editor: () => (
        <FilterOptions
          name={words.filters[key]}
          options={USER_CHOICES[key].map((value) => ({ value, label: optionLabel(key, value) }))}
          chosen={chosenUsers(search, key)}
          onChange={(chosen) => set(key, chosen.join(','))}
        />
      ),
      remove: () => set(key, ''),
    }),
  );
  return (
    <FilterBar
      start={
        <SearchField
          name={words.search}
          placeholder={words.searchPlaceholder}
          value={search.q ?? ''}
          isSearchable={() => true}
          tooShort={words.searchTooShort}
          maxLength={100}
          onChange={(text) => set('q', text)}
        />
      }
      filters={filters}
      clear={
        userFiltersOf(search).length > 0 && (
          <Button
            variant="subtle"
            color="gray"
            renderRoot={(props) => <Link to="/admin/users" search={{}} {...props} />}
          >
            {filterWords.clear}
          </Button>
        )
      }
    />
  );
}

function optionLabel(key: UserChoice, value: string): ReactNode {
  return (
    <>
      {key === 'state' && <UserStateDot state={value as UserState} />}
      {LABELS[key][value]}
    </>
  );
}

function valueLabel(key: UserChoice, [first, ...rest]: readonly string[]): string {
  if (first === undefined) return filterWords.anything;
  const label = LABELS[key][first] ?? first;
  return rest.length === 0 ? label : filterWords.andMore(label, rest.length);
}
