import { z } from 'zod';
import { personRef } from './people.ts';

/** The queue as admins see it (section 10). Everybody else: 403 `not_allowed`. */

const instant = z.string();

export const jobRun = z.object({
  id: z.number().int(),
  /** By the clock, by what somebody did, or by an admin. */
  cause: z.enum(['schedule', 'order', 'admin']),
  orderedBy: personRef.nullable(),
  attempt: z.number().int(),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** `lost`: its worker was killed; the queue runs it again. */
  outcome: z.enum(['running', 'done', 'failed', 'lost']),
  error: z.string().nullable(),
});
export type JobRun = z.infer<typeof jobRun>;

export const scheduledJob = z.object({
  task: z.string(),
  name: z.string(),
  /** One sentence: what it does and what stops while it is paused. */
  explains: z.string(),
  /** "Every minute", "Every hour at 07 past". */
  schedule: z.string(),
  paused: z.object({ at: instant, by: personRef, reason: z.string() }).nullable(),
  /** Null while paused. */
  nextAt: instant.nullable(),
  lastRun: jobRun.nullable(),
});
export type ScheduledJob = z.infer<typeof scheduledJob>;

export const failedJob = z.object({
  id: z.string(),
  task: z.string(),
  name: z.string(),
  createdAt: instant,
  failedAt: instant.nullable(),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  /** As it was ordered; holds ids, never secrets. */
  payload: z.string(),
});
export type FailedJob = z.infer<typeof failedJob>;

export const jobsView = z.object({
  scheduled: z.array(scheduledJob),
  /** Newest first, at most 200. */
  failed: z.array(failedJob),
  queue: z.object({
    ready: z.number().int(),
    running: z.number().int(),
    oldestReadyAt: instant.nullable(),
    /** Workers that showed a sign of life within the last minute; 0: nothing runs. */
    workers: z.number().int(),
  }),
});
export type JobsView = z.infer<typeof jobsView>;

export const jobRunsPage = z.object({
  runs: z.array(jobRun),
  next: z.number().int().nullable(),
});
export type JobRunsPage = z.infer<typeof jobRunsPage>;

/** Why; kept in the audit log. Also for dropping a delivery. */
export const reasonBody = z.object({
  reason: z.string().trim().min(1, 'Enter a reason').max(1_000, 'At most 1,000 characters'),
});
