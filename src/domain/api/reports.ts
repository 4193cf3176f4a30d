import { z } from 'zod';
import { TEAMS } from '../people.ts';
import { DAY_KINDS, DELAY_PARTS, TREND_STEPS } from '../reports/choices.ts';
import { EXPORT_FORMATS } from '../reports/export-choices.ts';
import { REQUEST_TYPE_KEYS } from '../requests/define.ts';
import { STATUSES } from '../requests/request.ts';
import { many } from './many.ts';
import { personRef } from './people.ts';

/**
 * Reports over the wire (D3, D4; P5: leadership and admins). Amounts are decimal strings in USD,
 * durations whole milliseconds, instants ISO UTC, days `YYYY-MM-DD`.
 */

const amount = z.string();
const count = z.number().int();
const ms = z.number().int();

/** Strict: a filter with a wrong name would be passed over in silence. */
export const periodQuery = z.strictObject({
  /** First and last day, both included; default: this month so far as `days` has it. */
  from: z.string().max(100).optional(),
  to: z.string().max(100).optional(),
  days: z.enum(DAY_KINDS).default('local'),
});
export const summaryQuery = periodQuery.extend({
  /** Default: weeks up to 26 weeks, months beyond. Weeks begin on Monday and reach up to 366 days. */
  trend: z.enum(TREND_STEPS).optional(),
  team: many(TEAMS),
  type: many(REQUEST_TYPE_KEYS),
});
export type SummaryQuery = z.infer<typeof summaryQuery>;

/** The tables of the summary as a file. */
export const summaryDownloadQuery = summaryQuery.extend({
  format: z.enum(EXPORT_FORMATS).default('csv'),
  /** A byte order mark, so that older spreadsheets read UTF-8. */
  bom: z
    .union([z.boolean(), z.stringbool()], { error: 'This must be true or false' })
    .default(true),
});
export type SummaryDownloadQuery = z.infer<typeof summaryDownloadQuery>;

/** The period as it was understood. */
export const period = z.object({
  from: z.string(),
  to: z.string(),
  /** IANA zone of the days. */
  zone: z.string(),
  /** The instants: from included, until not. */
  fromAt: z.string(),
  untilAt: z.string(),
});
export type Period = z.infer<typeof period>;

/** What completed requests of a slice add up to, by completed-at and current frozen prices. */
export const figures = z.object({
  completed: count,
  /** Of them; the others are "not priced" (M2) and count in no amount. */
  priced: count,
  /** Before discounts. */
  clientTotal: amount,
  discount: amount,
  /** What is billed: final prices. */
  total: amount,
  /** Of priced requests, rounded half-even to cents; null when there are none. */
  averagePrice: amount.nullable(),
  /** X4; null when nothing was completed. The mean in whole milliseconds, the exact median. */
  averageTatMs: ms.nullable(),
  medianTatMs: ms.nullable(),
  /** P4: absent for everybody but admins. */
  costs: z.object({ operate: amount, qa: amount, margin: amount }).optional(),
});
export type Figures = z.infer<typeof figures>;

export const summaryAnswer = z.object({
  period,
  /** The same number of days (or whole months, when the period is whole months) right before. */
  previousPeriod: period,
  total: figures,
  previous: figures,
  byTeam: z.array(figures.extend({ team: z.enum(TEAMS) })),
  byType: z.array(figures.extend({ type: z.enum(REQUEST_TYPE_KEYS) })),
  trendStep: z.enum(TREND_STEPS),
  /** Without gaps; the first and last may be cut by the period. No medians. */
  trend: z.array(
    figures.omit({ medianTatMs: true }).extend({
      /** First and last day, both within the period. */
      from: z.string(),
      to: z.string(),
    }),
  ),
  distribution: z.object({
    /** Turn-around time: `fromMs` included, `untilMs` not (null: no end). */
    tat: z.array(z.object({ fromMs: ms, untilMs: ms.nullable(), count })),
    /** Final price: `from` included, `until` not (null: no end). */
    price: z.array(z.object({ from: amount, until: amount.nullable(), count })),
  }),
  /** Corrections made after the period's end to what was completed in it, newest first, at most 200. */
  changedSince: z.array(
    z.object({
      code: z.string(),
      at: z.string(),
      what: z.enum(['rejected', 'discount', 'priced', 'team']),
      /** Null: not priced, or not counted among the teams asked for. */
      before: amount.nullable(),
      after: amount.nullable(),
    }),
  ),
  changedSinceCount: count,
});
export type SummaryAnswer = z.infer<typeof summaryAnswer>;

