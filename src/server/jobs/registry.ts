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
import type { JobRegistry } from './runner.ts';

/** Every job and when it runs (UTC), by hand and in sight. */
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
  // A key keeps a job that is being retried from piling up behind its next time.
  cron: [
    every('activate-scheduled', '* * * * *'),
    every('clean-up', '7 * * * *'),
    every('fold-reports', '* * * * *'),
    every('sweep-files', '37 * * * *'),
    every('tend-exports', '* * * * *'),
    every('wake-forgotten-deliveries', '* * * * *'),
  ],
} as const satisfies JobRegistry<Context>;

function every(task: string, match: string) {
  return { task, match, options: { jobKey: task, maxAttempts: 5 } };
}
