import type { Context } from '../../context.ts';
import type { Job } from '../../jobs/runner.ts';
import { exportIdOf } from './export-payload.ts';
import { mailExport } from './mail-export.ts';

export const mailExportJob: Job<Context> = (payload, { context, signal }) =>
  mailExport(context, exportIdOf(payload), signal);
