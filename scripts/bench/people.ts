import { ROLES, type Role, TEAMS, type Team } from '../../src/domain/people.ts';
import type { Random } from './random.ts';

export interface BenchPerson {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly timezone: string;
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
}

const FIRST_NAMES = [
  'Dana',
  'Amir',
  'Ines',
  'Noah',
  'Priya',
  'Lena',
  'Tomas',
  'Grace',
  'Hugo',
  'Mei',
  'Omar',
  'Sofia',
  'Jonas',
  'Ada',
  'Pavel',
  'Ruth',
  'Ivan',
  'Clara',
  'Kofi',
  'Nora',
] as const;
const LAST_NAMES = [
  'Reyes',
  'Haddad',
  'Moreau',
  'Lindqvist',
  'Nair',
  'Fischer',
  'Novak',
  'Okafor',
  'Bennett',
  'Tanaka',
  'Farah',
  'Ricci',
  'Weber',
  'Quinn',
  'Sokolov',
  'Adler',
  'Petrov',
  'Santos',
  'Mensah',
  'Byrne',
  'Castillo',
  'Dvorak',
  'Engel',
  'Fontaine',
  'Gruber',
] as const;
const ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'Europe/Berlin',
  'Asia/Kolkata',
  'UTC',
] as const;

/** How many people hold each role or belong to each team; the accounting team is small on purpose. */
const STAFF: Readonly<Record<Role, number>> = {
  operator: 24,
  qa_agent: 10,
  leadership: 6,
  admin: 3,
};
const MEMBERS: Readonly<Record<Team, number>> = {
  revenue: 150,
  support: 140,
  compliance: 25,
  accounting: 6,
};

/** A company of some 370 people. Ids start at 1, in the order given. */
export function people(random: Random): readonly BenchPerson[] {
  const places = [
    ...ROLES.flatMap((role) =>
      Array.from({ length: STAFF[role] }, () => ({ roles: [role], teams: [] })),
    ),
    ...TEAMS.flatMap((team) =>
      Array.from({ length: MEMBERS[team] }, () => ({ roles: [], teams: [team] })),
    ),
    { roles: [], teams: ['revenue', 'support'] as const },
    { roles: [], teams: [] },
  ];
  return places.map(({ roles, teams }, index): BenchPerson => {
    const first = FIRST_NAMES[index % FIRST_NAMES.length] ?? '';
    const last = LAST_NAMES[(index * 7) % LAST_NAMES.length] ?? '';
    const username = `${first}.${last}.${index + 1}`.toLowerCase();
    return {
      id: index + 1,
      username,
      email: `${username}@example.com`,
      first_name: first,
      last_name: last,
      timezone: random.pick(ZONES),
      roles,
      teams,
    };
  });
}
