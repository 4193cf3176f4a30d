import { z } from 'zod';
import { listOf } from './kinds.ts';

export interface DataKey {
  readonly id: string;
  /** 32 bytes for AES-256. */
  readonly key: Uint8Array;
}

const example = 'e.g. 2026a:<the output of `openssl rand -base64 32`>';

/** Keys for personal data, `id:base64` pairs between commas: the first one writes, all of them read. */
export const dataKeys = z
  .string({ error: `is missing, ${example}` })
  .transform((text, context) => parseKeys(text, context));

function parseKeys(text: string, context: z.RefinementCtx): readonly DataKey[] {
  const keys = listOf(text).map((part): DataKey => {
    const colon = part.indexOf(':');
    return {
      id: colon < 0 ? '' : part.slice(0, colon),
      key: Buffer.from(part.slice(colon + 1), 'base64'),
    };
  });
  const wrong = (message: string) => context.addIssue({ code: 'custom', message });
  if (keys.length === 0) wrong(`needs at least one key, ${example}`);
  if (keys.some(({ id, key }) => !/^[\w-]{1,32}$/.test(id) || key.length !== 32)) {
    wrong(`must be id:key pairs, comma-separated, each key 32 bytes in base64, ${example}`);
  }
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) wrong('names one key id twice');
  return keys;
}
