import { TEAMS, type Team } from '../../../domain/people.ts';
import { REQUEST_TYPE_KEYS, type RequestTypeKey } from '../../../domain/requests/define.ts';

/** What a report is narrowed to: every one listed, in a fixed order. */
export interface Slices {
  readonly teams: readonly Team[];
  readonly types: readonly RequestTypeKey[];
}

/** Without a choice, all of them. */
export function slicesOf(query: {
  readonly team?: readonly Team[] | undefined;
  readonly type?: readonly RequestTypeKey[] | undefined;
}): Slices {
  const chosen = <T>(all: readonly T[], some: readonly T[] = []): readonly T[] =>
    some.length === 0 ? all : all.filter((one) => some.includes(one));
  return { teams: chosen(TEAMS, query.team), types: chosen(REQUEST_TYPE_KEYS, query.type) };
}

export function isEverything({ teams, types }: Slices): boolean {
  return teams.length === TEAMS.length && types.length === REQUEST_TYPE_KEYS.length;
}
