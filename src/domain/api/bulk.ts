import { z } from 'zod';
import { ACTION_KEYS, type ActionKey } from '../requests/actions.ts';
import { STATUSES } from '../requests/request.ts';

/**
 * One action on many requests: asked of the same table as a single one (X2), each row in a
 * transaction of its own, so that one bad row stops nothing.
 */

export const BULK_MOST_ROWS = 200;

const code = z.string().trim().max(40, 'This is no code of a request').toUpperCase();
const codes = z
  .array(code)
  .min(1, 'Choose at least one request')
  .max(BULK_MOST_ROWS, `At most ${BULK_MOST_ROWS} requests at once`);

/** Everything but a correction, which is one request's matter. `edit` changes priority and date only. */
export const BULK_ACTIONS = ACTION_KEYS.filter(
  (action): action is BulkAction => action !== 'correct',
) as [BulkAction, ...BulkAction[]];
export type BulkAction = Exclude<ActionKey, 'correct'>;

/** What could be done with a selection, for its menu. */
export const bulkChoicesBody = z.object({ codes });
export const bulkChoices = z.object({
  choices: z.array(
    z.object({
      action: z.enum(BULK_ACTIONS),
      allowed: z.number().int(),
      refused: z.number().int(),
      /** Why it cannot be done to this selection at all, e.g. different types; null when it can. */
      reason: z.string().nullable(),
    }),
  ),
});
export type BulkChoices = z.infer<typeof bulkChoices>;

/** Who would change and who is refused. Nothing is written. */
export const bulkPreviewBody = z.object({ action: z.enum(BULK_ACTIONS), codes });
export type BulkPreviewBody = z.infer<typeof bulkPreviewBody>;

export const bulkPreview = z.object({
  action: z.enum(BULK_ACTIONS),
  rows: z.array(
    z.object({
      code: z.string(),
      /** Type, sub-type, partner; null for a code that the viewer cannot see (P3). */
      title: z.string().nullable(),
      status: z.enum(STATUSES).nullable(),
      /** To be sent back with the run (X1). */
      version: z.number().int().nullable(),
      /** Null: it will change; otherwise a sentence. */
      reason: z.string().nullable(),
    }),
  ),
  allowed: z.number().int(),
});
export type BulkPreview = z.infer<typeof bulkPreview>;

/** `values` is the action's form, the same for every row; not asked where the form is each row's own. */
export const bulkBody = z.object({
  action: z.enum(BULK_ACTIONS),
  rows: z
    .array(z.object({ code, version: z.number().int().optional() }))
    .min(1, 'Choose at least one request')
    .max(BULK_MOST_ROWS, `At most ${BULK_MOST_ROWS} requests at once`),
  values: z.record(z.string(), z.unknown()).default({}),
});
export type BulkBody = z.infer<typeof bulkBody>;

export const bulkAnswer = z.object({
  rows: z.array(
    z.object({
      code: z.string(),
      /** `changed_meanwhile`: somebody was faster (X1). `failed`: on our side; to be tried again with a new key. */
      outcome: z.enum(['done', 'refused', 'changed_meanwhile', 'failed']),
      status: z.enum(STATUSES).nullable(),
      reason: z.string().nullable(),
    }),
  ),
  done: z.number().int(),
});
export type BulkAnswer = z.infer<typeof bulkAnswer>;
