import type { JobTask } from '../../domain/jobs.ts';
import { mailAccountLinkJob } from '../auth/links/mail-account-link.job.ts';
import { mailAccountNoticeJob } from '../auth/notices/mail-account-notice.job.ts';
import type { Context } from '../context.ts';
import { sweepFilesJob } from '../files/sweep-files.job.ts';
import { wakeForgottenJob } from '../notifications/sending/wake-forgotten.job.ts';
import { priceUnpricedJob } from '../pricing/lists/price-unpriced.job.ts';
import { mailExportJob } from '../reports/exports/mail-export.job.ts';
import { tendExportsJob } from '../reports/exports/tend-exports.job.ts';
import { writeExportJob } from '../reports/exports/write-export.job.ts';
import { foldReportsJob } from '../reports/rollups/fold-reports.job.ts';
import { activateScheduledJob } from '../requests/activate/activate-scheduled.job.ts';
import { cleanUpJob } from './clean-up.job.ts';
import type { Job, JobRegistry } from './runner.ts';
import { timetable } from './timetable.ts';

/** Every job and when it runs, by hand and in sight. */
export const registry = {
  jobs: {
    'activate-scheduled': activateScheduledJob,
    'clean-up': cleanUpJob,
    'fold-reports': foldReportsJob,
    'price-unpriced': priceUnpricedJob,
    'mail-account-link': mailAccountLinkJob,
    'mail-account-notice': mailAccountNoticeJob,
    'mail-export': mailExportJob,
    'sweep-files': sweepFilesJob,
    'tend-exports': tendExportsJob,
    'wake-forgotten-deliveries': wakeForgottenJob,
    'write-export': writeExportJob,
  },
  cron: timetable,
} as const satisfies JobRegistry<Context> & { readonly jobs: Record<JobTask, Job<Context>> };
