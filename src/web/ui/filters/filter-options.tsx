import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './filters.module.css';

export interface FilterOption<V extends string> {
  readonly value: V;
  readonly label: ReactNode;
}

interface FilterOptionsProps<V extends string> {
  readonly name: string;
  readonly options: readonly FilterOption<V>[];
  readonly chosen: readonly string[];
  /** In the options' order: the same choice is the same address, whatever was ticked first. */
  readonly onChange: (chosen: readonly V[]) => void;
}

/** Several values of a closed list; what stands behind follows every tick. */
export function FilterOptions<V extends string>(props: FilterOptionsProps<V>) {
  const { name, options, chosen, onChange } = props;
  const toggle = (value: V) =>
    onChange(
      options
        .map((option) => option.value)
        .filter((each) => (each === value ? !chosen.includes(each) : chosen.includes(each))),
    );
  return (
    <fieldset className={classes.group} aria-label={name}>
      <ul className={classes.options}>
        {options.map(({ value, label }) => (
          <li key={value} className={classes.option}>
            <Checkbox
              size="xs"
              checked={chosen.includes(value)}
              onChange={() => toggle(value)}
              label={<span className={classes.optionLabel}>{label}</span>}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
