import type { Context } from '../../context.ts';
import type { Job } from '../../jobs/runner.ts';
import { exportIdOf } from './export-payload.ts';
import { writeExport } from './write-export.ts';

export const writeExportJob: Job<Context> = (payload, { context, signal }) =>
  writeExport(context, exportIdOf(payload), signal);
