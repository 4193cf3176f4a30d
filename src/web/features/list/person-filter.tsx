import type { ListSearch } from '../../api/list-search.ts';
import { PersonOptions } from '../../ui/filters/person-options.tsx';
import { listWords as words } from '../../words/list.ts';
import { withFilters } from './filters.ts';

interface PersonFilterProps {
  readonly search: ListSearch;
  readonly onChange: (next: ListSearch) => void;
  readonly onClose: () => void;
}

/** D1: requester, operator or QA agent. */
export function PersonFilter({ search, onChange, onClose }: PersonFilterProps) {
  return (
    <PersonOptions
      hint={words.personHint}
      onChoose={(id) => {
        onChange(withFilters(search, { person: String(id) }));
        onClose();
      }}
    />
  );
}
