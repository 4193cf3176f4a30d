import type { ListSearch } from '../../api/list-search.ts';
import DayRangeEditor from '../../ui/filters/day-range.tsx';
import { withFilters, without } from './filters.ts';

interface DatesFilterProps {
  readonly search: ListSearch;
  readonly onChange: (next: ListSearch) => void;
}

/** D1: of the request's creation. */
export default function DatesFilter({ search, onChange }: DatesFilterProps) {
  return (
    <DayRangeEditor
      from={search.from}
      to={search.to}
      onChange={(range) => {
        const cleared = without(search, 'dates');
        onChange(range === null ? cleared : withFilters(cleared, range));
      }}
    />
  );
}
