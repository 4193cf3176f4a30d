import type { Issue } from '../errors.ts';
import { parseCalendarDay } from '../kernel/calendar.ts';
import { parseEmail, splitList } from '../kernel/lists.ts';
import { compareMoney, groupThousands, type Money, parseMoney } from '../kernel/money.ts';
import {
  type CheckContext,
  type Condition,
  type Field,
  type Form,
  isKeptSecret,
  type Values,
} from './define.ts';

/**
 * Reads what somebody typed (or a client sent) against a form: trims, splits, drops what does not
 * apply, then says everything that is wrong. The browser and the server call the same function.
 */

export type Checked =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly issues: readonly Issue[]; readonly values: Values };

export const LIST_MAX_ENTRIES = 5_000;
export const LIST_ENTRY_MAX_LENGTH = 255;
export const URL_MAX_LENGTH = 2_048;

/** All issues in the order of the form's fields; `values` holds what could be read. */
export function checkForm(form: Form, raw: Values, context: CheckContext): Checked {
  const { values, issues } = checkFields(form.fields, raw, context, '');
  const unreadable = new Set(issues.map((issue) => issue.path));
  for (const rule of form.rules) {
    for (const issue of rule.check(values, context)) {
      if (!unreadable.has(issue.path)) issues.push(issue);
    }
  }
  return issues.length === 0 ? { ok: true, values } : { ok: false, issues, values };
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
  let shown = fields;
  for (;;) {
    const names = new Set(shown.map((field) => field.name));
    const visible = Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
    const next = shown.filter((field) => holds(field.applies, visible, request, true));
    if (next.length === shown.length) return next;
    shown = next;
  }
}

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

function checkFields(
  fields: readonly Field[],
  raw: Values,
  context: CheckContext,
  prefix: string,
): { values: Values; issues: Issue[] } {
  const read: Record<string, unknown> = {};
  const problems = new Map<string, Issue[]>();
  for (const field of fields) {
    const result = readField(field, raw[field.name], context, `${prefix}${field.name}`);
    if (result.value !== undefined) read[field.name] = result.value;
    if (result.issues.length > 0) problems.set(field.name, result.issues);
  }
  const applicable = applicableFields(fields, read, context.request);
  const values: Record<string, unknown> = {};
  for (const field of applicable) {
    if (read[field.name] !== undefined) values[field.name] = read[field.name];
  }
  const issues: Issue[] = [];
  for (const field of applicable) {
    const own = problems.get(field.name);
    if (own) issues.push(...own);
    else if (values[field.name] === undefined && isRequired(field, values, context.request)) {
      issues.push({ path: `${prefix}${field.name}`, message: requiredMessage(field) });
    }
  }
  return { values, issues };
}

