import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  BulkAction,
  BulkAnswer,
  BulkBody,
  BulkChoices,
  BulkPreview,
} from '../../domain/api/bulk.ts';
import { api } from './client.ts';

/** One action on many requests: what is possible, what would happen, and doing it. */

/** What became of one row: what the server says, or that it did not answer or was not asked. */
export type Outcome = BulkAnswer['rows'][number]['outcome'] | 'unanswered' | 'not_sent';

/** For the menu of a selection; the former answer stays until the next one is there. */
export function bulkChoicesQuery(codes: readonly string[]) {
  return queryOptions({
    queryKey: ['bulk', 'choices', codes],
    queryFn: ({ signal }) =>
      api<BulkChoices>('/requests/bulk/choices', { method: 'POST', body: { codes }, signal }),
    select: (answer) => answer.choices,
    enabled: codes.length > 0,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

/**
 * X1: what somebody decided by, with the versions of the rows. It is loaded once for each time it is
 * shown, and never replaced behind their back.
 */
export function bulkPreviewQuery(action: BulkAction, codes: readonly string[]) {
  return queryOptions({
    queryKey: ['bulk', 'preview', action, codes],
    queryFn: ({ signal }) =>
      api<BulkPreview>('/requests/bulk/preview', {
        method: 'POST',
        body: { action, codes },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function runBulk(body: BulkBody, idempotencyKey: string): Promise<BulkAnswer> {
  return api<BulkAnswer>('/requests/bulk', { method: 'POST', body, idempotencyKey });
}
