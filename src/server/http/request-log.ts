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

/**
 * An error as the log keeps it. The driver's own fields quote whole rows ("Failing row contains …"):
 * only those that name things are taken.
 */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const facts: Record<string, unknown> = {
    type: error.name,
    message: error.message,
    stack: error.stack,
  };
  for (const key of ['code', 'constraint', 'table', 'column', 'routine']) {
    if (key in error) facts[key] = Reflect.get(error, key);
  }
  if (error.cause !== undefined) facts.cause = errorFacts(error.cause);
  return facts;
}
