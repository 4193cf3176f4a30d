import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListSearch } from '../../api/list-search.ts';
import { peopleQuery, useMe } from '../../api/queries.ts';
import filters from '../../ui/filters/filters.module.css';
import { Person } from '../../ui/person.tsx';
import { listWords as words } from '../../words/list.ts';
import classes from './filter-editors.module.css';
import { withFilters } from './filters.ts';

interface PersonFilterProps {
  readonly search: ListSearch;
  readonly onChange: (next: ListSearch) => void;
  readonly onClose: () => void;
}

const SHOWN = 12;

/** D1: requester, operator or QA agent. Oneself comes first. */
export function PersonFilter({ search, onChange, onClose }: PersonFilterProps) {
  const me = useMe();
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text.trim(), 180);
  const people = useQuery(peopleQuery(settled === '' ? {} : { search: settled }));
  const others = (people.data ?? []).filter(({ id }) => id !== me.id || text !== '');
  const choose = (id: number) => {
    onChange(withFilters(search, { person: String(id) }));
    onClose();
  };
  return (
    <div className={classes.people}>
      <TextInput
        data-autofocus
        aria-label={words.person}
        placeholder={words.person}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = others[0];
          if (event.key === 'Enter' && text !== '' && first !== undefined) choose(first.id);
        }}
      />
      <p className={classes.note}>{words.personHint}</p>
      <ul className={filters.options}>
        {text === '' && (
          <li>
            <button type="button" className={filters.option} onClick={() => choose(me.id)}>
              <Person person={{ name: words.me, isActive: true }} />
            </button>
          </li>
        )}
        {others.slice(0, SHOWN).map((person) => (
          <li key={person.id}>
            <button type="button" className={filters.option} onClick={() => choose(person.id)}>
              <Person person={person} />
            </button>
          </li>
        ))}
      </ul>
      {people.isSuccess && others.length === 0 && text !== '' && (
        <p className={classes.note}>{words.nobody}</p>
      )}
    </div>
  );
}
