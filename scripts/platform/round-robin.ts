import { once } from 'node:events';
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';

export interface RoundRobin {
  readonly stop: () => Promise<void>;
}

/**
 * Hands every request to the next api in turn, like the simplest of load balancers: whatever one
 * process kept for itself, the next request would miss.
 */
export async function startRoundRobin(options: {
  readonly host: string;
  readonly port: number;
  readonly apiPorts: readonly number[];
}): Promise<RoundRobin> {
  const { host, port, apiPorts } = options;
  let turn = 0;
  const server = createServer((request, reply) => {
    const apiPort = apiPorts[turn % apiPorts.length];
    turn += 1;
    pass(request, reply, apiPort);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

function pass(request: IncomingMessage, reply: ServerResponse, port: number | undefined): void {
  const { method, url: path, headers } = request;
  const onward = forward({ host: '127.0.0.1', port, method, path, headers, agent: false });
  onward.on('response', (answer) => {
    // Of this connection, not of the other.
    const { connection: _, 'keep-alive': __, ...rest } = answer.headers;
    reply.writeHead(answer.statusCode ?? 502, rest);
    pipeline(answer, reply, () => undefined);
  });
  onward.on('error', () => {
    if (reply.headersSent) reply.destroy();
    else reply.writeHead(502).end();
  });
  reply.on('close', () => {
    if (!reply.writableFinished) onward.destroy();
  });
  pipeline(request, onward, () => undefined);
}
