import { type RawBuilder, sql } from 'kysely';
import { DAY_MS, epochMs } from '../../../domain/kernel/calendar.ts';
import type { Team } from '../../../domain/people.ts';
import type { Span } from '../../../domain/reports/periods.ts';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Db } from '../../db/pool.ts';
import type { Place } from '../rollups/median.ts';
import { andIn } from './queries.ts';
import { isEverything, type Slices } from './slices.ts';

/** Values to be read of one group: of a team, of a type, or of everything. */
export interface Lookup extends Place {
  /** Which group they are for. */
  readonly group: number;
  readonly team: Team | null;
  readonly type: RequestTypeKey | null;
}

export interface LookedUp {
  readonly group: number;
  readonly tat_ms: number;
}

/**
 * Up to here a period's completions are read once, whatever is looked up; beyond, each step is read by
 * the index on turn-around times, over all periods.
 */
const READ_WHOLE_UP_TO = 60_000;
/** Of one team or type the counts say nothing about how many others lie in the period: its length does. */
const READ_WHOLE_UP_TO_MS = 35 * DAY_MS;

/** X4, D3: exact turn-around times at the places asked for. */
export async function findTatAt(
  db: Db,
  span: Span,
  slices: Slices,
  lookups: readonly Lookup[],
  completed: number,
): Promise<readonly LookedUp[]> {
  if (lookups.length === 0) return [];
  const isShort = epochMs(span.untilAt) - epochMs(span.fromAt) <= READ_WHOLE_UP_TO_MS;
  const isFew = completed <= READ_WHOLE_UP_TO && (isEverything(slices) || isShort);
  const read = isFew ? byTime : byTat;
  const { rows } = await read(span, slices, lookups).execute(db);
  return rows;
}

function byTime(span: Span, slices: Slices, lookups: readonly Lookup[]): RawBuilder<LookedUp> {
  const buckets = [...new Set(lookups.map(({ bucket }) => bucket))];
  return sql`
    SELECT "group", tat_ms FROM (
      SELECT "group", tat_ms, skip, take,
        row_number() OVER (PARTITION BY "group", wanted.bucket ORDER BY tat_ms) - 1 AS place
      FROM completions
      JOIN ${wanted(lookups)} ON wanted.bucket = tat_bucket
        AND coalesce(wanted_team, team) = team AND coalesce(wanted_type, type) = type
      WHERE superseded_at IS NULL AND completed_at >= ${span.fromAt}::timestamptz
        AND completed_at < ${span.untilAt}::timestamptz
        AND tat_bucket = ANY(${buckets}::smallint[]) ${andIn(slices)}
    ) AS placed
    WHERE place >= skip AND place < skip + take`;
}

function byTat(span: Span, slices: Slices, lookups: readonly Lookup[]): RawBuilder<LookedUp> {
  return sql`
    SELECT "group", tat_ms FROM ${wanted(lookups)}
    CROSS JOIN LATERAL (
      SELECT tat_ms FROM completions
      WHERE superseded_at IS NULL AND tat_ms BETWEEN low AND high
        AND completed_at >= ${span.fromAt}::timestamptz
        AND completed_at < ${span.untilAt}::timestamptz
        AND coalesce(wanted_team, team) = team AND coalesce(wanted_type, type) = type
        ${andIn(slices)}
      ORDER BY tat_ms OFFSET skip LIMIT take
    ) AS placed`;
}

function wanted(lookups: readonly Lookup[]): RawBuilder<unknown> {
  const all = <K extends keyof Lookup>(key: K) => lookups.map((lookup) => lookup[key]);
  return sql`unnest(${all('group')}::int[], ${all('team')}::text[], ${all('type')}::text[],
    ${all('bucket')}::smallint[], ${all('low')}::bigint[], ${all('high')}::bigint[],
    ${all('skip')}::bigint[], ${all('take')}::bigint[])
    AS wanted ("group", wanted_team, wanted_type, bucket, low, high, skip, take)`;
}
