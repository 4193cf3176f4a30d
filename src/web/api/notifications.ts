import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  ChannelStatus,
  DeliveriesPage,
  Delivery,
  MuteBody,
  MyNotifications,
  NotificationAdmin,
  NotificationAlerts,
  NotificationSettingsBody,
  RequestDeliveries,
  SendAgainAnswer,
  SendAgainBody,
  TelegramLink,
  TestAnswer,
  ToggleBody,
  UnsubscribeView,
} from '../../domain/api/notifications.ts';
import { api, newIdempotencyKey } from './client.ts';
import type { ListParameters } from './queries.ts';

/** Deliveries, what administers notifications, what a person chose for themself. */

export const notificationKeys = {
  admin: ['admin', 'notifications'],
  alerts: ['admin', 'alerts'],
  allDeliveries: ['admin', 'deliveries'],
  deliveries: (parameters: ListParameters) => ['admin', 'deliveries', parameters],
  ofAnyRequest: ['requests', 'deliveries'],
  ofRequest: (code: string) => ['requests', 'deliveries', code],
  mine: ['me', 'notifications'],
  unsubscribe: (token: string) => ['unsubscribe', token],
} as const;

const MINUTE_MS = 60_000;
const SOON_MS = 4_000;
const LATER_MS = 20_000;

export const notificationAdminQuery = queryOptions({
  queryKey: notificationKeys.admin,
  queryFn: ({ signal }) => api<NotificationAdmin>('/admin/notifications', { signal }),
  refetchOnWindowFocus: 'always',
  refetchInterval: LATER_MS,
});

/** N2: for admins on every page. */
export const alertsQuery = queryOptions({
  queryKey: notificationKeys.alerts,
  queryFn: ({ signal }) => api<NotificationAlerts>('/admin/notifications/alerts', { signal }),
  staleTime: LATER_MS,
  refetchInterval: MINUTE_MS,
  refetchOnWindowFocus: true,
});

export function deliveriesQuery(parameters: ListParameters) {
  return queryOptions({
    queryKey: notificationKeys.deliveries(parameters),
    queryFn: ({ signal }) =>
      api<DeliveriesPage>('/admin/deliveries', { query: parameters, signal }),
    refetchOnWindowFocus: 'always',
    placeholderData: keepPreviousData,
    refetchInterval: (query) => askAgainInMs(query.state.data?.deliveries ?? []),
  });
}

/** N6: asked again while something is on its way. */
export function requestDeliveriesQuery(code: string) {
  return queryOptions({
    queryKey: notificationKeys.ofRequest(code),
    queryFn: ({ signal }) =>
      api<RequestDeliveries>(`/requests/${encodeURIComponent(code)}/deliveries`, { signal }),
    staleTime: 5_000,
    refetchInterval: (query) => askAgainInMs(query.state.data?.deliveries ?? []),
  });
}

/** What is being sent is seen at once; what waits for a retry or its channel is in no hurry. */
export function askAgainInMs(
  deliveries: readonly Pick<Delivery, 'state' | 'attempts' | 'waitsFor'>[],
): number | false {
  const waiting = deliveries.filter(({ state }) => state === 'pending' || state === 'sending');
  if (waiting.length === 0) return false;
  const isSoon = waiting.some(
    ({ state, attempts, waitsFor }) =>
      state === 'sending' || (attempts === 0 && waitsFor !== 'channel'),
  );
  return isSoon ? SOON_MS : LATER_MS;
}

export const myNotificationsQuery = queryOptions({
  queryKey: notificationKeys.mine,
  queryFn: ({ signal }) => api<MyNotifications>('/me/notifications', { signal }),
  refetchOnWindowFocus: 'always',
});

export function unsubscribeQuery(token: string) {
  return queryOptions({
    queryKey: notificationKeys.unsubscribe(token),
    queryFn: ({ signal }) =>
      api<UnsubscribeView>('/notifications/unsubscribe/state', {
        query: { token },
        signal,
        onSignedOut: 'fail',
      }),
  });
}

/** A delivery moved on: its page, its request and what warns of it no longer match. */
function forgetDeliveries(client: QueryClient): void {
  for (const queryKey of [
    notificationKeys.allDeliveries,
    notificationKeys.ofAnyRequest,
    notificationKeys.admin,
    notificationKeys.alerts,
  ]) {
    void client.invalidateQueries({ queryKey });
  }
}

export type DeliveryDecision = 'send-again' | 'mark-sent' | 'drop';

