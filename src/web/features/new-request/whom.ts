import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Me, PersonOption } from '../../../domain/api/people.ts';
import { TEAM_NAMES, type Team } from '../../../domain/people.ts';
import { canCreateOnBehalf, creatableTeams } from '../../../domain/permissions.ts';
import type { Field, Form, RequestType } from '../../../domain/requests/define.ts';
import { requestForm } from '../../../domain/requests/request-form.ts';
import type { PeopleFilter } from '../../api/queries.ts';
import { personQuery } from '../../ui/fields/person-field.tsx';
import { newRequest as words } from '../../words/new-request.ts';

/** For whom and for which team a request is made: not the request's values, but asked in its form. */

export const ON_BEHALF_OF = 'onBehalfOf';
export const TEAM = 'team';
export const ASIDE = [ON_BEHALF_OF, TEAM] as const;

export interface Requester {
  readonly id: number;
  readonly name: string;
  readonly teams: readonly Team[];
  readonly timezone: string;
}

/**
 * The person chosen (P1), or who is signed in and may create this type. Null while a chosen one is
 * being looked up, or must still be chosen.
 */
export function useRequester(me: Me, type: RequestType, chosen: unknown): Requester | null {
  const id = typeof chosen === 'number' ? chosen : null;
  const found = useQuery({
    ...personQuery({ canCreate: type.key }, id ?? 0),
    enabled: id !== null && canCreateOnBehalf(me),
  });
  if (id === null) {
    const teams = creatableTeams(me, type);
    return teams.length === 0 ? null : { ...me, teams };
  }
  const person = found.data?.find((candidate) => candidate.id === id);
  return person === undefined ? null : { ...person, teams: creatableTeams(person, type) };
}

/** P1, P2: who may choose a requester, and who must choose between teams. */
export function useWholeForm(me: Me, type: RequestType, requester: Requester | null): Form {
  const mayChoose = canCreateOnBehalf(me);
  const mustChoose = creatableTeams(me, type).length === 0;
  const teams = requester?.teams.join(',') ?? '';
  return useMemo(() => {
    const form = requestForm(type);
    const fields: Field[] = [];
    if (mayChoose) fields.push(onBehalfField(mustChoose));
    const choices = teams === '' ? [] : (teams.split(',') as Team[]);
    if (choices.length > 1) fields.push(teamField(choices));
    return { ...form, fields: [...fields, ...form.fields] };
  }, [type, mayChoose, mustChoose, teams]);
}

function onBehalfField(required: boolean): Field {
  return {
    kind: 'person',
    name: ON_BEHALF_OF,
    label: words.onBehalfOf,
    help: required ? words.onBehalfRequired : words.onBehalfOptional,
    section: words.whoSection,
    required,
  };
}

function teamField(teams: readonly Team[]): Field {
  return {
    kind: 'select',
    name: TEAM,
    label: words.team,
    help: words.teamHelp,
    section: words.whoSection,
    required: true,
    options: teams.map((team) => ({ value: team, label: TEAM_NAMES[team] })),
  };
}

/** What the person field offers for this type, and the words beside each name. */
export function usePeople(type: RequestType) {
  const people = useCallback((): PeopleFilter => ({ canCreate: type.key }), [type]);
  return { people, describePerson };
}

function describePerson(person: PersonOption): string {
  const teams = person.teams.map((team) => TEAM_NAMES[team]).join(', ');
  return `${teams}${teams === '' ? '' : ' · '}${person.timezone}`;
}
