import { Readable } from 'node:stream';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { ExportFormat } from '../../../domain/reports/export-choices.ts';
import type { ExportColumn, ExportRow } from '../../../domain/reports/exports/columns.ts';
import { csvContent } from './csv-content.ts';
import { writeXlsx } from './xlsx.ts';

export const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Enough to go on while the network takes some, and no more. */
const BUFFER_BYTES = 262_144;

/** A report as the bytes of its file. */
export function exportContent(
  { format, bom }: { readonly format: ExportFormat; readonly bom: boolean },
  columns: readonly ExportColumn[],
  batches: AsyncIterable<readonly ExportRow[]>,
  at: Instant,
): Readable {
  return format === 'csv'
    ? Readable.from(csvContent(columns, batches, { bom }), {
        objectMode: false,
        highWaterMark: BUFFER_BYTES,
      })
    : writeXlsx([{ name: 'Requests', columns, batches }], at);
}
