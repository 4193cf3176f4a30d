import type { Issue } from '../errors.ts';
import type { CheckContext, Condition, Field, Form, Values } from './define.ts';
import { ABSENT, type Read, readValue } from './read-value.ts';

/**
 * Reads what somebody typed (or a client sent) against a form: trims, splits, drops what does not
 * apply, then says everything that is wrong. The browser and the server call the same function.
 */

export type Checked =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly issues: readonly Issue[]; readonly values: Values };

/**
 * Stands for a value that was given but could not be read when conditions and rules are asked.
 * Without it, a mistyped link would count as no link, and one mistake would be reported as several.
 */
const UNREADABLE = Object.freeze({ unreadable: true });

/** All issues in the order of the form's fields; `values` holds what could be read. */
export function checkForm(form: Form, raw: Values, context: CheckContext): Checked {
  if (!isRecord(raw)) {
    return {
      ok: false,
      issues: [{ path: '', message: 'The values must be an object' }],
      values: {},
    };
  }
  const { values, seen, issues } = checkFields(form.fields, raw, context, '');
  const reported = new Set(issues.map((issue) => issue.path));
  const broken = form.rules
    .flatMap((rule) => rule.check(seen, context))
    .filter((issue) => !reported.has(issue.path));
  const all = inFieldOrder([...issues, ...broken], form.fields);
  return all.length === 0 ? { ok: true, values } : { ok: false, issues: all, values };
}

/** The warnings of a form (F-SD2), for the same values. */
export function formWarnings(form: Form, values: Values, context: CheckContext): readonly Issue[] {
  return form.warnings.flatMap((rule) => rule.check(values, context));
}

/** Which fields apply to these values, in order. What a form shows; independent of required-ness. */
export function applicableFields(
  fields: readonly Field[],
  values: Values,
  request: Values,
): readonly Field[] {
  // What a hidden field holds must not decide about another one: repeat until nothing more falls.
  let shown = fields;
  for (;;) {
    const visible = pick(values, shown);
    const next = shown.filter((field) => holds(field.applies, visible, request, true));
    if (next.length === shown.length) return next;
    shown = next;
  }
}

/** Whether the field must be filled in for these values; asked of fields that apply. */
export function isRequired(field: Field, values: Values, request: Values): boolean {
  return holds(field.required, values, request, false);
}

function holds(
  condition: boolean | Condition | undefined,
  values: Values,
  request: Values,
  fallback: boolean,
): boolean {
  if (condition === undefined) return fallback;
  return typeof condition === 'boolean' ? condition : condition(values, request);
}

interface FieldsChecked {
  readonly values: Values;
  /** `values` and, for what could not be read, a placeholder. */
  readonly seen: Values;
  readonly issues: readonly Issue[];
}

function checkFields(
  fields: readonly Field[],
  raw: Values,
  context: CheckContext,
  prefix: string,
): FieldsChecked {
  const reads = new Map<string, Read>();
  const given: Record<string, unknown> = {};
  for (const { field, value } of ownValues(fields, raw)) {
    const read = readField(field, value, context, `${prefix}${field.name}`);
    reads.set(field.name, read);
    if (read.value !== undefined) given[field.name] = read.value;
    else if (read.issues.length > 0) given[field.name] = UNREADABLE;
  }
  const applicable = applicableFields(fields, given, context.request);
  const seen = pick(given, applicable);
  const issues = applicable.flatMap((field) => {
    const own = reads.get(field.name)?.issues ?? [];
    if (seen[field.name] !== undefined || !isRequired(field, seen, context.request)) return own;
    return [{ path: `${prefix}${field.name}`, message: requiredMessage(field) }];
  });
  const values = Object.fromEntries(
    Object.entries(seen).filter(([, value]) => value !== UNREADABLE),
  );
  return { values, seen, issues };
}

/** Only what the sender put there: `constructor` and the like are not values. */
function ownValues(
  fields: readonly Field[],
  raw: Values,
): readonly { field: Field; value: unknown }[] {
  return fields.map((field) => ({
    field,
    value: Object.hasOwn(raw, field.name) ? raw[field.name] : undefined,
  }));
}

function readField(field: Field, raw: unknown, context: CheckContext, path: string): Read {
  return field.kind === 'groups'
    ? readGroups(field, raw, context, path)
    : readValue(field, raw, context, path);
}

function readGroups(
  field: Extract<Field, { kind: 'groups' }>,
  raw: unknown,
  context: CheckContext,
  path: string,
): Read {
  if (raw === undefined || raw === null || raw === '') return ABSENT;
  const wrong = (message: string): Read => ({ value: undefined, issues: [{ path, message }] });
  if (!Array.isArray(raw)) return wrong(`${field.label} must be a list`);
  if (raw.length === 0) return ABSENT;
  if (raw.length > field.maxCount) {
    return wrong(`At most ${field.maxCount} ${field.noun}s are possible, not ${raw.length}`);
  }
  // Entries have no identity, so nothing in them can be "unchanged".
  const inner = { ...context, previous: null };
  const issues: Issue[] = [];
  const entries = raw.map((entry: unknown, index) => {
    if (!isRecord(entry)) {
      issues.push({ path: `${path}.${index}`, message: `Each ${field.noun} must be an object` });
      return {};
    }
    const checked = checkFields(field.fields, entry, inner, `${path}.${index}.`);
    issues.push(...checked.issues);
    return checked.values;
  });
  return { value: entries, issues };
}

function requiredMessage(field: Field): string {
  switch (field.kind) {
    case 'select':
    case 'multiselect':
    case 'boolean':
    case 'person':
    case 'day':
      return `Choose ${lowerFirst(field.label)}`;
    case 'file':
    case 'files':
      return `Add ${lowerFirst(field.label)}`;
    case 'groups':
      return `Add at least one ${field.noun}`;
    default:
      return `Enter ${lowerFirst(field.label)}`;
  }
}

/** "Partner" → "partner", but "QA agent" and "RVIC ZIP" stay. */
export function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

function inFieldOrder(issues: readonly Issue[], fields: readonly Field[]): readonly Issue[] {
  const position = new Map(fields.map((field, index) => [field.name, index]));
  const of = (issue: Issue): number => position.get(issue.path.split('.', 1)[0] ?? '') ?? -1;
  return issues.toSorted((a, b) => of(a) - of(b));
}

function pick(values: Values, fields: readonly Field[]): Values {
  const picked: Record<string, unknown> = {};
  for (const { name } of fields) {
    if (values[name] !== undefined) picked[name] = values[name];
  }
  return picked;
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
