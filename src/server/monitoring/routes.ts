import { z } from 'zod';
import type { App } from '../http/app-type.ts';
import { CONTENT_TYPE } from './listener.ts';
import type { Metrics } from './metrics.ts';

/** `/metrics` beside the pages, unless METRICS_PORT gives it a port of its own. */
export function registerMetricsRoute(app: App, metrics: Metrics): void {
  app.get(
    '/metrics',
    {
      schema: {
        tags: ['Health'],
        summary: 'Latency, queues, connections and the event loop, for a monitor',
        description:
          'In the text format of Prometheus. Queues are the same from every process and at most five seconds old; the rest is about the process that answers.',
        response: { 200: z.string() },
      },
    },
    async (_request, reply) =>
      reply
        .header('content-type', CONTENT_TYPE)
        .header('cache-control', 'no-store')
        .serializer((text: string) => text)
        .send(await metrics.text()),
  );
}
