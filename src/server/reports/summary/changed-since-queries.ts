import { sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Money, Percent } from '../../../domain/kernel/money.ts';
import type { Team } from '../../../domain/people.ts';
import type { Span } from '../../../domain/reports/periods.ts';
import type { Db } from '../../db/pool.ts';
import { andIn } from './queries.ts';
import type { Slices } from './slices.ts';

export interface RejectedRow {
  readonly code: string;
  readonly at: Instant;
  readonly final_price: Money | null;
}

/** What was completed within the span and rejected after its end, newest first. */
export async function findRejectedSince(
  db: Db,
  { fromAt, untilAt }: Span,
  slices: Slices,
  most: number,
): Promise<readonly RejectedRow[]> {
  const { rows } = await sql<RejectedRow>`
    SELECT code, at, final_price FROM (
      SELECT request_id, superseded_at AS at, final_price, superseded_event_id FROM completions
      WHERE ${rejectedSince({ fromAt, untilAt })} ${andIn(slices)}
      ORDER BY superseded_at DESC, superseded_event_id DESC LIMIT ${sql.lit(most)}
    ) AS newest JOIN requests ON requests.id = request_id
    ORDER BY at DESC, superseded_event_id DESC`.execute(db);
  return rows;
}

export interface CorrectedRow {
  readonly code: string;
  readonly at: Instant;
  readonly action: 'discount' | 'price';
  readonly client_total: Money;
  /** Of a discount: what it was and became. */
  readonly from_percent: Percent | null;
  readonly to_percent: Percent | null;
  /** Of a late price: the discount that held then. */
  readonly percent_then: Percent;
}

/**
 * Discounts and late prices of what was completed within the span and counts now, set after its end,
 * newest first. A discount set before there was a price changed no amount.
 */
export async function findCorrectedSince(
  db: Db,
  span: Span,
  slices: Slices,
  most: number,
): Promise<readonly CorrectedRow[]> {
  const { rows } = await sql<CorrectedRow>`
    SELECT code, events.at, events.action, client_total,
      percent.change->>'from' AS from_percent, percent.change->>'to' AS to_percent,
      ${percentThen('corrected')} AS percent_then
    FROM ${corrections(span, slices)}
    LEFT JOIN LATERAL ${discountChange('events')} AS percent (change) ON true
    JOIN requests ON requests.id = corrected.request_id
    ORDER BY events.at DESC, events.id DESC LIMIT ${sql.lit(most)}`.execute(db);
  return rows;
}

export interface MovedRow {
  readonly code: string;
  readonly at: Instant;
  readonly from_team: Team;
  readonly to_team: Team;
  /** Null: not priced when it moved. */
  readonly client_total: Money | null;
  readonly percent_then: Percent;
}

/**
 * D5: what was completed within the span, counts now, and was moved to another team after its end,
 * newest first; into the slices or out of them.
 */
export async function findMovedSince(
  db: Db,
  span: Span,
  slices: Slices,
  most: number,
): Promise<readonly MovedRow[]> {
  const { rows } = await sql<MovedRow>`
    SELECT code, events.at, events.change->>'from' AS from_team, events.change->>'to' AS to_team,
      CASE WHEN EXISTS (SELECT 1 FROM request_events AS priced
        WHERE priced.request_id = moved.request_id AND priced.action = 'price'
          AND priced.id > events.id) THEN NULL ELSE client_total END AS client_total,
      ${percentThen('moved')} AS percent_then
    FROM ${moves(span, slices)}
    JOIN requests ON requests.id = moved.request_id
    ORDER BY events.at DESC, events.id DESC LIMIT ${sql.lit(most)}`.execute(db);
  return rows;
}

export async function countChangedSince(db: Db, span: Span, slices: Slices): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT (SELECT count(*) FROM completions WHERE ${rejectedSince(span)} ${andIn(slices)})
      + (SELECT count(*) FROM ${corrections(span, slices)})
      + (SELECT count(*) FROM ${moves(span, slices)}) AS count`.execute(db);
  return rows[0]?.count ?? 0;
}

const rejectedSince = ({ fromAt, untilAt }: Span) => sql`completed_at >= ${fromAt}::timestamptz
  AND completed_at < ${untilAt}::timestamptz AND superseded_at >= ${untilAt}::timestamptz`;

/**
 * The few completions that were corrected first, then the events of each by its request: OFFSET 0
 * keeps the planner from reading all corrections there ever were.
 */
const corrections = ({ fromAt, untilAt }: Span, slices: Slices) => sql`(
    SELECT request_id, event_id, client_total, discount_percent FROM completions
    WHERE superseded_at IS NULL AND completed_at >= ${fromAt}::timestamptz
      AND completed_at < ${untilAt}::timestamptz AND corrected_at >= ${untilAt}::timestamptz
      AND client_total IS NOT NULL ${andIn(slices)}
    OFFSET 0
  ) AS corrected
  CROSS JOIN LATERAL (
    SELECT id, at, action, details FROM request_events
    WHERE request_id = corrected.request_id AND action IN ('discount', 'price')
      AND at >= ${untilAt}::timestamptz AND id > corrected.event_id
      AND (action = 'price' OR details->'changes' IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM request_events AS priced
        WHERE priced.request_id = corrected.request_id AND priced.action = 'price'
          AND priced.id > request_events.id)
    OFFSET 0
  ) AS events`;

/** The same for the team: found by the events of the few that were corrected, whichever team has them. */
const moves = ({ fromAt, untilAt }: Span, { teams, types }: Slices) => sql`(
    SELECT request_id, event_id, client_total, discount_percent FROM completions
    WHERE superseded_at IS NULL AND completed_at >= ${fromAt}::timestamptz
      AND completed_at < ${untilAt}::timestamptz AND corrected_at >= ${untilAt}::timestamptz
      AND type = ANY(${[...types]}::text[])
    OFFSET 0
  ) AS moved
  CROSS JOIN LATERAL (
    SELECT id, at, change FROM request_events
    CROSS JOIN LATERAL jsonb_array_elements(details->'changes') AS each (change)
    WHERE request_id = moved.request_id AND action = 'correct' AND at >= ${untilAt}::timestamptz
      AND id > moved.event_id AND change->>'field' = 'team'
      AND ARRAY[change->>'from', change->>'to'] && ${[...teams]}::text[]
    OFFSET 0
  ) AS events`;

/** The discount that held right after the event: what the next change of it started from. */
const percentThen = (completion: 'corrected' | 'moved') => sql`coalesce((
    SELECT later.change->>'from' FROM request_events AS after
    CROSS JOIN LATERAL ${discountChange('after')} AS later (change)
    WHERE after.request_id = ${sql.ref(`${completion}.request_id`)} AND after.action = 'discount'
      AND after.id > events.id
    ORDER BY after.id LIMIT 1
  ), ${sql.ref(`${completion}.discount_percent`)}::text)`;

const discountChange = (events: 'events' | 'after') => sql`(
  SELECT one FROM jsonb_array_elements(${sql.ref(`${events}.details`)}->'changes') AS each (one)
  WHERE one->>'field' = 'discountPercent')`;
