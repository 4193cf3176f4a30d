import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { OperationsAnswer, TargetBody } from '../../domain/api/reports.ts';
import { api } from './client.ts';
import type { ReportSearch } from './reports.ts';

/** The operations report (D4): what waits now, who did what, and where the time went. */

const ALL = ['reports', 'operations'] as const;

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

/** D4: sets or removes a type's target time; every figure that compares with it is asked for again. */
export function useSetTarget() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TargetBody) => api<unknown>('/reports/targets', { method: 'PUT', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ALL }),
  });
}
