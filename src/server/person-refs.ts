import type { PersonRef } from '../domain/api/people.ts';
import { displayName } from '../domain/people.ts';
import type { Db } from './db/pool.ts';
import { findPeopleByIds } from './requests/list/queries.ts';

/**
 * Everybody whom some rows name by id, active or not.
 * @returns finds them by id; throws for an id that was not asked for: a defect, never input
 */
export async function loadPersonRefs(
  db: Db,
  ids: readonly (number | null | undefined)[],
): Promise<(id: number) => PersonRef> {
  const known = ids.filter((id) => id !== null && id !== undefined);
  const rows = await findPeopleByIds(db, [...new Set(known)]);
  const byId = new Map(
    rows.map(
      ({ id, first_name: firstName, last_name: lastName, username, is_active: isActive }) => [
        id,
        { id, name: displayName({ firstName, lastName, username }), isActive },
      ],
    ),
  );
  return (id) => {
    const person = byId.get(id);
    if (person === undefined) throw new Error(`user ${id} was not asked for`);
    return person;
  };
}
