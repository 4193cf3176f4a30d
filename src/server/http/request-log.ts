import type { App } from './app-type.ts';

/**
 * One line per answer. The path without its query (searches name people and partners), never
 * headers, cookies or bodies.
 */
export function registerRequestLog(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        path: request.url.split('?', 1)[0],
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
        userId: request.signedIn?.id,
      },
      'answered',
    );
  });
}
