import { z } from 'zod';
import { fileRef } from './requests.ts';

/**
 * Drafts: one per user and form. The form's name is `new:<type>`, `edit:<code>`,
 * `comment:<code>` or `<action>:<code>`. Secrets come back as `{ kept: true }`.
 */
export const draftBody = z.object({
  values: z.record(z.string(), z.unknown()),
  /** What the form keeps besides the values: chosen team, on behalf of whom. */
  extra: z.record(z.string(), z.unknown()).default({}),
});
export type DraftBody = z.infer<typeof draftBody>;

export const draft = draftBody.extend({
  form: z.string(),
  savedAt: z.string(),
  /** The files that the values name and that are still there. */
  files: z.array(fileRef),
});
export type Draft = z.infer<typeof draft>;

/** Having none is the usual answer, not an error. */
export const draftAnswer = z.object({ draft: draft.nullable() });
export type DraftAnswer = z.infer<typeof draftAnswer>;

export const draftSaved = z.object({ savedAt: z.string() });
export const draftList = z.object({
  drafts: z.array(
    z.object({ form: z.string(), savedAt: z.string(), title: z.string().nullable() }),
  ),
});
export type DraftList = z.infer<typeof draftList>;
