import type { CreateBody } from '../../../domain/api/requests.ts';
import { DomainError, type Issue } from '../../../domain/errors.ts';
import { type Actor, TEAM_NAMES, type Team } from '../../../domain/people.ts';
import { canCreateOnBehalf, creatableTeams } from '../../../domain/permissions.ts';
import type { RequestType } from '../../../domain/requests/define.ts';
import type { Tx } from '../../db/transaction.ts';
import { invalid } from '../checked-form.ts';
import { findActivePerson } from './queries.ts';

/** Whom a new request belongs to; their zone is the one its calendar days are meant in. */
export type Requester = Pick<Actor, 'id' | 'teams' | 'timezone'>;

/**
 * P1: the actor, or for an admin somebody active of a team that may create the type.
 * @throws DomainError `not_allowed` when the actor may not create this, `validation_failed` at
 *   `onBehalfOf` when the person chosen may not
 */
export async function resolveRequester(
  tx: Tx,
  actor: Actor,
  type: RequestType,
  body: CreateBody,
): Promise<Requester> {
  const other = body.onBehalfOf !== undefined && body.onBehalfOf !== actor.id;
  if (!other) {
    if (creatableTeams(actor, type).length > 0) return actor;
    if (!canCreateOnBehalf(actor)) throw new DomainError('not_allowed', onlyTeams(type));
    throw invalid([{ path: 'onBehalfOf', message: 'Choose whom the request is for' }]);
  }
  if (!canCreateOnBehalf(actor)) {
    throw new DomainError('not_allowed', 'Only an admin can create a request for somebody else.');
  }
  const requester = await findActivePerson(tx, body.onBehalfOf ?? actor.id);
  if (requester !== undefined && creatableTeams(requester, type).length > 0) return requester;
  const message =
    requester === undefined
      ? 'This person has no active account'
      : `This person may not have it: ${onlyTeams(type)}`;
  throw invalid([{ path: 'onBehalfOf', message }]);
}

/** P2: one team, chosen when the requester is in several that may create the type. */
export function resolveTeam(
  requester: Requester,
  type: RequestType,
  chosen: Team | undefined,
): { readonly team: Team | null; readonly issues: readonly Issue[] } {
  const teams = creatableTeams(requester, type);
  const [only] = teams;
  if (chosen === undefined) {
    if (teams.length === 1 && only !== undefined) return { team: only, issues: [] };
    const message = `Choose the team that the request is for: ${named(teams)}`;
    return { team: null, issues: [{ path: 'team', message }] };
  }
  if (teams.includes(chosen)) return { team: chosen, issues: [] };
  const message = `The request cannot be for ${TEAM_NAMES[chosen]}; choose ${named(teams)}`;
  return { team: null, issues: [{ path: 'team', message }] };
}

function onlyTeams(type: RequestType): string {
  return `${type.name} requests are created by members of ${named(type.teams)}.`;
}

function named(teams: readonly Team[]): string {
  return teams.map((team) => TEAM_NAMES[team]).join(' or ');
}
