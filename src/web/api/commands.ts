import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import type { DraftBody } from '../../domain/api/drafts.ts';
import type {
  Me,
  PasswordBody,
  ProfileBody,
  Session,
  SignInBody,
} from '../../domain/api/people.ts';
import type {
  ActionBody,
  CreateAnswer,
  CreateBody,
  RequestDetail,
  RevealAnswer,
} from '../../domain/api/requests.ts';
import type { ActionKey } from '../../domain/requests/actions.ts';
import { api } from './client.ts';
import { keys } from './queries.ts';

/** What the server is told. Each function is one endpoint; the hooks keep the cache honest after it. */

/** Sets the session cookie, then reads whose session it is. */
export async function signIn(body: SignInBody): Promise<Session> {
  await api<void>('/session', { method: 'POST', body, onSignedOut: 'fail' });
  return api<Session>('/session', { onSignedOut: 'fail' });
}

export function signOut(): Promise<void> {
  return api<void>('/session', { method: 'DELETE', onSignedOut: 'fail' });
}

export function saveProfile(body: ProfileBody): Promise<Me> {
  return api<Me>('/me', { method: 'PATCH', body });
}

export function changePassword(body: PasswordBody): Promise<void> {
  return api<void>('/me/password', { method: 'POST', body });
}

export interface CreateCommand {
  readonly body: CreateBody;
  /** One per attempt to submit the same values, kept over retries: a double submit makes one request. */
  readonly idempotencyKey: string;
}

export function useCreateRequest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: CreateCommand) =>
      api<CreateAnswer>('/requests', { method: 'POST', body, idempotencyKey }),
    onSuccess: () => forgetLists(client),
  });
}

export interface ActCommand {
  readonly action: ActionKey;
  readonly body: ActionBody;
  readonly idempotencyKey: string;
}

/** Any action on one request, `edit` included; the answer is the fresh request. */
export function useAct(code: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, body, idempotencyKey }: ActCommand) =>
      api<RequestDetail>(`/requests/${encodeURIComponent(code)}/actions/${action}`, {
        method: 'POST',
        body,
        idempotencyKey,
      }),
    onSuccess: (fresh) => {
      client.setQueryData(keys.detail(code), fresh);
      forgetLists(client);
    },
  });
}

/** The audited reveal of a request's secrets; never cached. */
export function reveal(code: string): Promise<RevealAnswer> {
  return api<RevealAnswer>(`/requests/${encodeURIComponent(code)}/reveal`, { method: 'POST' });
}

export function redact(code: string, eventId: number, reason: string): Promise<void> {
  return api<void>(`/requests/${encodeURIComponent(code)}/events/${eventId}/redact`, {
    method: 'POST',
    body: { reason },
  });
}

export function saveDraft(
  form: string,
  body: DraftBody,
  options: { keepalive?: boolean } = {},
): Promise<{ savedAt: string }> {
  return api<{ savedAt: string }>(`/drafts/${encodeURIComponent(form)}`, {
    method: 'PUT',
    body,
    ...options,
  });
}

export function discardDraft(form: string): Promise<void> {
  return api<void>(`/drafts/${encodeURIComponent(form)}`, { method: 'DELETE' });
}

/** Lists and counts no longer match what stands in the database. Shown rows stay until fresh ones come. */
function forgetLists(client: QueryClient): void {
  // Not awaited: who acted does not wait for the rail's numbers.
  for (const queryKey of [keys.lists, keys.counts, keys.drafts]) {
    void client.invalidateQueries({ queryKey });
  }
}
