import type { ExportJob } from '../../domain/api/exports.ts';
import type { ExportFormat, ExportReport } from '../../domain/reports/export-choices.ts';

/** Reports that are downloaded (D2). */
export const exportsWords = {
  title: 'Exports',
  lead: 'Requests with all their details as a file: choose a report, look at its first rows, download it.',
  report: 'Report',
  type: 'Type',
  team: 'Team',
  state: 'States',
  carrier: 'Carriers',
  status: 'Statuses',
  inProgressGroup: 'In progress incl. QA',
  days: 'Created',
  daysHelp:
    'Days in UTC, first and last included. A request belongs to the day it was created, whenever it was completed. Times in the file are UTC too.',
  previewTitle: 'Preview',
  previewTable: 'The first rows of the file',
  rows: (count: string, isOne: boolean) => (isOne ? '1 row' : `${count} rows`),
  firstRows: (shown: string) => `The first ${shown} are shown.`,
  columns: (count: string) => `${count} columns`,
  emptyTitle: 'No request matches',
  emptyText: 'The file would hold the headings only. Choose other days, or loosen a filter.',
  refusedTitle: 'This cannot be exported',
  fileName: 'File name',

  format: 'Format',
  bom: 'Mark the file as UTF-8 for older spreadsheets',
  bomHelp:
    'Adds three invisible bytes (a byte order mark) at the start. Excel needs them to show accents correctly; switch them off for programs that read the file.',
  download: 'Download',
  prepare: 'Prepare in the background',
  prepareText: (limit: string) =>
    `More than ${limit} rows are written in the background. You are told when the file is ready, wherever you are in the app, and it is kept for 7 days.`,
  prepared: 'The file is being prepared. You will be told when it is ready.',
  cancelled: 'The download was cancelled. Nothing was saved.',
  starting: 'Starting',
  received: (size: string) => `${size} received`,
  receivedRows: (rows: string, all: string, size: string) => `${rows} of ${all} rows, ${size}`,
  progressOf: (file: string) => `Progress of ${file}`,
  saved: (file: string) => `Saved as ${file}`,
  brokeOff: (size: string) => `The download broke off after ${size}. Nothing was saved; try again.`,

  jobsTitle: 'Prepared in the background',
  jobsLead: 'Yours alone. Each file is kept for 7 days after it was written.',
  noJobs: 'None yet. What you have prepared in the background appears here.',
  cancelJob: (file: string) => `Cancel ${file}`,
  downloadJob: (file: string) => `Download ${file}`,
  jobRows: (done: string, all: string) => `${done} of ${all} rows`,
  jobCreated: 'Asked for ',
  jobUntil: 'kept until ',
  jobExpired: 'Ask for it again to get a fresh one.',

  ready: (file: string) => `${file} is ready`,
  failed: (file: string, why: string | null) =>
    why === null ? `${file} could not be written` : `${file} could not be written: ${why}`,
} as const;

export const REPORT_NAMES: Record<ExportReport, string> = {
  revenue_support: 'Revenue/Support',
  compliance: 'Compliance',
  accounting: 'Accounting',
};

export const REPORT_LEADS: Record<ExportReport, string> = {
  revenue_support: 'One type of request of the teams Revenue and Support.',
  compliance: 'Requests for generating XML files.',
  accounting: 'Requests about Stripe disputes.',
};

export const FORMAT_NAMES: Record<ExportFormat, string> = {
  csv: 'CSV',
  xlsx: 'Excel (XLSX)',
};

export const JOB_STATE_NAMES: Record<ExportJob['state'], string> = {
  waiting: 'Waiting',
  running: 'Being written',
  ready: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
  expired: 'Expired',
};
