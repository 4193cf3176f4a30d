import { canonical } from '../../../../domain/kernel/canonical.ts';
import type { Field, Values } from '../../../../domain/requests/define.ts';

/**
 * Two people changed the same request: what each did, field by field (X1). Pure. All values are as
 * the form's widgets hold them.
 */

export interface TheirChange {
  readonly field: Field;
  readonly from: unknown;
  readonly to: unknown;
  /** This person changed the field too: theirs would be replaced. */
  readonly isContested: boolean;
}

/**
 * @param base what this person started from
 * @param mine what they hold now
 * @param theirs what is stored now
 */
export function theirChanges(
  fields: readonly Field[],
  base: Values,
  mine: Values,
  theirs: Values,
): readonly TheirChange[] {
  return fields
    .filter(({ name }) => !same(base[name], theirs[name]))
    .map((field) => {
      const { name } = field;
      const isContested = !same(mine[name], base[name]) && !same(mine[name], theirs[name]);
      return { field, from: base[name], to: theirs[name], isContested };
    });
}

/** Theirs where this person changed nothing, mine elsewhere. */
export function merged(
  fields: readonly Field[],
  base: Values,
  mine: Values,
  theirs: Values,
): Values {
  return Object.fromEntries(
    fields.map(({ name }) => [name, same(mine[name], base[name]) ? theirs[name] : mine[name]]),
  );
}

function same(a: unknown, b: unknown): boolean {
  return canonical(nothing(a)) === canonical(nothing(b));
}

/** Emptied and never filled in are the same. */
function nothing(value: unknown): unknown {
  if (value === undefined || value === '') return null;
  return Array.isArray(value) && value.length === 0 ? null : value;
}
