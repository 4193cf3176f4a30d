import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { explainListening } from '../http/explain-listening.ts';
import type { Metrics } from './metrics.ts';

export interface Monitor {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/**
 * METRICS_PORT: `/healthz` and `/metrics` on a port of their own, for monitors inside the network;
 * a worker has no other. `isAlive` false answers 503.
 * @returns null without a port
 * @throws PlainError when the port cannot be listened at
 */
export async function openMonitor(options: {
  readonly host: string;
  readonly port: number | null;
  readonly metrics: Metrics;
  readonly isAlive: () => boolean;
}): Promise<Monitor | null> {
  const { host, port } = options;
  if (port === null) return null;
  const { metrics, isAlive } = options;
  const server = createServer((request, reply) => {
    const path = request.url?.split('?', 1)[0];
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      reply.writeHead(405, { allow: 'GET, HEAD' }).end();
    } else if (path === '/healthz') {
      const isWell = isAlive();
      reply
        .writeHead(isWell ? 200 : 503, { 'content-type': 'application/json' })
        .end(JSON.stringify({ status: isWell ? 'ok' : 'stopping' }));
    } else if (path === '/metrics') {
      metrics
        .text()
        .then((text) => reply.writeHead(200, { 'content-type': CONTENT_TYPE }).end(text))
        .catch((error: unknown) => reply.destroy(error instanceof Error ? error : undefined));
    } else {
      reply.writeHead(404).end();
    }
  });
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    throw explainListening(error, { host, port, variable: 'METRICS_PORT' });
  }
  return { port: portOf(server), stop: () => stop(server) };
}

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
}
