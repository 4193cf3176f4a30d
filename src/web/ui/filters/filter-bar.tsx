import { Button, Menu } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { filterWords as words } from '../../words/filters.ts';
import { FilterChip } from './filter-chip.tsx';
import classes from './filters.module.css';

export interface Filter<K extends string> {
  readonly key: K;
  readonly name: string;
  /** What the chip says after its name, also while nothing is chosen yet. */
  readonly value: string;
  readonly isSet: boolean;
  /** Not offered where every row has the same value. */
  readonly isPointless?: boolean;
  readonly editor: (close: () => void) => ReactNode;
  readonly remove: () => void;
}

interface FilterBarProps<K extends string> {
  readonly filters: readonly Filter<K>[];
  /** Before the chips: a search field. */
  readonly start?: ReactNode;
  /** Removes all of them at once; shown by the caller's rule. */
  readonly clear?: ReactNode;
  /** At the right end. */
  readonly end?: ReactNode;
}

/** The filters that are set as chips, and a menu of those that are not. */
export function FilterBar<K extends string>({ filters, start, clear, end }: FilterBarProps<K>) {
  // The filter being added: it has a chip and an open editor, and no value yet.
  const [open, setOpen] = useState<K | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const shown = filters.filter(({ key, isSet }) => isSet || key === open);
  const rest = filters.filter(({ isSet, isPointless }) => !isSet && isPointless !== true);
  return (
    <div className={classes.bar}>
      {start}
      {shown.map(({ key, name, value, isSet, editor, remove }) => (
        <FilterChip
          key={key}
          name={name}
          value={value}
          isOpen={open === key}
          onOpenChange={(isOpen) => setOpen(isOpen ? key : null)}
          onRemove={() => {
            if (isSet) remove();
            addButton.current?.focus();
          }}
        >
          {editor(() => setOpen(null))}
        </FilterChip>
      ))}
      {rest.length > 0 && (
        <Menu position="bottom-start" width={180} returnFocus={false}>
          <Menu.Target>
            <Button
              ref={addButton}
              variant="subtle"
              color="gray"
              leftSection={<ListFilter size={14} />}
            >
              {words.add}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map(({ key, name }) => (
              <Menu.Item key={key} onClick={() => setOpen(key)}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {clear}
      {end !== undefined && (
        <>
          <span className={classes.push} />
          {end}
        </>
      )}
    </div>
  );
}
