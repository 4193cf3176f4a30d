import type { Team } from '../../../domain/people.ts';
import type { Span } from '../../../domain/reports/periods.ts';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Db } from '../../db/pool.ts';
import { type Middle, medianOf, middleOf, type Step } from '../rollups/median.ts';
import { findTatAt, type LookedUp, type Lookup } from './median-queries.ts';
import type { StepRow } from './queries.ts';
import type { Slices } from './slices.ts';

export interface Medians {
  readonly total: number | null;
  readonly previous: number | null;
  ofTeam(team: Team): number | null;
  ofType(type: RequestTypeKey): number | null;
}

interface Group {
  readonly team: Team | null;
  readonly type: RequestTypeKey | null;
  readonly middle: Middle;
}

/**
 * X4, D3: the exact medians of everything, of each team and of each type in the first span, and of
 * everything in the second. The counts say in which step the middle lies; only that step is read.
 */
export async function readMedians(
  db: Db,
  spans: readonly Span[],
  slices: Slices,
  steps: readonly StepRow[],
): Promise<Medians> {
  const tat = steps.filter(({ measure }) => measure === 'tat');
  const [now, before] = [0, 1].map((span) => tat.filter((step) => step.span === span));
  const group = (
    rows: readonly StepRow[] = [],
    team: Team | null = null,
    type: RequestTypeKey | null = null,
  ): Group => {
    const own = rows.filter(
      (row) => (team === null || row.team === team) && (type === null || row.type === type),
    );
    return { team, type, middle: middleOf(merged(own)) };
  };
  const current = [
    group(now),
    ...slices.teams.map((team) => group(now, team)),
    ...slices.types.map((type) => group(now, null, type)),
  ];
  const of = async (groups: readonly Group[], rows: readonly StepRow[] = [], span?: Span) => {
    const completed = rows.reduce((sum, { count }) => sum + count, 0);
    const read =
      span === undefined ? [] : await findTatAt(db, span, slices, lookupsOf(groups), completed);
    return groups.map(({ middle }, index) => medianOf(valuesOf(middle, read, index)));
  };
  const [total = null, ...rest] = await of(current, now, spans[0]);
  const [previous = null] = await of([group(before)], before, spans[1]);
  return {
    total,
    previous,
    ofTeam: (team) => rest[slices.teams.indexOf(team)] ?? null,
    ofType: (type) => rest[slices.teams.length + slices.types.indexOf(type)] ?? null,
  };
}

function lookupsOf(groups: readonly Group[]): readonly Lookup[] {
  return groups.flatMap(({ team, type, middle }, group) =>
    middle.places.map((place) => ({ ...place, group, team, type })),
  );
}

function valuesOf(middle: Middle, read: readonly LookedUp[], group: number): readonly number[] {
  const own = read.filter((row) => row.group === group).map(({ tat_ms }) => tat_ms);
  const expected = middle.places.reduce((sum, { take }) => sum + take, 0);
  // Counts and values come from one snapshot: a difference is a mistake in the sums, not a result.
  if (own.length !== expected) throw new Error('counts of turn-around times are not those read');
  return [...middle.known, ...own];
}

/** Steps of several teams and types as steps of all of them. */
function merged(rows: readonly StepRow[]): readonly Step[] {
  const byBucket = Map.groupBy(rows, ({ bucket }) => bucket);
  return [...byBucket].map(([bucket, same]) => ({
    bucket,
    count: same.reduce((sum, { count }) => sum + count, 0),
    low: Math.min(...same.map(({ low }) => low ?? 0)),
    high: Math.max(...same.map(({ high }) => high ?? 0)),
  }));
}
