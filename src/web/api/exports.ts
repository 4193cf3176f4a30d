import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ExportJob, ExportsAnswer, PreviewAnswer } from '../../domain/api/exports.ts';
import { addressOf, api } from './client.ts';
import { type CompleteSearch, downloadParameters, previewParameters } from './export-search.ts';

/** Reports that are downloaded (D2): what they would hold, and those that the worker writes. */

const KEYS = {
  preview: ['reports', 'preview'],
  jobs: ['exports'],
} as const;

const UNDER_WAY_MS = 2_000;

export function previewQuery(search: CompleteSearch) {
  const parameters = previewParameters(search);
  return queryOptions({
    queryKey: [...KEYS.preview, parameters],
    queryFn: ({ signal }): Promise<PreviewAnswer> =>
      api<PreviewAnswer>('/exports/preview', { query: parameters, signal }),
    // Another report has other columns: the table before would stand under the wrong name.
    placeholderData: (before: PreviewAnswer | undefined, query) => {
      const asked = query?.queryKey.at(-1);
      const isSame =
        typeof asked === 'object' &&
        asked.report === parameters.report &&
        asked.type === parameters.type;
      return isSame ? before : undefined;
    },
  });
}

export function isUnderWay({ state }: Pick<ExportJob, 'state'>): boolean {
  return state === 'waiting' || state === 'running';
}

/** One's own, newest first; asked for again only while one of them is under way. */
export const exportsQuery = queryOptions({
  queryKey: KEYS.jobs,
  queryFn: ({ signal }) => api<ExportsAnswer>('/exports', { signal }),
  select: (answer) => answer.exports,
  refetchInterval: ({ state }) =>
    state.data?.exports.some(isUnderWay) === true ? UNDER_WAY_MS : false,
  refetchOnWindowFocus: true,
});

/** From where a finished one is downloaded. */
export function exportFile(id: string): string {
  return addressOf(`/exports/${encodeURIComponent(id)}/file`);
}

/** The worker writes it; the same key answers with the first one. */
export function useStartExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ search, key }: { search: CompleteSearch; key: string }) =>
      api<unknown>('/exports', {
        method: 'POST',
        body: downloadParameters(search),
        idempotencyKey: key,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: KEYS.jobs }),
  });
}

export function useCancelExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      api<unknown>(`/exports/${encodeURIComponent(id)}/cancel`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: KEYS.jobs }),
  });
}

/** Its owner was told; it is no news any more. */
export function useMarkSeen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      api<unknown>(`/exports/${encodeURIComponent(id)}/seen`, { method: 'POST' }),
    onSuccess: (_answer, id) =>
      client.setQueryData<ExportsAnswer>(
        KEYS.jobs,
        (before) =>
          before && {
            exports: before.exports.map((job) => (job.id === id ? { ...job, isNews: false } : job)),
          },
      ),
  });
}
