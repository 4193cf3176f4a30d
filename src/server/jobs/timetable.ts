import type { JobTask } from '../../domain/jobs.ts';

/** What runs by the clock, and when (UTC). */
export const timetable = [
  every('activate-scheduled', '* * * * *'),
  every('clean-up', '7 * * * *'),
  every('fold-reports', '* * * * *'),
  every('sweep-files', '37 * * * *'),
  every('tend-exports', '* * * * *'),
  every('wake-forgotten-deliveries', '* * * * *'),
];

/** The key keeps a job that is being retried from piling up behind its next time. */
function every(task: JobTask, match: string) {
  return { task, match, options: { jobKey: task, maxAttempts: 5 } };
}
