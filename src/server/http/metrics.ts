import { z } from 'zod';
import { epochMs } from '../../domain/kernel/calendar.ts';
import type { Context } from '../context.ts';
import { type QueueHealth, readQueueHealth } from '../notifications/admin/queue-health.ts';
import type { App } from './app-type.ts';

/** Several monitors, or one that is impatient, cost one look at the database. */
const KEPT_MS = 5_000;

interface Gauge {
  readonly name: string;
  readonly help: string;
  /** Label sets and values of one channel. */
  readonly of: (queue: QueueHealth) => readonly (readonly [labels: string, value: number])[];
}

const GAUGES: readonly Gauge[] = [
  {
    name: 'requests_notification_channel_configured',
    help: 'Whether the environment configures the channel (1) or not (0).',
    of: ({ isConfigured }) => [['', Number(isConfigured)]],
  },
  {
    name: 'requests_notification_channel_on',
    help: 'Whether the channel sends (1), or is not configured or switched off by an error (0).',
    of: ({ isOn }) => [['', Number(isOn)]],
  },
  {
    name: 'requests_deliveries_waiting',
    help: 'Deliveries that wait to be sent.',
    of: ({ waiting }) => [['', waiting]],
  },
  {
    name: 'requests_deliveries_oldest_waiting_seconds',
    help: 'For how long the oldest waiting delivery waits; 0 when none does.',
    of: ({ oldestWaitingSeconds }) => [['', oldestWaitingSeconds ?? 0]],
  },
  {
    name: 'requests_deliveries_attention',
    help: 'Deliveries that failed, or of which nobody knows whether they arrived.',
    of: ({ failed, unknown }) => [
      [',state="failed"', failed],
      [',state="unknown"', unknown],
    ],
  },
];

/** The queues of notifications for a monitor, in the text format of Prometheus. */
export function registerMetrics(app: App, context: Context): void {
  let kept: { readonly untilMs: number; readonly text: Promise<string> } | undefined;

  const current = (): Promise<string> => {
    const nowMs = epochMs(context.now());
    if (kept !== undefined && kept.untilMs > nowMs) return kept.text;
    const text = readQueueHealth(context).then(textOf);
    const mine = { untilMs: nowMs + KEPT_MS, text };
    kept = mine;
    // A failure is not kept: the next one asks again.
    text.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return text;
  };

  app.get(
    '/metrics',
    {
      schema: {
        tags: ['Health'],
        summary: 'The queues of notifications, for a monitor',
        description:
          'In the text format of Prometheus; the same from every process, at most five seconds old.',
        response: { 200: z.string() },
      },
    },
    async (_request, reply) =>
      reply
        .header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
        .header('cache-control', 'no-store')
        .serializer((text: string) => text)
        .send(await current()),
  );
}

function textOf(queues: readonly QueueHealth[]): string {
  return GAUGES.map(({ name, help, of }) => {
    const samples = queues.flatMap((queue) =>
      of(queue).map(([labels, value]) => `${name}{channel="${queue.channel}"${labels}} ${value}\n`),
    );
    return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${samples.join('')}`;
  }).join('');
}
