import { z } from 'zod';

/** What admins decide for the whole platform (section 10); notifications have their own page. */

export const settingsView = z.object({
  companyName: z.string().nullable(),
  accentColour: z.string().nullable(),
  logoUrl: z.string().nullable(),
  registrationDomains: z.array(z.string()),
  /** P6, QA half. */
  fourEyesQa: z.boolean(),
  /** L12, in days. */
  rejectWindowDays: z.number().int(),
  /** F1. */
  maxUploadBytes: z.number().int(),
  /** What the environment decides, for admins to see: nothing here is secret. */
  environment: z.object({
    siteUrl: z.string(),
    fileStore: z.enum(['folder', 's3']),
    canMail: z.boolean(),
    /** The uploads that the environment allows at most; `maxUploadBytes` cannot exceed it. */
    mostUploadBytes: z.number().int(),
    release: z.string(),
  }),
});
export type SettingsView = z.infer<typeof settingsView>;

/** L12: ten years are no limit that anybody meant. */
export const MOST_REJECT_WINDOW_DAYS = 3_650;

/** Absent fields stay as they are. Domains as typed: split at commas and new lines (R6). */
export const settingsBody = z.object({
  companyName: z.string().max(200, 'At most 200 characters').nullable().optional(),
  accentColour: z.string().max(20, 'Enter a colour, e.g. #2f6fde').nullable().optional(),
  registrationDomains: z.string().max(10_000, 'At most 10,000 characters').optional(),
  fourEyesQa: z.boolean().optional(),
  rejectWindowDays: z
    .number('Enter a whole number of days, e.g. 30')
    .int('Enter a whole number of days, e.g. 30')
    .min(0, 'At least 0 days')
    .max(MOST_REJECT_WINDOW_DAYS, `At most ${MOST_REJECT_WINDOW_DAYS.toLocaleString('en')} days`)
    .optional(),
  maxUploadBytes: z.number('Enter a size, e.g. 10 MB').int().optional(),
});
export type SettingsBody = z.infer<typeof settingsBody>;
