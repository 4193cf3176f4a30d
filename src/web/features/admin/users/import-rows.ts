import { IMPORT_MOST_CHARACTERS as MOST } from '../../../../domain/accounts.ts';
import { formatFileSize } from '../../../format.ts';
import { importWords as words } from '../../../words/users.ts';

/** The rows to import: pasted, or read from a file. */
export interface Rows {
  readonly csv: string;
  readonly file: { readonly name: string; readonly bytes: number } | null;
}

/** Why they cannot be sent; null when they can. */
export function rowsProblem(csv: string): string | null {
  if (csv.trim() === '') return words.missing;
  if (csv.length <= MOST) return null;
  return words.tooLargeText(formatFileSize(csv.length), formatFileSize(MOST));
}

/** The file's text, or why it was not taken: a large one is not even read. */
export async function readRows(
  file: File,
): Promise<{ readonly rows: Rows } | { readonly problem: string }> {
  if (file.size > MOST) {
    const [size, limit] = [formatFileSize(file.size), formatFileSize(MOST)];
    return { problem: words.tooLarge(file.name, size, limit) };
  }
  try {
    return { rows: { csv: await file.text(), file: { name: file.name, bytes: file.size } } };
  } catch {
    // Moved or changed since it was chosen: browsers then refuse to read it.
    return { problem: words.unreadable(file.name) };
  }
}
