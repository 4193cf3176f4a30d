import { Checkbox } from '@mantine/core';
import { STATUSES, type Status } from '../../../domain/requests/request.ts';
import { CHOICES, type ChoiceKey, type ListSearch } from '../../api/list-search.ts';
import { StatusDot } from '../../ui/status.tsx';
import { FILTER_NAMES } from '../../words/list.ts';
import classes from './filter-chip.module.css';
import { choiceLabel, chosenValues, withFilters, without } from './filters.ts';

interface ChoiceFilterProps {
  readonly name: ChoiceKey;
  readonly search: ListSearch;
  readonly onChange: (next: ListSearch) => void;
}

/** Several values of a closed list; the list behind follows every tick. */
export function ChoiceFilter({ name, search, onChange }: ChoiceFilterProps) {
  const chosen = chosenValues(search, name);
  const toggle = (value: string) => {
    const after = chosen.includes(value)
      ? chosen.filter((each) => each !== value)
      : [...chosen, value];
    onChange(
      after.length === 0
        ? without(search, name)
        : withFilters(search, { [name]: inOrder(name, after) }),
    );
  };
  return (
    <fieldset className={classes.group} aria-label={FILTER_NAMES[name]}>
      <ul className={classes.options}>
        {CHOICES[name].map((value) => (
          <li key={value} className={classes.option}>
            <Checkbox
              size="xs"
              checked={chosen.includes(value)}
              onChange={() => toggle(value)}
              label={
                <span className={classes.optionLabel}>
                  {isStatus(value) && <StatusDot status={value} />}
                  {choiceLabel(name, value)}
                </span>
              }
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** The same choice is the same address, whatever was ticked first. */
function inOrder(name: ChoiceKey, values: readonly string[]): string {
  return CHOICES[name].filter((value) => values.includes(value)).join(',');
}

function isStatus(value: string): value is Status {
  return (STATUSES as readonly string[]).includes(value);
}
