/** What the workers do besides sending notifications, in words for admins (section 10). */

interface JobWords {
  readonly name: string;
  /** What it does and what stops while it is paused; null: it runs when ordered, never by the clock. */
  readonly explains: string | null;
}

/** An entry per task of the queue. */
export const JOB_WORDS = {
  'activate-scheduled': {
    name: 'Activate scheduled requests',
    explains:
      'Makes scheduled requests pending when their date is reached; while it is paused they stay scheduled.',
  },
  'clean-up': {
    name: 'Clean up',
    explains:
      'Removes ended sessions, forgotten drafts and old records of runs; while it is paused they pile up, and nothing else changes.',
  },
  'fold-reports': {
    name: 'Sum up reports',
    explains:
      'Sums up past months for reports; while it is paused reports stay right and become slower.',
  },
  'sweep-files': {
    name: 'Remove unused uploads',
    explains:
      'Removes uploads that belong to no request after 24 hours; while it is paused they take up space.',
  },
  'tend-exports': {
    name: 'Tend written reports',
    explains:
      'Takes up reports whose writing broke off and removes files after seven days; while it is paused such reports wait and old files stay.',
  },
  'wake-forgotten-deliveries': {
    name: 'Wake forgotten notifications',
    explains:
      'Finds notifications that nobody would have come back to after a crash; while it is paused those few stay waiting, all others go out.',
  },
  'mail-account-link': { name: 'Mail a link to an account', explains: null },
  'mail-account-notice': { name: 'Mail a notice about an account', explains: null },
  'mail-export': { name: 'Announce a written report', explains: null },
  'price-unpriced': { name: 'Price requests without a price', explains: null },
  'write-export': { name: 'Write a report', explains: null },
} as const satisfies Record<string, JobWords>;
export type JobTask = keyof typeof JOB_WORDS;

/** The task's name; of one that only an older release knew, the task itself. */
export function jobName(task: string): string {
  return Object.hasOwn(JOB_WORDS, task) ? JOB_WORDS[task as JobTask].name : task;
}

/** "Every minute", "Every hour at 07 past", "Every day at 03:30 UTC"; rarer patterns as they stand. */
export function scheduleWords(cron: string): string {
  const [minute = '', hour = '', ...rest] = cron.split(' ');
  const isNumber = (part: string) => /^\d{1,2}$/.test(part);
  const two = (part: string) => part.padStart(2, '0');
  if (rest.join(' ') !== '* * *') return cron;
  if (minute === '*' && hour === '*') return 'Every minute';
  if (isNumber(minute) && hour === '*') return `Every hour at ${two(minute)} past`;
  if (isNumber(minute) && isNumber(hour)) return `Every day at ${two(hour)}:${two(minute)} UTC`;
  const step = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
  return step !== undefined && hour === '*' ? `Every ${step} minutes` : cron;
}