interface DeliveryCommand {
  readonly id: number;
  readonly decision: DeliveryDecision;
  /** Of a drop. */
  readonly reason?: string;
}

/** N2, N4: what an admin decides about one delivery. */
export function useDecideDelivery() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, decision, reason }: DeliveryCommand) =>
      api<unknown>(`/admin/deliveries/${id}/${decision}`, {
        method: 'POST',
        idempotencyKey: newIdempotencyKey(),
        ...(reason === undefined ? {} : { body: { reason } }),
      }),
    // Also after a refusal: somebody else decided first, or it has been sent meanwhile.
    onSettled: () => forgetDeliveries(client),
  });
}

/** All that match, up to the server's bound: what is not sent again for the same reason would go round for ever. */
export function useSendAllAgain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SendAgainBody) =>
      api<SendAgainAnswer>('/admin/deliveries/send-again', {
        method: 'POST',
        body,
        idempotencyKey: newIdempotencyKey(),
      }),
    onSettled: () => forgetDeliveries(client),
  });
}

export function useSaveNotificationSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NotificationSettingsBody) =>
      api<NotificationAdmin>('/admin/notifications/settings', { method: 'PATCH', body }),
    onSuccess: (fresh) => {
      client.setQueryData(notificationKeys.admin, fresh);
      // A saved setting switches its channel on again (N2).
      forgetDeliveries(client);
    },
  });
}

/** Shown at once, taken back when the server refuses. */
export function useToggle() {
  const client = useQueryClient();
  return useMutation({
    // One after the other: two quick clicks on one switch must not overtake each other.
    scope: { id: 'notification-toggles' },
    mutationFn: (body: ToggleBody) =>
      api<unknown>('/admin/notifications/toggles', { method: 'PUT', body }),
    onMutate: async (body) => {
      await client.cancelQueries({ queryKey: notificationKeys.admin });
      setToggle(client, body);
    },
    onError: (_error, body) => setToggle(client, { ...body, isOn: !body.isOn }),
  });
}

function setToggle(client: QueryClient, { event, channel, isOn }: ToggleBody): void {
  client.setQueryData<NotificationAdmin>(
    notificationKeys.admin,
    (before) =>
      before && {
        ...before,
        toggles: { ...before.toggles, [event]: { ...before.toggles[event], [channel]: isOn } },
      },
  );
}

export function useTestChannel(channel: ChannelStatus['channel']) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      api<TestAnswer>(`/admin/notifications/channels/${channel}/test`, { method: 'POST' }),
    // One that arrived switches the channel on again (N2).
    onSettled: () => forgetDeliveries(client),
  });
}

/** N7: shown at once, taken back when the server refuses. */
export function useMute() {
  const client = useQueryClient();
  return useMutation({
    scope: { id: 'notification-mutes' },
    mutationFn: (body: MuteBody) =>
      api<unknown>('/me/notifications/mutes', { method: 'PUT', body }),
    onMutate: async (body) => {
      await client.cancelQueries({ queryKey: notificationKeys.mine });
      setMute(client, body);
    },
    onError: (_error, body) => setMute(client, { ...body, isMuted: !body.isMuted }),
  });
}

function setMute(client: QueryClient, { event, channel, isMuted }: MuteBody): void {
  client.setQueryData<MyNotifications>(notificationKeys.mine, (before) => {
    if (before === undefined) return before;
    const others = before.muted.filter((each) => each.event !== event || each.channel !== channel);
    return { ...before, muted: isMuted ? [...others, { event, channel }] : others };
  });
}

/** Answers with a one-time start link; an earlier one stops working. */
export function useLinkTelegram() {
  return useMutation({
    mutationFn: () => api<TelegramLink>('/me/telegram-link', { method: 'POST' }),
  });
}

export function useUnlinkTelegram() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api<unknown>('/me/telegram-link', { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: notificationKeys.mine }),
  });
}

/** From the foot of a mail: the token stands for the session. */
export function useUnsubscribe(token: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (isMuted: boolean) =>
      api<UnsubscribeView>('/notifications/unsubscribe/state', {
        method: 'POST',
        query: { token },
        body: { isMuted },
        onSignedOut: 'fail',
      }),
    onSuccess: (_answer, isMuted) =>
      client.setQueryData<UnsubscribeView>(
        notificationKeys.unsubscribe(token),
        (before) => before && { ...before, isMuted },
      ),
  });
}
