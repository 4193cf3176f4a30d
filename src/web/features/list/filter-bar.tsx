import { Button, Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { ListFilter } from 'lucide-react';
import { useRef, useState } from 'react';
import { hasFilters, type ListSearch } from '../../api/list-search.ts';
import { FILTER_NAMES, listWords as words } from '../../words/list.ts';
import type { ColumnChoice } from './column-choice.ts';
import { ColumnMenu } from './column-menu.tsx';
import { FilterChip } from './filter-chip.tsx';
import { FILTER_KEYS, type FilterKey, isSet } from './filters.ts';
import classes from './list.module.css';
import { SearchField } from './search-field.tsx';

/** Search, the filters that are set as chips, and a menu of those that are not. */
export function FilterBar({ search, choice }: { search: ListSearch; choice: ColumnChoice }) {
  const navigate = useNavigate();
  // The filter being added: it has a chip and an open editor, and no value yet.
  const [open, setOpen] = useState<FilterKey | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const change = (next: ListSearch) =>
    void navigate({ to: '/requests', search: next, replace: true });
  const shown = FILTER_KEYS.filter((key) => isSet(search, key) || key === open);
  const rest = FILTER_KEYS.filter((key) => !isSet(search, key) && !hasPointlessValue(search, key));
  return (
    <div className={classes.bar}>
      <SearchField search={search} onChange={change} />
      {shown.map((key) => (
        <FilterChip
          key={key}
          name={key}
          search={search}
          isOpen={open === key}
          onOpenChange={(isOpen) => setOpen(isOpen ? key : null)}
          onChange={change}
          onRemoved={() => addButton.current?.focus()}
        />
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
              {words.addFilter}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((key) => (
              <Menu.Item key={key} onClick={() => setOpen(key)}>
                {FILTER_NAMES[key]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {hasFilters(search) && (
        <Button
          variant="subtle"
          color="gray"
          renderRoot={(props) => (
            <Link
              to="/requests"
              search={search.view === undefined ? {} : { view: search.view }}
              {...props}
            />
          )}
        >
          {words.clear}
        </Button>
      )}
      <span className={classes.push} />
      <ColumnMenu choice={choice} />
    </div>
  );
}

/** In "Needs approval" every request has one status. */
function hasPointlessValue(search: ListSearch, key: FilterKey): boolean {
  return search.view === 'needs_approval' && key === 'status';
}
