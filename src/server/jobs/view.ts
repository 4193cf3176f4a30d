import type { FailedJob, JobRun, ScheduledJob } from '../../domain/api/jobs.ts';
import type { PersonRef } from '../../domain/api/people.ts';
import { JOB_WORDS, jobName, scheduleWords } from '../../domain/jobs.ts';
import type { Instant } from '../../domain/kernel/calendar.ts';
import { errorText } from './error-text.ts';
import type { FailedJobRow, PauseRow } from './job-queries.ts';
import type { RunRow } from './run-queries.ts';
import type { Scheduled } from './schedule.ts';

type RefOf = (id: number) => PersonRef;

export function runView(row: RunRow, refOf: RefOf): JobRun {
  return {
    id: row.id,
    cause: row.cause,
    orderedBy: row.ordered_by === null ? null : refOf(row.ordered_by),
    attempt: row.attempt,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome ?? (row.is_alive ? 'running' : 'lost'),
    error: row.error,
  };
}

export function scheduledView(
  { task, cron, nextAfter }: Scheduled,
  pause: PauseRow | undefined,
  lastRun: RunRow | undefined,
  refOf: RefOf,
  now: Instant,
): ScheduledJob {
  return {
    task,
    name: JOB_WORDS[task].name,
    explains: JOB_WORDS[task].explains ?? '',
    schedule: scheduleWords(cron),
    paused:
      pause === undefined
        ? null
        : { at: pause.paused_at, by: refOf(pause.paused_by), reason: pause.reason },
    nextAt: pause === undefined ? nextAfter(now) : null,
    lastRun: lastRun === undefined ? null : runView(lastRun, refOf),
  };
}

export function failedView(row: FailedJobRow): FailedJob {
  return {
    id: String(row.id),
    task: row.task,
    name: jobName(row.task),
    createdAt: row.created_at,
    failedAt: row.updated_at,
    attempts: row.attempts,
    lastError: row.last_error === null ? null : errorText(row.last_error),
    payload: JSON.stringify(row.payload),
  };
}
