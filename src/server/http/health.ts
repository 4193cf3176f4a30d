import { z } from 'zod';
import type { Context } from '../context.ts';
import { readOldestWaitingSeconds } from '../notifications/admin/queue-health.ts';
import type { App } from './app-type.ts';

const alive = z.object({ status: z.literal('ok') });
const ready = alive.extend({
  checks: z.object({ database: z.literal('ok'), files: z.enum(['ok', 'failing']).nullable() }),
  notifications: z.object({ oldestWaitingSeconds: z.number().int().nullable() }),
});

/** For load balancers: alive, and ready to answer (the database does). */
export function registerHealth(app: App, context: Context): void {
  app.get(
    '/healthz',
    { schema: { tags: ['Health'], summary: 'The process runs', response: { 200: alive } } },
    async () => ({ status: 'ok' as const }),
  );
  app.get(
    '/readyz',
    {
      schema: {
        tags: ['Health'],
        summary: 'The process can answer: it reaches its database',
        description:
          '`files` is how the last call of this process to the bucket went, null before the first and with a folder: without files the rest can be answered. `oldestWaitingSeconds` is for how long the oldest notification waits to be sent, null when none does. However long that is, this process can answer.',
        response: { 200: ready },
      },
    },
    async () => {
      const oldestWaitingSeconds = await readOldestWaitingSeconds(context);
      return {
        status: 'ok' as const,
        checks: { database: 'ok' as const, files: context.files.health?.last ?? null },
        notifications: { oldestWaitingSeconds },
      };
    },
  );
}
