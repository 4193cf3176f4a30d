import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { plainText } from '../../../domain/kernel/text.ts';

/** The last account of a page: the next one begins behind it. */
export interface Place {
  readonly name: string;
  readonly id: number;
}

const place = z.tuple([z.string().max(300), z.number().int()]);

/** Opaque to clients, so that the order can change without breaking what they stored. */
export function encodePlace({ name, id }: Place): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

/** Throws `validation_failed` at `after` for anything that `encodePlace` did not make. */
export function decodePlace(text: string): Place {
  try {
    const [name, id] = place.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    if (plainText(name) === name && encodePlace({ name, id }) === text) return { name, id };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
  }
  throw new DomainError('validation_failed', 'This place in the list is not known.', {
    issues: [{ path: 'after', message: 'Start again from the first page' }],
  });
}
