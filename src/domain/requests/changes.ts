import { canonical } from '../kernel/canonical.ts';
import type { Values } from './define.ts';

/** A change of one field, for the history: values as stored, secrets only as `secret: true` (R3). */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly secret?: true;
}

/** R3: every name whose value differs, compared by content. */
export function changedFields(before: Values, after: Values): FieldChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => canonical(before[name]) !== canonical(after[name]))
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }));
}
