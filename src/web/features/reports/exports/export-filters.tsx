import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { TEAM_NAMES, type Team } from '../../../../domain/people.ts';
import { STATUS_NAMES, type Status } from '../../../../domain/requests/request.ts';
import { xmlFiles } from '../../../../domain/requests/types/xml-files.ts';
import {
  chosenIn,
  EXPORT_CHOICES,
  type ExportChoice,
  type ExportSearch,
  REPORT_FILTERS,
  reportOf,
  withExportChoice,
} from '../../../api/export-search.ts';
import { withPeriod } from '../../../api/reports.ts';
import { type Filter, FilterBar } from '../../../ui/filters/filter-bar.tsx';
import { FilterOptions } from '../../../ui/filters/filter-options.tsx';
import { StatusDot } from '../../../ui/status.tsx';
import { exportsWords as words } from '../../../words/exports.ts';
import { filterWords } from '../../../words/filters.ts';
import { PeriodPicker } from '../period-picker.tsx';
import classes from './exports.module.css';

interface ExportFiltersProps {
  readonly search: ExportSearch;
  readonly onChange: (search: ExportSearch) => void;
}

/** D2: the days a report is about and its filters, all in the address. */
export function ExportFilters({ search, onChange }: ExportFiltersProps) {
  const keys: readonly ExportChoice[] = REPORT_FILTERS[reportOf(search)];
  const filters = keys.map(
    (key): Filter<ExportChoice> => ({
      key,
      name: words[key],
      value: valueLabel(key, chosenIn(search, key)),
      isSet: search[key] !== undefined,
      editor: () => (
        <FilterOptions
          name={words[key]}
          options={EXPORT_CHOICES[key].map((value) => ({ value, label: optionLabel(key, value) }))}
          chosen={chosenIn(search, key)}
          onChange={(chosen) => onChange(withExportChoice(search, key, chosen))}
        />
      ),
      remove: () => onChange(withExportChoice(search, key, [])),
    }),
  );
  const cleared = keys.reduce((rest, key) => withExportChoice(rest, key, []), search);
  return (
    <FilterBar
      start={
        <span className={classes.created}>
          {words.days}
          <PeriodPicker
            value={search}
            fixedZone="UTC"
            onChange={(period) => onChange(withPeriod(search, period))}
          />
        </span>
      }
      filters={filters}
      clear={
        filters.some(({ isSet }) => isSet) && (
          <Button variant="subtle" color="gray" onClick={() => onChange(cleared)}>
            {filterWords.clear}
          </Button>
        )
      }
    />
  );
}

function nameOf(key: ExportChoice, value: string): string {
  switch (key) {
    case 'status':
      return value === 'in_progress_group' ? words.inProgressGroup : STATUS_NAMES[value as Status];
    case 'team':
      return TEAM_NAMES[value as Team];
    case 'state':
    case 'carrier':
      return OPTION_NAMES.get(value) ?? value;
  }
}

const OPTION_NAMES: ReadonlyMap<string, string> = new Map(
  xmlFiles.form.fields
    .flatMap((field) => ('options' in field ? field.options : []))
    .map(({ value, label }) => [value, label]),
);

function optionLabel(key: ExportChoice, value: string): ReactNode {
  const name = nameOf(key, value);
  if (key !== 'status') return name;
  return (
    <>
      <StatusDot status={value === 'in_progress_group' ? 'in_progress' : (value as Status)} />
      {name}
    </>
  );
}

function valueLabel(key: ExportChoice, [first, ...rest]: readonly string[]): string {
  if (first === undefined) return filterWords.anything;
  const name = nameOf(key, first);
  return rest.length === 0 ? name : filterWords.andMore(name, rest.length);
}
