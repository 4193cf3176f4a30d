import type { Field, Values } from '../../../domain/requests/define.ts';

/**
 * What a form holds while somebody types: texts for lists and numbers, so that nothing typed is
 * reformatted under the cursor. `checkForm` reads these as well as stored values.
 */

/**
 * Stored values (or a draft's, which are raw already) as the widgets hold them. Names that are no
 * field now are kept: they may be one later, and are never sent before.
 */
export function rawValues(fields: readonly Field[], values: Values): Values {
  const raw: Record<string, unknown> = { ...values };
  for (const field of fields) {
    const value = values[field.name];
    if (value !== undefined && value !== null) raw[field.name] = rawValue(field, value);
  }
  return raw;
}

function rawValue(field: Field, value: unknown): unknown {
  switch (field.kind) {
    case 'list':
    case 'emails':
      return Array.isArray(value) ? value.join('\n') : value;
    case 'integer':
      return typeof value === 'number' ? String(value) : value;
    case 'groups':
      return Array.isArray(value)
        ? value.map((entry: unknown) => rawValues(field.fields, isRecord(entry) ? entry : {}))
        : [];
    default:
      return value;
  }
}

/** Replaces the value at a dotted path; everything beside the path stays the same object. */
export function setAt(values: Values, path: string, value: unknown): Values {
  return setIn(values, path.split('.'), value) as Values;
}

function setIn(target: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(target)) {
    return target.map((entry: unknown, index) =>
      String(index) === key ? setIn(entry, rest, value) : entry,
    );
  }
  const record = isRecord(target) ? target : {};
  return { ...record, [key]: setIn(record[key], rest, value) };
}

export function valueAt(values: Values, path: string): unknown {
  return path.split('.').reduce<unknown>((target, key) => {
    if (Array.isArray(target)) return target[Number(key)];
    return isRecord(target) ? target[key] : undefined;
  }, values);
}

/** Blank text, no choice and empty lists are nothing; "no" and 0 are something. */
export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

export function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function pickNames(values: Values, names: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

export function omitNames(values: Values, names: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}
