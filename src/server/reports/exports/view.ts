import type { ExportJob } from '../../../domain/api/exports.ts';
import type { ExportRecord } from './job-queries.ts';

/** Of what has ended, these are told to the owner. */
const NEWS: ReadonlySet<ExportJob['state']> = new Set(['ready', 'failed']);

export function exportView(row: ExportRecord): ExportJob {
  return {
    id: row.id,
    fileName: row.file_name,
    state: row.state,
    rowsTotal: row.rows_total,
    rowsDone: row.rows_done,
    sizeBytes: row.size_bytes,
    error: row.error,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    expiresAt: row.expires_at,
    isNews: NEWS.has(row.state) && row.seen_at === null,
  };
}
