/** Teams, roles and the facts about a person that rules ask for (specification, section 1). */

export const TEAMS = ['revenue', 'support', 'compliance', 'accounting'] as const;
export type Team = (typeof TEAMS)[number];

export const TEAM_NAMES: Record<Team, string> = {
  revenue: 'Revenue',
  support: 'Support',
  compliance: 'Compliance',
  accounting: 'Accounting',
};

export const ROLES = ['operator', 'qa_agent', 'leadership', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Record<Role, string> = {
  operator: 'Operator',
  qa_agent: 'QA agent',
  leadership: 'Leadership',
  admin: 'Admin',
};

/** Somebody who may act: always active, read from the session or the database, never from input. */
export interface Actor {
  readonly id: number;
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
  /** IANA name; the zone in which this person's calendar days are meant. */
  readonly timezone: string;
}

export function hasRole(actor: Actor, ...roles: readonly Role[]): boolean {
  return roles.some((role) => actor.roles.includes(role));
}

/** P7: why the last active admin stays one. */
export const LAST_ADMIN =
  'This is the last active admin. Make somebody else an admin first, then try again.';

/** "Former user 12" once erased, otherwise first and last name, otherwise the username. */
export function displayName(person: {
  firstName: string;
  lastName: string;
  username: string;
}): string {
  const full = `${person.firstName} ${person.lastName}`.trim();
  return full === '' ? person.username : full;
}
