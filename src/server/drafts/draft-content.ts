import type { DraftBody } from '../../domain/api/drafts.ts';
import { DomainError } from '../../domain/errors.ts';
import { plainText } from '../../domain/kernel/text.ts';
import { isKeptSecret, KEPT_SECRET, type Values } from '../../domain/requests/define.ts';
import { type DraftForm, secretNames } from './draft-form.ts';

/** Takes what a form held apart into what may be stored as it is and what must be sealed. Pure. */

export const DRAFT_MAX_BYTES = 262_144;
const MAX_DEPTH = 8;

export interface DraftContent {
  readonly values: Values;
  readonly extra: Values;
}

/** A secret as the client sent it: typed now, or left as the draft has it. */
export type DraftSecret = { readonly typed: string } | 'kept';

export interface SplitDraft {
  readonly content: DraftContent;
  readonly secrets: ReadonlyMap<string, DraftSecret>;
}

/**
 * Fields that the form does not have are dropped. Values are not checked otherwise: a draft is
 * whatever was typed so far.
 *
 * @throws DomainError `validation_failed` when it is larger or deeper than any form
 */
export function splitDraft(draft: DraftForm, body: DraftBody): SplitDraft {
  if (Buffer.byteLength(JSON.stringify(body)) > DRAFT_MAX_BYTES) throw tooLarge();
  const secret = new Set(secretNames(draft));
  const values: Record<string, unknown> = {};
  const secrets = new Map<string, DraftSecret>();
  for (const { name } of draft.form.fields) {
    const value = Object.hasOwn(body.values, name) ? body.values[name] : undefined;
    if (value === undefined || value === null) continue;
    if (!secret.has(name)) values[name] = storable(value, 0);
    else if (isKeptSecret(value)) secrets.set(name, 'kept');
    else if (typeof value === 'string' && plainText(value) !== '') {
      secrets.set(name, { typed: plainText(value) });
    }
  }
  return { content: { values, extra: storableObject(body.extra, 0) }, secrets };
}

/** What the client gets back: secrets as markers only. */
export function maskedValues(values: Values, sealed: readonly string[]): Values {
  return { ...values, ...Object.fromEntries(sealed.map((name) => [name, KEPT_SECRET])) };
}

/** PostgreSQL's `jsonb` refuses NUL and lone surrogates, and recursion has an end. */
function storable(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) throw tooDeep();
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map((entry: unknown) => storable(entry, depth + 1));
  if (typeof value === 'object' && value !== null) return storableObject(value, depth);
  return value;
}

function storableObject(value: object, depth: number): Values {
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]: [string, unknown]) => [
      plainText(key),
      storable(entry, depth + 1),
    ]),
  );
}

function tooLarge(): DomainError {
  const message = `A draft may have at most ${DRAFT_MAX_BYTES / 1024} kB; put long lists into a file`;
  return new DomainError('validation_failed', 'The draft is too large to be saved.', {
    issues: [{ path: '', message }],
  });
}

function tooDeep(): DomainError {
  return new DomainError('validation_failed', 'The draft cannot be read.', {
    issues: [{ path: '', message: 'The values are nested deeper than any form' }],
  });
}
