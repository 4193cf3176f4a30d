import { Popover } from '@mantine/core';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { filterWords as words } from '../../words/filters.ts';
import classes from './filters.module.css';

interface FilterChipProps {
  readonly name: string;
  readonly value: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onRemove: () => void;
  /** The editor, mounted while open. */
  readonly children: ReactNode;
}

/** "Status: Pending +1 ×": the words open its editor, the cross removes it. */
export function FilterChip(props: FilterChipProps) {
  const { name, value, isOpen, onOpenChange, onRemove, children } = props;
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
            aria-label={words.edit(name, value)}
            onClick={() => onOpenChange(!isOpen)}
          >
            <span className={classes.name}>{name}</span>
            <span className={classes.value} title={value}>
              {value}
            </span>
          </button>
        </Popover.Target>
        <Popover.Dropdown className={classes.editor ?? ''}>{children}</Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className={classes.remove}
        aria-label={words.remove(name)}
        onClick={() => {
          onOpenChange(false);
          onRemove();
        }}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </span>
  );
}
