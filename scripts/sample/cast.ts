import { addMs, DAY_MS, epochMs, type Instant } from '../../src/domain/kernel/calendar.ts';
import type { Role, Team } from '../../src/domain/people.ts';
import type { SamplePerson } from './people.ts';
import type { Random } from './random.ts';

/** Nobody takes on work in their last days here, so that they are there to finish it. */
const NOTICE_MS = 30 * DAY_MS;

interface Wanted {
  readonly at: Instant;
  /** Ids of people it must not be (P6). */
  readonly not?: readonly (number | null)[];
  /** The one that stands first: the easily remembered account. */
  readonly featured?: boolean;
  /** Members of one of these teams. */
  readonly among?: readonly Team[];
}

export interface Cast {
  /** @throws Error when nobody fits */
  readonly holding: (role: Role, wanted: Wanted) => SamplePerson;
  readonly member: (team: Team, wanted: Wanted) => SamplePerson;
  readonly byId: (id: number | null) => SamplePerson;
}

export function castOf(people: readonly SamplePerson[], random: Random): Cast {
  const choose = (fitting: readonly SamplePerson[], { at, not = [], featured, among }: Wanted) => {
    const there = fitting.filter(
      ({ actor, workedUntil }) =>
        !not.includes(actor.id) &&
        worksAt(workedUntil, at) &&
        (among === undefined || among.some((team) => actor.teams.includes(team))),
    );
    const person = there[featured ? 0 : Math.floor(random.low() * there.length)];
    if (person === undefined) throw new Error('nobody fits');
    return person;
  };
  return {
    holding: (role, wanted) =>
      choose(
        people.filter(({ actor }) => actor.roles.includes(role)),
        wanted,
      ),
    member: (team, wanted) =>
      choose(
        people.filter(({ actor }) => actor.teams.includes(team)),
        wanted,
      ),
    byId: (id) => {
      const person = people.find(({ actor }) => actor.id === id);
      if (person === undefined) throw new Error(`nobody has the id ${id}`);
      return person;
    },
  };
}

function worksAt(workedUntil: Instant | null, at: Instant): boolean {
  return workedUntil === null || epochMs(addMs(at, NOTICE_MS)) < epochMs(workedUntil);
}
