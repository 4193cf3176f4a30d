import { STATUSES, type Status } from '../../../domain/requests/request.ts';
import { CHOICES, type ChoiceKey, type ListSearch } from '../../api/list-search.ts';
import { FilterOptions } from '../../ui/filters/filter-options.tsx';
import { StatusDot } from '../../ui/status.tsx';
import { FILTER_NAMES } from '../../words/list.ts';
import { choiceLabel, chosenValues, withFilters, without } from './filters.ts';

interface ChoiceFilterProps {
  readonly name: ChoiceKey;
  readonly search: ListSearch;
  readonly onChange: (next: ListSearch) => void;
}

export function ChoiceFilter({ name, search, onChange }: ChoiceFilterProps) {
  return (
    <FilterOptions
      name={FILTER_NAMES[name]}
      options={CHOICES[name].map((value) => ({
        value,
        label: (
          <>
            {isStatus(value) && <StatusDot status={value} />}
            {choiceLabel(name, value)}
          </>
        ),
      }))}
      chosen={chosenValues(search, name)}
      onChange={(chosen) =>
        onChange(
          chosen.length === 0
            ? without(search, name)
            : withFilters(search, { [name]: chosen.join(',') }),
        )
      }
    />
  );
}

function isStatus(value: string): value is Status {
  return (STATUSES as readonly string[]).includes(value);
}
