import { Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { PersonOption } from '../../../domain/api/people.ts';
import type { ListSearch } from '../../api/list-search.ts';
import { peopleQuery } from '../../api/queries.ts';
import { TextSkeleton } from '../../ui/skeletons.tsx';
import { FILTER_NAMES, listWords as words } from '../../words/list.ts';
import { ChoiceFilter } from './choice-filter.tsx';
import classes from './filter-chip.module.css';
import { type FilterKey, isChoice, isSet, valueLabel, without } from './filters.ts';
import { PersonFilter } from './person-filter.tsx';

const DatesFilter = lazy(() => import('./dates-filter.tsx'));

interface FilterChipProps {
  readonly name: FilterKey;
  readonly search: ListSearch;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onChange: (next: ListSearch) => void;
  readonly onRemoved: () => void;
}

/** "Status: Pending +1 ×": the words open its editor, the cross removes it. */
export function FilterChip(props: FilterChipProps) {
  const { name, search, isOpen, onOpenChange, onChange, onRemoved } = props;
  const people = useChosenPerson(search.person);
  const value = valueLabel(search, name, people);
  return (
    <span className={classes.chip}>
      <Popover
        opened={isOpen}
        onChange={onOpenChange}
        position="bottom-start"
        trapFocus
        returnFocus
        shadow="md"
        transitionProps={{ duration: 110 }}
      >
        <Popover.Target>
          <button
            type="button"
            className={classes.words}
            aria-label={words.editFilter(FILTER_NAMES[name], value)}
            onClick={() => onOpenChange(!isOpen)}
          >
            <span className={classes.name}>{FILTER_NAMES[name]}</span>
            <span className={classes.value}>{value}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown className={classes.editor ?? ''}>
          <Editor {...props} onClose={() => onOpenChange(false)} />
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className={classes.remove}
        aria-label={words.removeFilter(FILTER_NAMES[name])}
        onClick={() => {
          onOpenChange(false);
          if (isSet(search, name)) onChange(without(search, name));
          onRemoved();
        }}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </span>
  );
}

function Editor({
  name,
  search,
  onChange,
  onClose,
}: FilterChipProps & { readonly onClose: () => void }) {
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
