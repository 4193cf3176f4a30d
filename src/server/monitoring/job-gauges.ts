import type { GaugeSpec } from './gauges.ts';
import type { TaskQueue } from './queries.ts';

/** The job queue, by task. */
export const JOB_GAUGES: readonly GaugeSpec<readonly TaskQueue[]>[] = [
  {
    name: 'requests_jobs_waiting',
    help: 'Jobs that are due and that no worker has taken.',
    labels: ['task'],
    of: (tasks) => tasks.map(({ task, waiting }) => [{ task }, waiting] as const),
  },
  {
    name: 'requests_jobs_running',
    help: 'Jobs that a worker has taken.',
    labels: ['task'],
    of: (tasks) => tasks.map(({ task, running }) => [{ task }, running] as const),
  },
  {
    name: 'requests_jobs_failed',
    help: 'Jobs that failed for good and wait for an admin.',
    labels: ['task'],
    of: (tasks) => tasks.map(({ task, failed }) => [{ task }, failed] as const),
  },
  {
    name: 'requests_jobs_oldest_waiting_seconds',
    help: 'For how long the oldest due job waits for a worker; 0 when none does.',
    labels: ['task'],
    of: (tasks) =>
      tasks.map(({ task, oldestWaitingSeconds }) => [{ task }, oldestWaitingSeconds] as const),
  },
];
