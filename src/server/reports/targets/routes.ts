import { targetBody, targetsAnswer } from '../../../domain/api/reports.ts';
import { requireAdmin } from '../../auth/only-admins.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../http/app-type.ts';
import { requireReportReader } from '../report-readers.ts';
import { readTargets, setTarget } from './commands.ts';

const tags = ['Reports'];

export function registerTargetRoutes(app: App, context: Context): void {
  app.get(
    '/api/reports/targets',
    {
      schema: {
        tags,
        summary: 'Target turn-around times, for leadership and admins (D4)',
        response: { 200: targetsAnswer },
      },
    },
    ({ actor }) => {
      requireReportReader(actor);
      return readTargets(context);
    },
  );

  app.put(
    '/api/reports/targets',
    {
      schema: {
        tags,
        summary: 'Set or remove the target turn-around time of a type, for admins (D4)',
        description:
          'Minutes of elapsed time; null removes the target. The other types keep theirs.',
        body: targetBody,
        response: { 200: targetsAnswer },
      },
    },
    ({ actor, body, ip }) => {
      requireAdmin(actor, 'Only admins set target times.');
      return setTarget(context, actor, body, ip);
    },
  );
}
