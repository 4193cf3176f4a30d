import type { PersonRef } from '../../domain/api/people.ts';
import { common } from '../words/common.ts';
import { nameOf } from './name-of.ts';
import classes from './person.module.css';

/** Initials and name. Somebody deactivated or erased is named as such: their work stays theirs. */
export function Person({ person }: { person: Pick<PersonRef, 'name' | 'isActive'> }) {
  return (
    <span className={classes.person}>
      <Initials name={person.name} isActive={person.isActive} />
      <span className={classes.name} title={nameOf(person)}>
        {person.name}
        {!person.isActive && <span className={classes.inactive}> ({common.inactive})</span>}
      </span>
    </span>
  );
}

export function Initials({ name, isActive = true }: { name: string; isActive?: boolean }) {
  return (
    <span className={classes.initials} data-inactive={!isActive || undefined} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  return (Array.from(first)[0] ?? '').concat(Array.from(last)[0] ?? '').toUpperCase();
}
