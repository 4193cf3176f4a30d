import type { Context } from '../../context.ts';
import type { Job } from '../../jobs/runner.ts';
import { tendExports } from './tend-exports.ts';

/** Every minute. */
export const tendExportsJob: Job<Context> = (_payload, { context, signal }) =>
  tendExports(context, signal);