/** Every completed request of one type as a point, newest first, at most 2,000. */
export const pointsQuery = periodQuery.extend({
  type: z.enum(REQUEST_TYPE_KEYS),
  team: many(TEAMS),
});
export type PointsQuery = z.infer<typeof pointsQuery>;
export const pointsAnswer = z.object({
  points: z.array(
    z.object({
      code: z.string(),
      completedAt: z.string(),
      /** Priced requests only. */
      finalPrice: amount,
      partnerName: z.string().nullable(),
    }),
  ),
  /** How many priced requests there are in the period; more than points when the newest only are given. */
  count,
});
export type PointsAnswer = z.infer<typeof pointsAnswer>;

export const operationsQuery = periodQuery.extend({
  team: many(TEAMS),
  type: many(REQUEST_TYPE_KEYS),
});
export type OperationsQuery = z.infer<typeof operationsQuery>;

export const work = z.object({
  person: personRef,
  /** L6, L10, L20 within the period. */
  taken: count,
  /** Completions within the period that count now. */
  completed: count,
  /** Times their work was rejected (operators), or times they rejected (QA agents), within the period. */
  rejected: count,
  /** Of the completed: the exact median of the time in progress, or in QA. */
  medianMs: ms.nullable(),
});
export type Work = z.infer<typeof work>;

export const operationsAnswer = z.object({
  period,
  /** Now, not in the period: every request that is not final. */
  queue: z.array(
    z.object({
      status: z.enum(STATUSES),
      /** By time in this status: one more than `QUEUE_AGES_MS`. */
      ages: z.array(count),
      total: count,
      oldestSince: z.string().nullable(),
      oldestCode: z.string().nullable(),
      /** Elapsed since creation longer than the type's target. */
      overTarget: count,
    }),
  ),
  /** Completed in the period with a turn-around time over the type's target, of those with a target. */
  overTarget: z.object({ completed: count, late: count }),
  targets: z.array(z.object({ type: z.enum(REQUEST_TYPE_KEYS), targetMs: ms.nullable() })),
  /** Of all teams and types, whatever the filters: people work for all of them. */
  operators: z.array(work),
  qaAgents: z.array(work),
  rejections: z.object({
    /** Within the period, from QA and from completed. */
    fromQa: count,
    fromCompleted: count,
    /** Every completion within the period, rejected later or not. */
    completions: count,
    /** Rejections ÷ (completions + rejections from QA) in percent, one decimal; null over nothing. */
    ratePercent: z.string().nullable(),
  }),
  blocked: z.object({
    /** Blocks that lie in the period, wholly or partly, and the time of them that does. */
    count,
    totalMs: ms,
    averageMs: ms.nullable(),
    open: count,
    /** The most frequent ones, at most 10; Markdown as somebody wrote it. */
    reasons: z.array(z.object({ reason: z.string(), count, totalMs: ms })),
    /** Blocks whose reason was redacted. */
    redacted: count,
  }),
  /** D4: completed in the period; sums over all of them, so that the parts add up exactly. */
  delay: z.object({
    completed: count,
    elapsedMs: ms,
    tatMs: ms,
    /** `tatMs`: the share of it that lies within the turn-around time. */
    parts: z.array(z.object({ part: z.enum(DELAY_PARTS), ms, tatMs: ms })),
  }),
});
export type OperationsAnswer = z.infer<typeof operationsAnswer>;

/** D4: minutes of elapsed time; null: none. Admins only. */
export const targetBody = z.object({
  type: z.enum(REQUEST_TYPE_KEYS),
  targetMinutes: z
    .number()
    .int()
    .min(1, 'Enter a time of at least a minute')
    .max(525_600, 'At most a year')
    .nullable(),
});
export type TargetBody = z.infer<typeof targetBody>;
export const targetsAnswer = z.object({
  targets: z.array(z.object({ type: z.enum(REQUEST_TYPE_KEYS), targetMs: ms.nullable() })),
});
export type TargetsAnswer = z.infer<typeof targetsAnswer>;
