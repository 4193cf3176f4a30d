import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { JobRunsPage, JobsView } from '../../domain/api/jobs.ts';
import { api } from './client.ts';

/** The queue as admins see it: what runs by the clock, what failed, what waits. */

const KEYS = {
  view: ['admin', 'jobs'],
  runs: (task: string) => ['admin', 'jobs', 'runs', task],
} as const;

/** Somebody looks on while things run. */
const LIVE_MS = 4_000;

export const jobsQuery = queryOptions({
  queryKey: KEYS.view,
  queryFn: ({ signal }) => api<JobsView>('/admin/jobs', { signal }),
  refetchInterval: LIVE_MS,
  refetchOnWindowFocus: 'always',
});

/** Newest first; read again only while they are shown. */
export function jobRunsQuery(task: string) {
  return infiniteQueryOptions<
    JobRunsPage,
    Error,
    InfiniteData<JobRunsPage, number | null>,
    readonly string[],
    number | null
  >({
    queryKey: KEYS.runs(task),
    queryFn: ({ pageParam, signal }) =>
      api<JobRunsPage>(`/admin/jobs/${encodeURIComponent(task)}/runs`, {
        query: { before: pageParam },
        signal,
      }),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: LIVE_MS,
  });
}

export type JobCommand =
  | { readonly kind: 'pause'; readonly task: string; readonly reason: string }
  | { readonly kind: 'resume' | 'run'; readonly task: string };

export function useJobCommand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: JobCommand) =>
      api<unknown>(`/admin/jobs/${encodeURIComponent(command.task)}/${command.kind}`, {
        method: 'POST',
        ...(command.kind === 'pause' ? { body: { reason: command.reason } } : {}),
      }),
    // Also after a refusal: somebody else paused or resumed it first.
    onSettled: () => forgetJobs(client),
  });
}

export type FailedJobCommand =
  | { readonly kind: 'drop'; readonly id: string; readonly reason: string }
  | { readonly kind: 'retry'; readonly id: string };

export function useFailedJobCommand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (command: FailedJobCommand) =>
      api<unknown>(`/admin/jobs/failed/${encodeURIComponent(command.id)}/${command.kind}`, {
        method: 'POST',
        ...(command.kind === 'drop' ? { body: { reason: command.reason } } : {}),
      }),
    onSettled: () => forgetJobs(client),
  });
}

function forgetJobs(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: KEYS.view });
}
