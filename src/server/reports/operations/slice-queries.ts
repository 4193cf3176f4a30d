import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { CalendarDay } from '../../../domain/kernel/calendar.ts';
import type { Team } from '../../../domain/people.ts';
import type { EventAction } from '../../../domain/requests/actions.ts';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Cover, SumPart } from '../rollups/cover.ts';

/** Which requests a report counts; empty: all. */
export interface Slice {
  readonly teams: readonly Team[];
  readonly types: readonly RequestTypeKey[];
}

/** The same as a condition on columns `team` and `type`, following another condition. */
export function andInSlice({ teams, types }: Slice): RawBuilder<SqlBool> {
  const byTeam = teams.length === 0 ? sql`` : sql`AND team = ANY(${[...teams]}::text[])`;
  const byType = types.length === 0 ? sql`` : sql`AND type = ANY(${[...types]}::text[])`;
  return sql`${byTeam} ${byType}`;
}

/**
 * The days or months of one period that are read as sums, as rows `part (from_day, until_day)`.
 * Months that follow each other are one part: the fewer parts, the fewer steps into the index.
 */
export function sumParts({ sums }: Pick<Cover, 'sums'>): RawBuilder<unknown> {
  const parts = merged(sums);
  return sql`unnest(${parts.map(({ from }) => from)}::date[],
    ${parts.map(({ until }) => until)}::date[]) AS part (from_day, until_day)`;
}

/** What is read fact by fact, as rows `part (from_at, until_at, sign)`; −1: it is in a sum too many. */
export function factParts({ facts }: Pick<Cover, 'facts'>): RawBuilder<unknown> {
  const signs = facts.map(({ uses }) => uses.reduce((sum, { sign }) => sum + sign, 0));
  return sql`unnest(${facts.map(({ fromAt }) => fromAt)}::timestamptz[],
    ${facts.map(({ untilAt }) => untilAt)}::timestamptz[], ${signs}::integer[])
    AS part (from_at, until_at, sign)`;
}

/**
 * The completions that are read one by one, with the `sign` of their part. OFFSET 0 keeps to the index
 * on the time: of a join the planner expects a ninth of all completions, and reads every one.
 */
export function completionsIn(cover: Pick<Cover, 'facts'>, slice: Slice): RawBuilder<unknown> {
  return sql`${factParts(cover)} CROSS JOIN LATERAL (
    SELECT * FROM completions WHERE ${countsWithin(slice)} OFFSET 0) AS completions`;
}

/** Of completions: those of the slice that count now and lie within `from_at` and `until_at`. */
export function countsWithin(slice: Slice): RawBuilder<SqlBool> {
  return sql`completed_at >= from_at AND completed_at < until_at AND superseded_at IS NULL
    ${andInSlice(slice)}`;
}

/** The same of rejections. */
export function rejectionsIn(cover: Pick<Cover, 'facts'>): RawBuilder<unknown> {
  return sql`${factParts(cover)} CROSS JOIN LATERAL (
    SELECT * FROM rejections WHERE at >= from_at AND at < until_at OFFSET 0) AS rejections`;
}

/** The same of events by which work is taken. @param actions of `request_events_taken` */
export function takenIn(
  cover: Pick<Cover, 'facts'>,
  actions: readonly EventAction[],
  columns: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const named = sql.join(actions.map((action) => sql.lit(action)));
  return sql`${factParts(cover)} CROSS JOIN LATERAL (
    SELECT ${columns} FROM request_events
    WHERE action IN (${named}) AND at >= from_at AND at < until_at OFFSET 0) AS taken`;
}

function merged(
  sums: readonly SumPart[],
): readonly { readonly from: CalendarDay; readonly until: CalendarDay }[] {
  const parts: { from: CalendarDay; until: CalendarDay }[] = [];
  for (const { from, until } of sums) {
    const last = parts.at(-1);
    if (last?.until === from) last.until = until;
    else parts.push({ from, until });
  }
  return parts;
}
