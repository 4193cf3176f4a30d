import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  ImportAnswer,
  ImportBody,
  NewUserAnswer,
  NewUserBody,
  SentLink,
  UserBody,
  UserDetail,
  UsersPage,
} from '../../domain/api/users.ts';
import { ApiError, api } from './client.ts';
import { keys, type ListParameters } from './queries.ts';

/** Accounts, for admins (section 10). */

const USERS = ['admin', 'users'] as const;

export const userKeys = {
  all: USERS,
  lists: [...USERS, 'list'],
  one: (id: number) => [...USERS, 'one', id],
} as const;

export function usersQuery(parameters: ListParameters) {
  return queryOptions({
    queryKey: [...userKeys.lists, parameters],
    queryFn: ({ signal }) => api<UsersPage>('/admin/users', { query: parameters, signal }),
    refetchOnWindowFocus: 'always',
    // The page before stays until the next one is there.
    placeholderData: keepPreviousData,
  });
}

export function userQuery(id: number) {
  return queryOptions({
    queryKey: userKeys.one(id),
    queryFn: ({ signal }) => api<UserDetail>(`/admin/users/${id}`, { signal }),
    refetchOnWindowFocus: 'always',
    staleTime: 5_000,
  });
}

/** Whoever stands in lists, filters and the own session may have changed with an account. */
function forgetUsers(client: QueryClient): Promise<void> {
  for (const queryKey of [userKeys.lists, keys.people, keys.session]) {
    void client.invalidateQueries({ queryKey });
  }
  return client.invalidateQueries({ queryKey: [...USERS, 'one'] });
}

export function useCreateUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewUserBody) => api<NewUserAnswer>('/admin/users', { method: 'POST', body }),
    onSuccess: ({ user }) => {
      client.setQueryData(userKeys.one(user.id), user);
      void forgetUsers(client);
    },
  });
}

export function useSaveUser(id: number) {
  return useUserWrite(id, (body: UserBody) =>
    api<UserDetail>(`/admin/users/${id}`, { method: 'PATCH', body }),
  );
}

/** Their sessions end at once (section 1). */
export function useDeactivate(id: number) {
  return useUserWrite<void, unknown>(id, () =>
    api<unknown>(`/admin/users/${id}/deactivate`, { method: 'POST' }),
  );
}

export function useReactivate(id: number) {
  return useUserWrite<void, unknown>(id, () =>
    api<unknown>(`/admin/users/${id}/reactivate`, { method: 'POST' }),
  );
}

/** An earlier link of the same kind stops working. */
export function useSendLink(id: number, kind: 'invite' | 'reset-password') {
  return useUserWrite<void, SentLink>(id, () =>
    api<SentLink>(`/admin/users/${id}/${kind}`, { method: 'POST' }),
  );
}

/** P7. */
export function useErase(id: number) {
  return useUserWrite(id, (username: string) =>
    api<unknown>(`/admin/users/${id}/erase`, { method: 'POST', body: { username } }),
  );
}

/** One session, or all of them. One that has ended meanwhile is what was asked for. */
export function useEndUserSessions(id: number) {
  return useUserWrite(id, async (sessionId: number | 'all') => {
    const place = sessionId === 'all' ? '' : `/${sessionId}`;
    try {
      await api<unknown>(`/admin/users/${id}/sessions${place}`, { method: 'DELETE' });
    } catch (error) {
      if (!(error instanceof ApiError && error.problem.code === 'not_found')) throw error;
    }
  });
}

/** The account is read again before the write counts as done: its page never shows what was. */
function useUserWrite<Input, Answer>(id: number, write: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: `user-${id}` },
    mutationFn: write,
    onSettled: () => forgetUsers(client),
  });
}

/** A trial creates nothing; what is refused says why, row by row. */
export function useImportUsers() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ImportBody) =>
      api<ImportAnswer>('/admin/users/import', { method: 'POST', body }),
    onSuccess: (_answer, { isTrial }) => {
      if (!isTrial) void forgetUsers(client);
    },
  });
}
