import { ActionIcon, Menu } from '@mantine/core';
import { Columns3 } from 'lucide-react';
import { COLUMN_NAMES, listWords as words } from '../../words/list.ts';
import { type ColumnChoice, FIXED_COLUMN } from './column-choice.ts';
import classes from './list.module.css';

export function ColumnMenu({ choice }: { choice: ColumnChoice }) {
  return (
    <Menu position="bottom-end" width={220} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon
          variant="default"
          size={32}
          aria-label={words.columns}
          title={words.columns}
          className={classes.columnsButton ?? ''}
        >
          <Columns3 size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {choice.keys
          .filter((key) => key !== FIXED_COLUMN)
          .map((key) => (
            <Menu.CheckboxItem
              key={key}
              checked={choice.isVisible(key)}
              onChange={() => choice.toggle(key)}
            >
              {COLUMN_NAMES[key]}
            </Menu.CheckboxItem>
          ))}
        <Menu.Divider />
        <Menu.Item onClick={choice.reset}>{words.resetColumns}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
