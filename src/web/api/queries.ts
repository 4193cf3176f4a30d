import {
  keepPreviousData,
  QueryClient,
  queryOptions,
  useSuspenseQuery,
} from '@tanstack/react-query';
import type { DraftAnswer, DraftList } from '../../domain/api/drafts.ts';
import type { Me, PersonOption, Session } from '../../domain/api/people.ts';
import type {
  CountAnswer,
  EventsAnswer,
  ListAnswer,
  RequestDetail,
} from '../../domain/api/requests.ts';
import type { Role } from '../../domain/people.ts';
import type { RequestTypeKey } from '../../domain/requests/define.ts';
import { ApiError, api, Unreachable } from './client.ts';

/** What the server is asked for, under which key it is kept and for how long it counts as fresh. */

/** Filters and place of a list, as the URL and the endpoint name them. */
export type ListParameters = Readonly<Record<string, string>>;

export const keys = {
  session: ['session'],
  requests: ['requests'],
  lists: ['requests', 'list'],
  list: (parameters: ListParameters) => ['requests', 'list', parameters],
  counts: ['requests', 'count'],
  filteredCount: (parameters: ListParameters) => ['requests', 'count', parameters],
  detail: (code: string) => ['requests', 'detail', code],
  events: (code: string) => ['requests', 'events', code],
  people: ['people'],
  drafts: ['drafts'],
  draft: (form: string) => ['drafts', form],
} as const;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 30 * 60_000,
        // A refusal does not change by asking again; a lost connection may.
        retry: (count, error) =>
          count < 2 && !(error instanceof ApiError && error.problem.status < 500),
        retryDelay: (count, error) =>
          error instanceof Unreachable ? 1_000 : Math.min(1_000 * 2 ** count, 4_000),
        // A browser's idea of "offline" is often wrong; the request itself tells.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: ({ signal }) => api<Session>('/session', { signal, onSignedOut: 'fail' }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

/** The session of the signed-in person: only below the frame, which loads it first. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

export function useMe(): Me {
  return useSession().me;
}

export function requestsQuery(parameters: ListParameters) {
  return queryOptions({
    queryKey: keys.list(parameters),
    queryFn: ({ signal }) => api<ListAnswer>('/requests', { query: parameters, signal }),
    // Others' work shows as soon as somebody looks again.
    refetchOnWindowFocus: 'always',
    // The page before stays until the next one is there; another view starts from nothing.
    placeholderData: (before: ListAnswer | undefined, query) =>
      query?.queryKey.some((part) => typeof part === 'object' && part.view === parameters.view)
        ? before
        : undefined,
  });
}

/** The ready views' counts: of no consequence for a moment, so loaded after the page. */
export const countsQuery = queryOptions({
  queryKey: keys.counts,
  queryFn: ({ signal }) => api<CountAnswer>('/requests/count', { signal }),
  staleTime: 10_000,
});

export function filteredCountQuery(parameters: ListParameters) {
  return queryOptions({
    queryKey: keys.filteredCount(parameters),
    queryFn: ({ signal }) => api<CountAnswer>('/requests/count', { query: parameters, signal }),
    staleTime: 10_000,
  });
}

export function detailQuery(code: string) {
  return queryOptions({
    queryKey: keys.detail(code),
    queryFn: ({ signal }) =>
      api<RequestDetail>(`/requests/${encodeURIComponent(code)}`, { signal }),
    staleTime: 5_000,
    refetchOnWindowFocus: 'always',
  });
}

/** History older than the event `before`. */
export function loadEvents(
  code: string,
  before: number,
  signal?: AbortSignal,
): Promise<EventsAnswer> {
  return api<EventsAnswer>(`/requests/${encodeURIComponent(code)}/events`, {
    query: { before },
    ...(signal === undefined ? {} : { signal }),
  });
}

export interface PeopleFilter {
  /** One certain person, active or not. */
  readonly id?: number;
  readonly search?: string;
  readonly role?: Role;
  /** P1: only people for whom an admin may create this type. */
  readonly canCreate?: RequestTypeKey;
}

export function peopleQuery(filter: PeopleFilter) {
  return queryOptions({
    queryKey: [...keys.people, filter],
    queryFn: ({ signal }) =>
      api<{ people: PersonOption[] }>('/people', { query: { ...filter }, signal }),
    select: (answer) => answer.people,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

export const draftsQuery = queryOptions({
  queryKey: keys.drafts,
  queryFn: ({ signal }) => api<DraftList>('/drafts', { signal }),
  select: (answer) => answer.drafts,
  staleTime: 0,
});

/** Null when there is none. */
export function draftQuery(form: string) {
  return queryOptions({
    queryKey: keys.draft(form),
    queryFn: async ({ signal }) => {
      const answer = await api<DraftAnswer>(`/drafts/${encodeURIComponent(form)}`, { signal });
      return answer.draft;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
