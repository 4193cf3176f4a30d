import type { Context } from '../../context.ts';
import type { Job } from '../../jobs/runner.ts';
import { activateDue } from './commands.ts';

/** L5, every minute. */
export const activateScheduledJob: Job<Context> = async (_payload, { context, signal }) => {
  const activated = await activateDue(context, signal);
  if (activated > 0) context.log.info({ activated }, 'scheduled requests were activated');
};
