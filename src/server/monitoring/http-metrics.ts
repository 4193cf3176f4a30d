import type { FastifyRequest } from 'fastify';
import { Histogram, type Registry } from 'prom-client';
import type { App } from '../http/app-type.ts';
import { isApiPath } from '../http/paths.ts';

const BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** How long answers take, by route and status; the count of the histogram is the rate of requests. */
export function registerHttpMetrics(app: App, register: Registry): void {
  const seconds = new Histogram({
    name: 'requests_http_request_duration_seconds',
    help: 'Time from the request to the last byte of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [register],
  });
  app.addHook('onResponse', async (request, reply) => {
    seconds.observe(
      {
        method: request.method,
        route: routeOf(request),
        status: `${Math.trunc(reply.statusCode / 100)}xx`,
      },
      reply.elapsedTime / 1_000,
    );
  });
}

/** As it was registered, without anybody's codes; whatever is no route of ours is one label. */
function routeOf(request: FastifyRequest): string {
  const route = request.routeOptions.url;
  if (isApiPath(request.url)) return route ?? 'unknown';
  return route !== undefined && PROBES.has(route) ? route : 'web';
}

const PROBES: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
