import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  ApplyAnswer,
  CreateDraftBody,
  PriceListDetail,
  PriceListsAnswer,
  PublishBody,
  SaveDraftBody,
  WhatIfAnswer,
} from '../../domain/api/prices.ts';
import { api, newIdempotencyKey } from './client.ts';

/** Price lists, for admins (M2, M5). */

const LISTS = ['admin', 'price-lists'] as const;

export const priceKeys = {
  all: LISTS,
  lists: [...LISTS, 'all'],
  list: (id: number) => [...LISTS, 'one', id],
  whatIf: (id: number, revision: number, from: string, to: string) =>
    [...LISTS, 'what-if', id, revision, from, to] as const,
} as const;

export const priceListsQuery = queryOptions({
  queryKey: priceKeys.lists,
  queryFn: ({ signal }) => api<PriceListsAnswer>('/admin/price-lists', { signal }),
  refetchOnWindowFocus: 'always',
});

export function priceListQuery(id: number) {
  return queryOptions({
    queryKey: priceKeys.list(id),
    queryFn: ({ signal }) => api<PriceListDetail>(`/admin/price-lists/${id}`, { signal }),
    // Somebody else may have saved or published it since.
    refetchOnWindowFocus: 'always',
    refetchOnMount: 'always',
  });
}

/** M5. `revision` stands for the prices that were asked about: another one is another question. */
export function whatIfQuery(id: number, revision: number, period: { from: string; to: string }) {
  return queryOptions({
    queryKey: priceKeys.whatIf(id, revision, period.from, period.to),
    // With its days: the answer of the question before still says which they were.
    queryFn: async ({ signal }) => {
      const path = `/admin/price-lists/${id}/what-if`;
      return { period, answer: await api<WhatIfAnswer>(path, { query: period, signal }) };
    },
    placeholderData: keepPreviousData,
  });
}

/** Not a mutation hook: the keeper of the draft calls it, also while the page goes away. */
export function saveDraftList(
  id: number,
  body: SaveDraftBody,
  keepalive: boolean,
): Promise<PriceListDetail> {
  return api<PriceListDetail>(`/admin/price-lists/${id}`, {
    method: 'PUT',
    body,
    ...(keepalive ? { keepalive } : {}),
  });
}

export function useCreateDraftList() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateDraftBody) =>
      api<PriceListDetail>('/admin/price-lists', {
        method: 'POST',
        body,
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: (list) => remember(client, list),
  });
}

export function usePublishList(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PublishBody) =>
      api<PriceListDetail>(`/admin/price-lists/${id}/publish`, {
        method: 'POST',
        body,
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: (list) => remember(client, list),
  });
}

export function useWithdrawList(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      api<PriceListDetail>(`/admin/price-lists/${id}/withdraw`, {
        method: 'POST',
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: (list) => remember(client, list),
    // A refusal means that it stands otherwise than shown.
    onError: () => forget(client),
  });
}

export function useDiscardList(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (revision: number) =>
      api<unknown>(`/admin/price-lists/${id}/discard`, {
        method: 'POST',
        body: { revision },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: priceKeys.lists }),
  });
}

/** M2: the worker prices; how far it is shows in `notPriced`. */
export function useApplyList() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      api<ApplyAnswer>(`/admin/price-lists/${id}/apply`, {
        method: 'POST',
        idempotencyKey: newIdempotencyKey(),
      }),
    onSettled: () => forget(client),
  });
}

/** What an answer says stands at once; the other lists' states follow from it. */
function remember(client: QueryClient, list: PriceListDetail): void {
  client.setQueryData(priceKeys.list(list.id), list);
  void client.invalidateQueries({ queryKey: priceKeys.lists });
}

function forget(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: priceKeys.all });
}
