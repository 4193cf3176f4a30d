import type { Field } from '../../../domain/requests/define.ts';
import { formatFileSize } from '../../format.ts';
import { uploadWords } from '../../words/forms.ts';

export type FileField = Extract<Field, { kind: 'file' | 'files' }>;

/** Why a chosen file is not sent at all, with its size and the limit named (F1); null when it may go. */
export function refusalOf(
  field: FileField,
  file: Pick<File, 'name' | 'size'>,
  maxBytes: number,
): string | null {
  const accepted = field.accept;
  const name = file.name.toLowerCase();
  if (accepted && !accepted.extensions.some((extension) => name.endsWith(extension))) {
    return uploadWords.wrongKind(file.name, accepted.label);
  }
  if (file.size > maxBytes) {
    return uploadWords.tooLarge(file.name, formatFileSize(file.size), formatFileSize(maxBytes));
  }
  return file.size === 0 ? uploadWords.empty(file.name) : null;
}
