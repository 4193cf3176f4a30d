import type { FileRef } from '../../domain/api/requests.ts';
import { displayName } from '../../domain/people.ts';
import type { Values } from '../../domain/requests/define.ts';

/** What `fileColumns` selects: a file with its uploader. */
export interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly mimeType: string;
  readonly uploadedAt: string;
  readonly csv: Values | null;
  readonly uploaderId: number;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly isActive: boolean;
}

export function fileRefOf(row: FileRow): FileRef {
  return {
    id: row.id,
    name: row.name,
    sizeBytes: row.sizeBytes,
    mimeType: row.mimeType,
    uploadedAt: row.uploadedAt,
    uploader: { id: row.uploaderId, name: displayName(row), isActive: row.isActive },
    csv: csvFactsOf(row.csv),
  };
}

/** The stored facts about a CSV, for the form engine (F-SD1, F-SD2). */
export function csvFactsOf(stored: Values | null): FileRef['csv'] {
  if (stored === null) return null;
  const { columns, rows } = stored;
  if (!Array.isArray(columns) || typeof rows !== 'number') return null;
  return { columns: columns.filter((column) => typeof column === 'string'), rows };
}
