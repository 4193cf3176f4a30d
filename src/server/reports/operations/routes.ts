import { operationsAnswer, operationsQuery } from '../../../domain/api/reports.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../http/app-type.ts';
import { requireReportReader } from '../report-readers.ts';
import { readOperations } from './commands.ts';

export function registerOperationsRoutes(app: App, context: Context): void {
  app.get(
    '/api/reports/operations',
    {
      schema: {
        tags: ['Reports'],
        summary: 'Queue, work, rejections, blocks and delay, for leadership and admins (D4)',
        description:
          'The queue is that of now; everything else happened between the first and the last day of the period, both included. Teams and types narrow everything but the work of people, who work for all of them.',
        querystring: operationsQuery,
        response: { 200: operationsAnswer },
      },
    },
    ({ actor, query }) => {
      requireReportReader(actor);
      return readOperations(context, actor, query);
    },
  );
}
