import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { OperationsAnswer, TargetBody, TargetsAnswer } from '../../domain/api/reports.ts';
import { api } from './client.ts';
import type { ReportSearch } from './reports.ts';

/** The operations report (D4): what waits now, who did what, and where the time went. */

const ALL = ['reports', 'operations'] as const;
const TARGETS = ['reports', 'targets'] as const;

export function operationsQuery(search: ReportSearch) {
  const parameters = { ...search };
  return queryOptions({
    queryKey: [...ALL, parameters],
    queryFn: ({ signal }): Promise<OperationsAnswer> =>
      api<OperationsAnswer>('/reports/operations', { query: parameters, signal }),
    // The queue is of now: somebody who looks again wants what stands there then.
    refetchOnWindowFocus: 'always',
    // The figures before stay until the next ones are there.
    placeholderData: keepPreviousData,
  });
}

export const targetsQuery = queryOptions({
  queryKey: TARGETS,
  queryFn: ({ signal }) => api<TargetsAnswer>('/reports/targets', { signal }),
  refetchOnWindowFocus: 'always',
});

/** D4: sets or removes a type's target time; every figure that compares with it is asked for again. */
export function useSetTarget() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TargetBody) =>
      api<TargetsAnswer>('/reports/targets', { method: 'PUT', body }),
    onSuccess: (fresh) => {
      client.setQueryData(TARGETS, fresh);
      return client.invalidateQueries({ queryKey: ALL });
    },
  });
}
