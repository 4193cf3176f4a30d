import type { UserBody, UserDetail } from '../../../../domain/api/users.ts';
import type { Role, Team } from '../../../../domain/people.ts';

/** The profile of an account as text fields show it. */
export interface ProfileFields {
  readonly email: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly timezone: string;
  readonly slackMemberId: string;
}

export function profileFieldsOf(user: UserDetail): ProfileFields {
  const { email, username, firstName, lastName, timezone, slackMemberId } = user;
  return { email, username, firstName, lastName, timezone, slackMemberId: slackMemberId ?? '' };
}

/** Only what differs from what is stored; an emptied Slack ID is taken away. */
export function profileChanges(user: UserDetail, fields: ProfileFields): UserBody {
  const stored = profileFieldsOf(user);
  const changed = Object.entries(fields).filter(
    ([name, value]) => stored[name as keyof ProfileFields] !== value,
  );
  const body: Record<string, string | null> = Object.fromEntries(changed);
  if (body.slackMemberId?.trim() === '') body.slackMemberId = null;
  return body;
}

export interface AccessChoice {
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
}

/** Complete lists, each only when it differs; the order in which they are named is no difference. */
export function accessChanges(user: UserDetail, { roles, teams }: AccessChoice): UserBody {
  return {
    ...(isSame(user.roles, roles) ? {} : { roles: [...roles] }),
    ...(isSame(user.teams, teams) ? {} : { teams: [...teams] }),
  };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}
