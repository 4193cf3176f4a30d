import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import type { PersonOption } from '../../../domain/api/people.ts';
import { hasFilters, type ListSearch } from '../../api/list-search.ts';
import { peopleQuery } from '../../api/queries.ts';
import { type Filter, FilterBar } from '../../ui/filters/filter-bar.tsx';
import { TextSkeleton } from '../../ui/skeletons.tsx';
import { filterWords } from '../../words/filters.ts';
import { FILTER_NAMES } from '../../words/list.ts';
import { ChoiceFilter } from './choice-filter.tsx';
import type { ColumnChoice } from './column-choice.ts';
import { ColumnMenu } from './column-menu.tsx';
import { FILTER_KEYS, type FilterKey, isChoice, isSet, valueLabel, without } from './filters.ts';
import { PersonFilter } from './person-filter.tsx';
import { SearchField } from './search-field.tsx';

const DatesFilter = lazy(() => import('./dates-filter.tsx'));

/** Search, filters and columns above the list. */
export function ListFilterBar(props: {
  readonly search: ListSearch;
  readonly choice: ColumnChoice;
  /** Besides the columns. */
  readonly end: ReactNode;
}) {
  const { search, choice } = props;
  const navigate = useNavigate();
  const people = useChosenPerson(search.person);
  const change = (next: ListSearch) =>
    void navigate({ to: '/requests', search: next, replace: true });
  const filters = FILTER_KEYS.map(
    (key): Filter<FilterKey> => ({
      key,
      name: FILTER_NAMES[key],
      value: valueLabel(search, key, people),
      isSet: isSet(search, key),
      // In "Needs approval" every request has one status.
      isPointless: search.view === 'needs_approval' && key === 'status',
      editor: (close) => <Editor name={key} search={search} onChange={change} onClose={close} />,
      remove: () => change(without(search, key)),
    }),
  );
  return (
    <FilterBar
      filters={filters}
      start={<SearchField search={search} onChange={change} />}
      clear={hasFilters(search) && <Clear search={search} />}
      end={
        <>
          {props.end}
          <ColumnMenu choice={choice} />
        </>
      }
    />
  );
}

function Clear({ search }: { search: ListSearch }) {
  return (
    <Button
      variant="subtle"
      color="gray"
      renderRoot={(props) => (
        <Link
          to="/requests"
          search={search.view === undefined ? {} : { view: search.view }}
          {...props}
        />
      )}
    >
      {filterWords.clear}
    </Button>
  );
}

interface EditorProps {
  readonly name: FilterKey;
  readonly search: ListSearch;
  readonly onChange: (next: ListSearch) => void;
  readonly onClose: () => void;
}

function Editor({ name, search, onChange, onClose }: EditorProps) {
  if (isChoice(name)) return <ChoiceFilter name={name} search={search} onChange={onChange} />;
  if (name === 'person') {
    return <PersonFilter search={search} onChange={onChange} onClose={onClose} />;
  }
  return (
    <Suspense fallback={<TextSkeleton width={280} />}>
      <DatesFilter search={search} onChange={onChange} />
    </Suspense>
  );
}

const NOBODY: readonly PersonOption[] = [];

/** The name behind the id in the address. */
function useChosenPerson(id: string | undefined): readonly PersonOption[] {
  const people = useQuery({
    ...peopleQuery({ id: Number(id ?? 0) }),
    enabled: id !== undefined,
  });
  return people.data ?? NOBODY;
}
