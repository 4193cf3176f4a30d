import { useQuery } from '@tanstack/react-query';
import type { PersonRef } from '../../../../domain/api/people.ts';
import { peopleQuery } from '../../../api/queries.ts';
import { isRecord } from '../../../ui/form/raw-values.ts';
import { timeline as words } from '../../../words/request.ts';
import { PersonName } from './person-name.tsx';

/** A person as a value: named by the history, known by their number while somebody types. */
export function NamedPerson({ value }: { value: unknown }) {
  const id = typeof value === 'number' ? value : null;
  const found = useQuery({ ...peopleQuery({ id: id ?? 0 }), enabled: id !== null });
  const person = isPersonRef(value) ? value : found.data?.find((each) => each.id === id);
  return person === undefined ? words.somebody : <PersonName person={person} />;
}

function isPersonRef(value: unknown): value is PersonRef {
  return isRecord(value) && typeof value.name === 'string';
}
