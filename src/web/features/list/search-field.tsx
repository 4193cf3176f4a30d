import { isSearchable, type ListSearch } from '../../api/list-search.ts';
import { SearchField as Field } from '../../ui/filters/search-field.tsx';
import { listWords as words } from '../../words/list.ts';
import { withFilters, without } from './filters.ts';

interface SearchFieldProps {
  readonly search: ListSearch;
  readonly onChange: (next: ListSearch) => void;
}

/** From three characters on (D1). */
export function SearchField({ search, onChange }: SearchFieldProps) {
  return (
    <Field
      name={words.search}
      placeholder={words.searchPlaceholder}
      value={search.q ?? ''}
      isSearchable={isSearchable}
      tooShort={words.searchTooShort}
      onChange={(q) => onChange(q === '' ? without(search, 'q') : withFilters(search, { q }))}
    />
  );
}
