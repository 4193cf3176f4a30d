import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { CommentBody, Mentionable, RequestDetail } from '../../domain/api/requests.ts';
import { api } from './client.ts';
import { keys } from './queries.ts';

/** Comments of one request (L18). */

export interface CommentCommand {
  readonly body: CommentBody;
  readonly idempotencyKey: string;
}

/** The answer is the fresh request. Lists show nothing of comments and stay as they are. */
export function useComment(code: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: CommentCommand) =>
      api<RequestDetail>(`/requests/${encodeURIComponent(code)}/comments`, {
        method: 'POST',
        body,
        idempotencyKey,
      }),
    onSuccess: (fresh) => client.setQueryData(keys.detail(code), fresh),
  });
}

/** Whom an `@` may be completed with, the best match first. */
export function mentionableQuery(code: string, search: string, isInternal: boolean) {
  return queryOptions({
    queryKey: [...keys.people, 'mentionable', code, { search, isInternal }],
    queryFn: ({ signal }) =>
      api<Mentionable>(`/requests/${encodeURIComponent(code)}/mentionable`, {
        query: { search, ...(isInternal ? { internal: 'true' } : {}) },
        signal,
      }),
    select: (answer) => answer.people,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}
