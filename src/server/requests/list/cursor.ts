import { DomainError } from '../../../domain/errors.ts';
import { epochMs, type Instant, instantFromEpochMs } from '../../../domain/kernel/calendar.ts';

/** A place in the list "newest first": the page lies on one side of it. */
export interface Cursor {
  readonly direction: 'older' | 'newer';
  readonly createdAt: Instant;
  readonly id: number;
}

const FORMAT = /^([on])([0-9a-z]{1,9})\.([0-9a-z]{1,11})$/;

/** Opaque to clients, so that the order can change without breaking what they stored. */
export function encodeCursor({ direction, createdAt, id }: Cursor): string {
  const text = `${direction.charAt(0)}${epochMs(createdAt).toString(36)}.${id.toString(36)}`;
  return Buffer.from(text).toString('base64url');
}

/** Throws `validation_failed` at `cursor` for anything that `encodeCursor` did not make. */
export function decodeCursor(text: string): Cursor {
  const [, letter, at = '', id = ''] =
    FORMAT.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (letter !== undefined) {
    const cursor: Cursor = {
      direction: letter === 'o' ? 'older' : 'newer',
      createdAt: instantFromEpochMs(Math.min(Number.parseInt(at, 36), LAST_MS)),
      id: Number.parseInt(id, 36),
    };
    if (Number.isSafeInteger(cursor.id) && encodeCursor(cursor) === text) return cursor;
  }
  throw new DomainError('validation_failed', 'This place in the list is not known.', {
    issues: [{ path: 'cursor', message: 'Start again from the first page' }],
  });
}

/** The end of the year 9999: a forged cursor must not name an instant that has no text. */
const LAST_MS = 253_402_300_799_999;
