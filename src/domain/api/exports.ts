import { z } from 'zod';
import {
  EXPORT_FORMATS,
  EXPORT_REPORTS,
  EXPORT_STATUSES,
  REVENUE_SUPPORT_TYPES,
} from '../reports/export-choices.ts';
import { CARRIER_CODES, STATE_CODES } from '../requests/types/xml-files.ts';
import { many } from './many.ts';

/**
 * D2: the reports that are downloaded (P5: leadership and admins). Days are UTC, both included, by
 * created-at; times in cells are UTC `YYYY-MM-DD HH:MM:SS`.
 */

/** Strict: a filter with a wrong name would be passed over in silence. */
export const exportQuery = z.strictObject({
  report: z.enum(EXPORT_REPORTS),
  from: z.string().max(100),
  to: z.string().max(100),
  /** None: every status. */
  status: many(EXPORT_STATUSES),
  /** Revenue/Support: exactly one. */
  type: z.enum(REVENUE_SUPPORT_TYPES).optional(),
  /** Revenue/Support: none means both. */
  team: many(['revenue', 'support'] as const),
  /** Compliance: none means all. */
  state: many(STATE_CODES),
  carrier: many(CARRIER_CODES),
});
export type ExportQuery = z.infer<typeof exportQuery>;

export const downloadQuery = exportQuery.extend({
  format: z.enum(EXPORT_FORMATS).default('csv'),
  /** A byte order mark, so that older spreadsheets read UTF-8. */
  bom: z
    .union([z.boolean(), z.stringbool()], { error: 'This must be true or false' })
    .default(true),
});
export type DownloadQuery = z.infer<typeof downloadQuery>;

export const previewAnswer = z.object({
  rowCount: z.number().int(),
  columns: z.array(z.string()),
  /** The first rows, at most 20, cells as the file has them; long texts are cut. */
  rows: z.array(z.array(z.string())),
  /** How the rows were chosen, for people: "Created from … to … (UTC)". */
  basis: z.string(),
  /** Of the CSV file. */
  fileName: z.string(),
  /** More rows than this are written by the worker (`POST /api/exports`). */
  directLimits: z.object({ csv: z.number().int(), xlsx: z.number().int() }),
});
export type PreviewAnswer = z.infer<typeof previewAnswer>;

export const exportJob = z.object({
  id: z.string(),
  fileName: z.string(),
  state: z.enum(['waiting', 'running', 'ready', 'failed', 'cancelled', 'expired']),
  rowsTotal: z.number().int(),
  rowsDone: z.number().int(),
  sizeBytes: z.number().int().nullable(),
  error: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  /** False once its owner was shown that it is ready or failed. */
  isNews: z.boolean(),
});
export type ExportJob = z.infer<typeof exportJob>;
/** One's own, newest first, at most 50. */
export const exportsAnswer = z.object({ exports: z.array(exportJob) });
export type ExportsAnswer = z.infer<typeof exportsAnswer>;
