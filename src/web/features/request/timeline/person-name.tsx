import type { PersonRef } from '../../../../domain/api/people.ts';
import { common } from '../../../words/common.ts';
import classes from './timeline.module.css';

/** A name inside a sentence, without initials. */
export function PersonName({ person }: { person: PersonRef }) {
  return (
    <>
      {person.name}
      {!person.isActive && <span className={classes.inactive}> ({common.inactive})</span>}
    </>
  );
}