function requiredMessage(field: Field): string {
  switch (field.kind) {
    case 'select':
    case 'multiselect':
    case 'boolean':
    case 'person':
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

interface Read {
  readonly value: unknown;
  readonly issues: Issue[];
}

const ABSENT: Read = { value: undefined, issues: [] };

function readField(field: Field, raw: unknown, context: CheckContext, path: string): Read {
  if (raw === undefined || raw === null || raw === '') return ABSENT;
  const wrong = (message: string): Read => ({ value: undefined, issues: [{ path, message }] });
  const ok = (value: unknown): Read => ({ value, issues: [] });

  switch (field.kind) {
    case 'text':
    case 'multiline':
    case 'markdown': {
      if (typeof raw !== 'string') return wrong(`${field.label} must be text`);
      return readText(field, raw, wrong);
    }
    case 'secret': {
      if (isKeptSecret(raw)) return context.previous?.[field.name] === undefined ? ABSENT : ok(raw);
      if (typeof raw !== 'string') return wrong(`${field.label} must be text`);
      return readText(field, raw, wrong);
    }
    case 'select': {
      if (field.options.some((option) => option.value === raw)) return ok(raw);
      return wrong(`“${shown(raw)}” is not one of: ${labels(field.options)}`);
    }
    case 'multiselect': {
      const chosen = Array.isArray(raw) ? raw : [raw];
      const unknown = chosen.filter(
        (value) => !field.options.some((option) => option.value === value),
      );
      if (unknown.length > 0) {
        return wrong(
          `“${unknown.map(shown).join('”, “')}” is not one of: ${labels(field.options)}`,
        );
      }
      const ordered = field.options
        .map((option) => option.value)
        .filter((value) => chosen.includes(value));
      return ordered.length === 0 ? ABSENT : ok(ordered);
    }
    case 'boolean':
      return typeof raw === 'boolean' ? ok(raw) : wrong(`${field.label} must be yes or no`);
    case 'integer': {
      const number = typeof raw === 'string' && /^\s*-?\d+\s*$/.test(raw) ? Number(raw) : raw;
      if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
        return wrong(`“${shown(raw)}” is not a whole number`);
      }
      if (number < field.min)
        return wrong(`${field.label} must be ${field.min} or more, not ${number}`);
      if (number > field.max) {
        return wrong(`${field.label} must be ${field.max} or less, not ${number}`);
      }
      return ok(number);
    }
    case 'money': {
      const amount = typeof raw === 'string' ? parseMoney(raw) : null;
      if (amount === null) {
        return wrong(`“${shown(raw)}” is not an amount in dollars with at most two decimals`);
      }
      const [min, max] = [field.min as Money, field.max as Money];
      if (compareMoney(amount, min) < 0 || compareMoney(amount, max) > 0) {
        return wrong(
          `${field.label} must be between ${groupThousands(min)} and ${groupThousands(max)}, not ${groupThousands(amount)}`,
        );
      }
      return ok(amount);
    }
    case 'url': {
      const url = typeof raw === 'string' ? raw.trim() : '';
      if (typeof raw === 'string' && url === '') return ABSENT;
      if (!/^https?:\/\/[^\s/?#.:@]+[^\s@]*$/i.test(url) || url.length > URL_MAX_LENGTH) {
        return wrong(
          `“${shown(raw)}” is not a web address; it must start with http:// or https://`,
        );
      }
      return ok(url);
    }
    case 'list': {
      const entries = readEntries(raw);
      if (entries === null) return wrong(`${field.label} must be a list of text`);
      const long = entries.filter((entry) => entry.length > LIST_ENTRY_MAX_LENGTH);
      if (long.length > 0) {
        return wrong(
          `“${shown(long[0])}” is longer than ${LIST_ENTRY_MAX_LENGTH} characters; put each ${field.noun} on its own line`,
        );
      }
      return bounded(field.label, entries, wrong, ok);
    }
    case 'emails': {
      const entries = readEntries(raw);
      if (entries === null) return wrong(`${field.label} must be a list of email addresses`);
      const bad = entries.filter((entry) => parseEmail(entry) === null);
      if (bad.length > 0) {
        const isAre = bad.length === 1 ? 'is not an email address' : 'are not email addresses';
        return wrong(`“${bad.slice(0, 10).map(shown).join('”, “')}” ${isAre}`);
      }
      return bounded(
        field.label,
        [...new Set(entries.map((entry) => entry.toLowerCase()))],
        wrong,
        ok,
      );
    }
    case 'file': {
      const issue = fileIssue(field, raw, context);
      return issue === null ? ok(raw) : wrong(issue);
    }
    case 'files': {
      if (!Array.isArray(raw)) return wrong(`${field.label} must be a list of file ids`);
      if (raw.length === 0) return ABSENT;
      if (raw.length > field.maxCount) {
        return wrong(`At most ${field.maxCount} files are possible, not ${raw.length}`);
      }
      const found = raw.map((id) => fileIssue(field, id, context)).find((issue) => issue !== null);
      return found ? wrong(found) : ok([...new Set(raw)]);
    }
    case 'day': {
      const day = typeof raw === 'string' ? parseCalendarDay(raw) : null;
      if (day === null) return wrong(`“${shown(raw)}” is not a date; write it as YYYY-MM-DD`);
      const unchanged = context.previous?.[field.name] === day;
      if (!unchanged && day <= context.today) {
        return wrong(`${day} is not possible; choose tomorrow or later`);
      }
      return ok(day);
    }
    case 'groups': {
      if (!Array.isArray(raw)) return wrong(`${field.label} must be a list`);
      if (raw.length === 0) return ABSENT;
      if (raw.length > field.maxCount) {
        return wrong(`At most ${field.maxCount} ${field.noun}s are possible, not ${raw.length}`);
      }
      const issues: Issue[] = [];
      const entries = raw.map((entry: unknown, index) => {
        if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
          issues.push({
            path: `${path}.${index}`,
            message: `Each ${field.noun} must be an object`,
          });
          return {};
        }
        const result = checkFields(field.fields, entry as Values, context, `${path}.${index}.`);
        issues.push(...result.issues);
        return result.values;
      });
      return { value: entries, issues };
    }
    case 'person': {
      const id = typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : raw;
      return typeof id === 'number' && Number.isSafeInteger(id)
        ? ok(id)
        : wrong(`${field.label} must be a person from the list`);
    }
  }
}

function readText(
  field: { label: string; kind: string; maxLength: number },
  raw: string,
  wrong: (message: string) => Read,
): Read {
  // PostgreSQL cannot store NUL; other control characters have no business in what people type.
  const text = raw.replaceAll('\u0000', '').replaceAll('\r\n', '\n').trim();
  const value = field.kind === 'text' ? text.replace(/\s+/g, ' ') : text;
  if (value === '') return ABSENT;
  if (value.length > field.maxLength) {
    return wrong(`${field.label} may have ${field.maxLength} characters, this has ${value.length}`);
  }
  return { value, issues: [] };
}

function readEntries(raw: unknown): string[] | null {
  if (typeof raw === 'string') return splitList(raw.replaceAll('\u0000', ''));
  if (!Array.isArray(raw) || !raw.every((entry) => typeof entry === 'string')) return null;
  return raw.flatMap((entry: string) => splitList(entry.replaceAll('\u0000', '')));
}

function bounded(
  label: string,
  entries: string[],
  wrong: (message: string) => Read,
  ok: (value: unknown) => Read,
): Read {
  if (entries.length === 0) return ABSENT;
  if (entries.length > LIST_MAX_ENTRIES) {
    return wrong(
      `${label} may have ${LIST_MAX_ENTRIES} entries, this has ${entries.length}; attach a file instead`,
    );
  }
  return ok(entries);
}

function fileIssue(
  field: Extract<Field, { kind: 'file' | 'files' }>,
  raw: unknown,
  context: CheckContext,
): string | null {
  const facts = typeof raw === 'string' ? context.files.get(raw) : undefined;
  if (facts === undefined) return 'This file is no longer there; add it again';
  const name = facts.name.toLowerCase();
  if (field.accept && !field.accept.extensions.some((extension) => name.endsWith(extension))) {
    return `“${facts.name}” is not accepted here; choose ${field.accept.label}`;
  }
  if (field.kind === 'file' && field.csvColumns) {
    if (facts.csv === null) return `“${facts.name}” cannot be read as CSV`;
    const present = new Set(facts.csv.columns.map((column) => column.trim().toLowerCase()));
    const missing = field.csvColumns.filter((column) => !present.has(column.toLowerCase()));
    if (missing.length > 0) return `“${facts.name}” lacks the columns: ${missing.join(', ')}`;
  }
  return null;
}

function labels(options: readonly { label: string }[]): string {
  return options.map((option) => option.label).join(', ');
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
