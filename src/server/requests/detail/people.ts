import type { PersonRef } from '../../../domain/api/people.ts';
import { displayName } from '../../../domain/people.ts';
import type { PersonRow } from './queries.ts';

/** Finds the people that a request and its history name by id. */
export interface People {
  /** @throws Error for an id that the query did not bring: a defect, never input */
  readonly one: (id: number) => PersonRef;
  readonly maybe: (id: number | null | undefined) => PersonRef | null;
}

export function peopleOf(rows: readonly PersonRow[]): People {
  const byId = new Map(
    rows.map((row) => [row.id, { id: row.id, name: displayName(row), isActive: row.isActive }]),
  );
  const one = (id: number): PersonRef => {
    const person = byId.get(id);
    if (person === undefined) throw new Error(`the query did not bring user ${id}`);
    return person;
  };
  return { one, maybe: (id) => (id === null || id === undefined ? null : one(id)) };
}
