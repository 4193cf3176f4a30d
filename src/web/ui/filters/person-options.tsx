import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleQuery, useMe } from '../../api/queries.ts';
import { filterWords as words } from '../../words/filters.ts';
import { Person } from '../person.tsx';
import classes from './filters.module.css';

interface PersonOptionsProps {
  /** As whom the person is looked for. */
  readonly hint: string;
  readonly onChoose: (id: number) => void;
}

const SHOWN = 12;

/** One of all people, found by typing. Oneself comes first. */
export function PersonOptions({ hint, onChoose }: PersonOptionsProps) {
  const me = useMe();
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text.trim(), 180);
  const people = useQuery(peopleQuery(settled === '' ? {} : { search: settled }));
  const others = (people.data ?? []).filter(({ id }) => id !== me.id || text !== '');
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
          if (event.key === 'Enter' && text !== '' && first !== undefined) onChoose(first.id);
        }}
      />
      <p className={classes.note}>{hint}</p>
      <ul className={classes.options}>
        {text === '' && (
          <li>
            <button type="button" className={classes.option} onClick={() => onChoose(me.id)}>
              <Person person={{ name: words.me, isActive: true }} />
            </button>
          </li>
        )}
        {others.slice(0, SHOWN).map((person) => (
          <li key={person.id}>
            <button type="button" className={classes.option} onClick={() => onChoose(person.id)}>
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
