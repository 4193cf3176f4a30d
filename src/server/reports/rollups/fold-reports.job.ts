import type { Context } from '../../context.ts';
import type { Job } from '../../jobs/runner.ts';
import { foldMonths } from './commands.ts';

/** D3, D4, every minute. */
export const foldReportsJob: Job<Context> = async (_payload, { context, signal }) => {
  const folded = await foldMonths(context, signal);
  if (folded > 0) context.log.info({ folded }, 'months were summed up for reports');
};
