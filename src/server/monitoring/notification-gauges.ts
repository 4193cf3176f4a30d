import type { QueueHealth } from '../notifications/admin/queue-health.ts';
import type { GaugeSpec } from './gauges.ts';

/** N2, N8: what a monitor watches of the channels and their deliveries. */
export const NOTIFICATION_GAUGES: readonly GaugeSpec<readonly QueueHealth[]>[] = [
  {
    name: 'requests_notification_channel_configured',
    help: 'Whether the environment configures the channel (1) or not (0).',
    labels: ['channel'],
    of: (queues) =>
      queues.map(({ channel, isConfigured }) => [{ channel }, Number(isConfigured)] as const),
  },
  {
    name: 'requests_notification_channel_on',
    help: 'Whether the channel sends (1), or is not configured or switched off by an error (0).',
    labels: ['channel'],
    of: (queues) => queues.map(({ channel, isOn }) => [{ channel }, Number(isOn)] as const),
  },
  {
    name: 'requests_deliveries_waiting',
    help: 'Deliveries that wait to be sent.',
    labels: ['channel'],
    of: (queues) => queues.map(({ channel, waiting }) => [{ channel }, waiting] as const),
  },
  {
    name: 'requests_deliveries_oldest_waiting_seconds',
    help: 'For how long the oldest waiting delivery waits; 0 when none does.',
    labels: ['channel'],
    of: (queues) =>
      queues.map(
        ({ channel, oldestWaitingSeconds }) => [{ channel }, oldestWaitingSeconds ?? 0] as const,
      ),
  },
  {
    name: 'requests_deliveries_attention',
    help: 'Deliveries that failed, or of which nobody knows whether they arrived.',
    labels: ['channel', 'state'],
    of: (queues) =>
      queues.flatMap(({ channel, failed, unknown }) => [
        [{ channel, state: 'failed' }, failed] as const,
        [{ channel, state: 'unknown' }, unknown] as const,
      ]),
  },
];
