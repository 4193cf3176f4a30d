import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { TEAM_NAMES } from '../../../domain/people.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import {
  chosenOf,
  REPORT_CHOICES,
  type ReportChoice,
  type ReportSearch,
  withChoice,
  withPeriod,
} from '../../api/reports.ts';
import { type Filter, FilterBar } from '../../ui/filters/filter-bar.tsx';
import { FilterOptions } from '../../ui/filters/filter-options.tsx';
import { filterWords } from '../../words/filters.ts';
import { reportsWords as words } from '../../words/reports.ts';
import { PeriodPicker } from './period-picker.tsx';
import classes from './reports.module.css';

interface ReportFiltersProps<S extends ReportSearch> {
  readonly search: S;
  readonly onChange: (search: S) => void;
  /** At the right end. */
  readonly end?: ReactNode;
}

/** Period, team and type above a report; all of it stands in the address. */
export function ReportFilters<S extends ReportSearch>(props: ReportFiltersProps<S>) {
  const { search, onChange, end } = props;
  const filters = (['team', 'type'] as const).map(
    (key): Filter<ReportChoice> => ({
      key,
      name: words.filters[key],
      value: valueLabel(key, chosenOf(search, key)),
      isSet: search[key] !== undefined,
      editor: () => (
        <FilterOptions
          name={words.filters[key]}
          options={OPTIONS[key]}
          chosen={chosenOf(search, key)}
          onChange={(chosen) => onChange(withChoice(search, key, chosen))}
        />
      ),
      remove: () => onChange(withChoice(search, key, [])),
    }),
  );
  const isFiltered = filters.some(({ isSet }) => isSet);
  return (
    <div className={classes.filters}>
      <FilterBar
        start={
          <PeriodPicker
            value={search}
            onChange={(period) => onChange(withPeriod(search, period))}
          />
        }
        filters={filters}
        clear={
          isFiltered && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => onChange(withChoice(withChoice(search, 'team', []), 'type', []))}
            >
              {filterWords.clear}
            </Button>
          )
        }
        {...(end === undefined ? {} : { end })}
      />
    </div>
  );
}

const OPTIONS = {
  team: REPORT_CHOICES.team.map((value) => ({ value, label: TEAM_NAMES[value] })),
  type: REPORT_CHOICES.type.map((value) => ({ value, label: requestType(value).name })),
};

function valueLabel(key: ReportChoice, [first, ...rest]: readonly string[]): string {
  if (first === undefined) return filterWords.anything;
  const name = OPTIONS[key].find(({ value }) => value === first)?.label ?? first;
  return rest.length === 0 ? name : filterWords.andMore(name, rest.length);
}
