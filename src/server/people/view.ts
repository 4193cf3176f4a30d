import type { Me, PersonOption, Session } from '../../domain/api/people.ts';
import { displayName, type Team } from '../../domain/people.ts';
import type { PolicySettings } from '../settings/queries.ts';
import type { PersonRow } from './queries.ts';

export function meView(row: PersonRow): Me {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    name: nameOf(row),
    timezone: row.timezone,
    slackMemberId: row.slack_member_id,
    roles: row.roles,
    teams: row.teams,
  };
}

export function sessionView(row: PersonRow, settings: PolicySettings): Session {
  const { maxUploadBytes, rejectWindowDays } = settings;
  return { me: meView(row), settings: { maxUploadBytes, rejectWindowDays } };
}

/** @param teams those to tell about: none, except to admins choosing whom to create for (P1) */
export function personOptionView(row: PersonRow, teams: readonly Team[]): PersonOption {
  return {
    id: row.id,
    name: nameOf(row),
    isActive: row.is_active,
    username: row.username,
    teams: row.teams.filter((team) => teams.includes(team)),
    timezone: row.timezone,
  };
}

function nameOf(row: PersonRow): string {
  return displayName({
    firstName: row.first_name,
    lastName: row.last_name,
    username: row.username,
  });
}
