import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeUser } from '../../../tests/helpers/actors.ts';
import { useDatabase } from '../../../tests/helpers/database.ts';
import { type Actor, ROLES, TEAMS } from '../../domain/people.ts';
import { canSeeInternal, canView } from '../../domain/permissions.ts';
import { type Stored, store, stored } from './list/stored.testing.ts';
import { readersOf, visibleTo } from './visibility.ts';

const database = useDatabase();

it('P3: the SQL predicate and canView agree about every person and every request', async () => {
  const requesters = await Promise.all(TEAMS.map(() => makeUser(database.db)));
  const requests = requesters.flatMap(({ id }) =>
    TEAMS.map((team): Stored => stored({ requesterId: id, team })),
  );
  await store(database.db, requests);
  const person: fc.Arbitrary<Actor> = fc.record({
    id: fc.constantFrom(...requesters.map(({ id }) => id), 999_999),
    roles: fc.subarray([...ROLES]),
    teams: fc.subarray([...TEAMS]),
    timezone: fc.constant('UTC'),
  });
  await fc.assert(
    fc.asyncProperty(person, async (actor) => {
      const rows = await database.db
        .selectFrom('requests')
        .select('code')
        .where(visibleTo(actor))
        .orderBy('code')
        .execute();
      const allowed = requests.filter((request) => canView(actor, request));
      expect(rows.map(({ code }) => code)).toEqual(allowed.map(({ code }) => code).toSorted());
    }),
    { numRuns: 150, examples: [[{ id: 999_999, roles: [], teams: [], timezone: 'UTC' }]] },
  );
});

it('P3, L18: readersOf finds exactly the active people whom the domain lets read a comment', async () => {
  const people = await Promise.all(
    [[], ...ROLES.map((role) => [role])].flatMap((roles) =>
      [[], ...TEAMS.map((team) => [team])].flatMap((teams) =>
        [true, false].map(async (isActive) => {
          const { id } = await makeUser(database.db, { roles, teams, isActive });
          return { id, roles, teams, isActive, timezone: 'UTC' };
        }),
      ),
    ),
  );
  const ids = people.map(({ id }) => id);
  // Nobody's member and without a role: sees it for being its requester alone.
  const [{ id: requesterId } = { id: 0 }] = people;
  for (const team of TEAMS) {
    for (const isInternal of [true, false]) {
      const rows = await database.db
        .selectFrom('users')
        .select('id')
        .where(readersOf({ requester_id: requesterId, team }, isInternal))
        .where('id', 'in', ids)
        .orderBy('id')
        .execute();
      const readers = people.filter(
        (one) =>
          one.isActive &&
          canView(one, { requesterId, team }) &&
          (!isInternal || canSeeInternal(one)),
      );
      expect(rows.map(({ id }) => id)).toEqual(
        readers.map(({ id }) => id).toSorted((a, b) => a - b),
      );
    }
  }
});
