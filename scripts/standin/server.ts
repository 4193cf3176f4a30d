import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, plainAnswer, send } from './answers.ts';
import { type InboxOptions, inboxRoutes } from './routes.ts';

export interface Inbox {
  readonly port: number;
  stop(): Promise<void>;
}

/** Serves the local inbox on this machine only. */
export async function startInbox(
  options: InboxOptions & { readonly port: number },
): Promise<Inbox> {
  const answer = inboxRoutes(options);
  const server = createServer((request, response) => {
    answer(request)
      .catch((error: unknown): Answer => {
        console.error(error);
        return plainAnswer(500, 'The inbox could not answer; the terminal says why.');
      })
      .then((answered) => send(response, answered))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
