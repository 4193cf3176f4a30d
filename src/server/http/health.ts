import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { App } from './app-type.ts';

const ok = z.object({ status: z.literal('ok') });

/** For load balancers: alive, and ready to answer (the database does). */
export function registerHealth(app: App, context: Context): void {
  app.get(
    '/healthz',
    { schema: { tags: ['Health'], summary: 'The process runs', response: { 200: ok } } },
    async () => ({ status: 'ok' as const }),
  );
  app.get(
    '/readyz',
    {
      schema: {
        tags: ['Health'],
        summary: 'The process can answer: it reaches its database',
        response: { 200: ok },
      },
    },
    async () => {
      await sql`SELECT 1`.execute(context.db);
      return { status: 'ok' as const };
    },
  );
}
