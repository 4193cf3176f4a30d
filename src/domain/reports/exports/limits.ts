import { DomainError } from '../../errors.ts';
import type { ExportFormat } from '../export-choices.ts';

/** How much a report may hold, and what is written while somebody waits. */

/** More rows than these are written by the worker. */
export const DIRECT_LIMIT: Readonly<Record<ExportFormat, number>> = { csv: 500_000, xlsx: 100_000 };

/** Of a sheet, less its headings. */
export const XLSX_MAX_ROWS = 1_048_576 - 1;

/** First rows shown before the download. */
export const PREVIEW_ROWS = 20;

/** @throws DomainError `validation_failed` for more rows than a sheet can hold */
export function checkFormat(format: ExportFormat, rows: number): void {
  if (format === 'csv' || rows <= XLSX_MAX_ROWS) return;
  const sentence = `A sheet holds ${XLSX_MAX_ROWS} rows, and these are ${rows}: choose CSV or a shorter period`;
  throw new DomainError('validation_failed', `${sentence}.`, {
    issues: [{ path: 'format', message: sentence }],
  });
}

/** @throws DomainError `validation_failed` for more rows than anybody should wait for */
export function checkDirect(format: ExportFormat, rows: number): void {
  const most = DIRECT_LIMIT[format];
  if (rows <= most) return;
  const sentence = `These are ${rows} rows; up to ${most} are downloaded at once. Have the report written for you (POST /api/exports) or choose a shorter period`;
  throw new DomainError('validation_failed', `${sentence}.`, {
    issues: [{ path: '', message: sentence }],
  });
}
