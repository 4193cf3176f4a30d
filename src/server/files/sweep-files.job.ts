import type { Context } from '../context.ts';
import type { Job } from '../jobs/runner.ts';
import { sweepFiles } from './sweep.ts';

/** F5, hourly. */
export const sweepFilesJob: Job<Context> = async (_payload, { context, signal }) => {
  const swept = await sweepFiles(context, signal);
  if (swept.uploads + swept.orphans > 0) context.log.info(swept, 'files were swept');
};
