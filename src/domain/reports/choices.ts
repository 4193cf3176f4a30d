/** What reports are asked for and how they are divided: plain values, so that the browser needs no schemas. */

/** Whose calendar days: the viewer's own zone, or UTC as bills have them. */
export const DAY_KINDS = ['local', 'billing'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

export const TREND_STEPS = ['week', 'month'] as const;
export type TrendStep = (typeof TREND_STEPS)[number];

/** Where the time between creation and completion goes (D4), in the order of the waterfall. */
export const DELAY_PARTS = [
  'scheduled',
  'approval',
  'blocked',
  'cancelled',
  'completed',
  'pending',
  'operate',
  'qa_pending',
  'qa',
] as const;
export type DelayPart = (typeof DELAY_PARTS)[number];

/** How long requests have been in their status: `untilMs` not included, null: no end. */
export const QUEUE_AGES_MS = [4, 24, 72, 168].map((hours) => hours * 3_600_000);
