import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  EmailChangeBody,
  LinkAcceptBody,
  LinkAccepted,
  LinkView,
  MyAccount,
} from '../../domain/api/account.ts';
import type { Session } from '../../domain/api/people.ts';
import { ApiError, api } from './client.ts';

/** What people do about their own account, signed in or by a link from a mail (section 1). */

export const accountKeys = {
  mine: ['me', 'account'],
  link: (token: string) => ['account-link', token],
} as const;

export const myAccountQuery = queryOptions({
  queryKey: accountKeys.mine,
  queryFn: ({ signal }) => api<MyAccount>('/me/account', { signal }),
  refetchOnWindowFocus: 'always',
});

/** What the link is for. Not asked again by itself: using it is what ends it. */
export function linkQuery(token: string) {
  return queryOptions({
    queryKey: accountKeys.link(token),
    queryFn: ({ signal }) =>
      api<LinkView>('/account-links/look', {
        method: 'POST',
        body: { token },
        signal,
        onSignedOut: 'fail',
      }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

export function useAcceptLink() {
  return useMutation({
    mutationFn: (body: LinkAcceptBody) =>
      api<LinkAccepted>('/account-links/accept', { method: 'POST', body, onSignedOut: 'fail' }),
  });
}

/** Who is signed in after a link signed somebody in. */
export function readSession(): Promise<Session> {
  return api<Session>('/session', { onSignedOut: 'fail' });
}

/** Answered the same whether the account exists or not. */
export function useAskForReset() {
  return useMutation({
    mutationFn: (email: string) =>
      api<unknown>('/password-reset', { method: 'POST', body: { email }, onSignedOut: 'fail' }),
  });
}

export function useRegister() {
  return useMutation({
    mutationFn: (email: string) =>
      api<unknown>('/registration', { method: 'POST', body: { email }, onSignedOut: 'fail' }),
  });
}

export function useChangeEmail() {
  return useAccountWrite((body: EmailChangeBody) =>
    api<unknown>('/me/email', { method: 'POST', body }),
  );
}

export function useWithdrawEmail() {
  return useAccountWrite<void>(() => api<unknown>('/me/email', { method: 'DELETE' }));
}

/** One session, or all but this one. One that has ended meanwhile is what was asked for. */
export function useEndMySessions() {
  return useAccountWrite(async (sessionId: number | 'others') => {
    const place = sessionId === 'others' ? '' : `/${sessionId}`;
    try {
      await api<unknown>(`/me/sessions${place}`, { method: 'DELETE' });
    } catch (error) {
      if (!(error instanceof ApiError && error.problem.code === 'not_found')) throw error;
    }
  });
}

/** The account is read again before the write counts as done. */
function useAccountWrite<Input>(write: (input: Input) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: 'my-account' },
    mutationFn: write,
    onSettled: () => client.invalidateQueries({ queryKey: accountKeys.mine }),
  });
}
