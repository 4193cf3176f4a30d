import type { Issue } from '../errors.ts';
import { parseCalendarDay } from '../kernel/calendar.ts';
import { parseEmail, splitList } from '../kernel/lists.ts';
import {
  compareMoney,
  groupThousands,
  type Money,
  parseMoney,
  parsePercent,
} from '../kernel/money.ts';
import { plainText } from '../kernel/text.ts';
import { isWebAddress } from '../kernel/web-address.ts';
import { type CheckContext, type Field, isKeptSecret, KEPT_SECRET } from './define.ts';

/**
 * Reads one value as its field's kind stores it. What comes in is whatever a form held or a client
 * sent: nothing about its type is taken for granted, and no message repeats more than a line of it.
 */

export const LIST_MAX_ENTRIES = 5_000;
export const LIST_ENTRY_MAX_LENGTH = 255;
export const URL_MAX_LENGTH = 2_048;
/** User ids are 32-bit integers in the database. */
const PERSON_ID_MAX = 2_147_483_647;
const NAMED_IN_MESSAGE = 10;

export interface Read {
  /** Undefined when there is none, or when it could not be read. */
  readonly value: unknown;
  readonly issues: readonly Issue[];
}

export const ABSENT: Read = { value: undefined, issues: [] };

type ValueField = Exclude<Field, { kind: 'groups' }>;
type FieldOf<Kind extends Field['kind']> = Extract<Field, { kind: Kind }>;

/** A value as it was read, or what is wrong with it. Null stands for "nothing was given". */
type Answer = { readonly ok: unknown } | { readonly wrong: string } | null;

/** Section 4, R6: one value, trimmed, split and checked; every message says which value is wrong. */
export function readValue(
  field: ValueField,
  raw: unknown,
  context: CheckContext,
  path: string,
): Read {
  if (raw === undefined || raw === null) return ABSENT;
  if (typeof raw === 'string' && raw.trim() === '') return ABSENT;
  const answer = answerFor(field, raw, context);
  if (answer === null) return ABSENT;
  return 'ok' in answer
    ? { value: answer.ok, issues: [] }
    : { value: undefined, issues: [{ path, message: answer.wrong }] };
}

function answerFor(field: ValueField, raw: unknown, context: CheckContext): Answer {
  switch (field.kind) {
    case 'text':
    case 'multiline':
    case 'markdown':
      return readText(field, raw);
    case 'secret':
      if (!isKeptSecret(raw)) return readText(field, raw);
      return context.previous?.[field.name] === undefined ? null : { ok: KEPT_SECRET };
    case 'select':
      return field.options.some((option) => option.value === raw)
        ? { ok: raw }
        : { wrong: notAmong([raw], field) };
    case 'multiselect':
      return readChoices(field, raw);
    case 'boolean':
      return typeof raw === 'boolean' ? { ok: raw } : { wrong: `${field.label} must be yes or no` };
    case 'integer':
      return readInteger(field, raw);
    case 'money':
      return readMoney(field, raw);
    case 'percent':
      return readPercent(field, raw);
    case 'url':
      return readUrl(raw);
    case 'list':
      return readList(field, raw);
    case 'emails':
      return readEmails(field, raw);
    case 'file': {
      const wrong = fileIssue(field, raw, context);
      return wrong === null ? { ok: raw } : { wrong };
    }
    case 'files':
      return readFiles(field, raw, context);
    case 'day':
      return readDay(field, raw, context);
    case 'person':
      return readPerson(field, raw);
  }
}

function readText(
  field: FieldOf<'text' | 'multiline' | 'markdown' | 'secret'>,
  raw: unknown,
): Answer {
  if (typeof raw !== 'string') return { wrong: `${field.label} must be text` };
  const plain = plainText(raw).trim();
  const text = field.kind === 'text' ? plain.replace(/\s+/g, ' ') : plain;
  if (text === '') return null;
  return text.length > field.maxLength
    ? { wrong: `${field.label} may have ${field.maxLength} characters, this has ${text.length}` }
    : { ok: text };
}

function readChoices(field: FieldOf<'multiselect'>, raw: unknown): Answer {
  const chosen: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const known = new Set<unknown>(field.options.map((option) => option.value));
  const unknown = chosen.filter((value) => !known.has(value));
  if (unknown.length > 0) return { wrong: notAmong(unknown, field) };
  // In the order of the options, so that the same choice is always stored the same.
  const ordered = field.options.filter((option) => chosen.includes(option.value));
  return ordered.length === 0 ? null : { ok: ordered.map((option) => option.value) };
}

function readInteger(field: FieldOf<'integer'>, raw: unknown): Answer {
  const number = typeof raw === 'string' ? integerOf(raw.trim()) : raw;
  if (typeof number !== 'number' || !Number.isInteger(number)) {
    return { wrong: `“${shown(raw)}” is not a whole number` };
  }
  if (number < field.min) {
    return { wrong: `${field.label} must be ${field.min} or more, not ${shown(raw)}` };
  }
  if (number > field.max) {
    return { wrong: `${field.label} must be ${field.max} or less, not ${shown(raw)}` };
  }
  // -0 is a number of its own in JavaScript, and 0 to everybody else.
  return { ok: number === 0 ? 0 : number };
}

/** `12500` and, as people copy it from reports, `12,500`. */
export function integerOf(text: string): number | null {
  return /^-?(\d+|\d{1,3}(,\d{3})+)$/.test(text) ? Number(text.replaceAll(',', '')) : null;
}

function readPercent(field: FieldOf<'percent'>, raw: unknown): Answer {
  const percent =
    typeof raw === 'string' || typeof raw === 'number' ? parsePercent(`${raw}`) : null;
  return percent === null
    ? { wrong: `${field.label} must be from 0 to 100 with at most one decimal, not ${shown(raw)}` }
    : { ok: percent };
}

function readMoney(field: FieldOf<'money'>, raw: unknown): Answer {
  const amount = typeof raw === 'string' ? parseMoney(raw) : null;
  if (amount === null) {
    return { wrong: `“${shown(raw)}” is not an amount in dollars with at most two decimals` };
  }
  const [min, max] = [field.min as Money, field.max as Money];
  if (compareMoney(amount, min) >= 0 && compareMoney(amount, max) <= 0) return { ok: amount };
  const range = `between ${groupThousands(min)} and ${groupThousands(max)}`;
  return { wrong: `${field.label} must be ${range}, not ${shown(groupThousands(amount))}` };
}

function readUrl(raw: unknown): Answer {
  const url = typeof raw === 'string' ? raw.trim() : '';
  if (url.length > URL_MAX_LENGTH) {
    return { wrong: `The address may have ${URL_MAX_LENGTH} characters, this has ${url.length}` };
  }
  return isWebAddress(url)
    ? { ok: url }
    : {
        wrong: `“${shown(raw)}” is not a web address; it looks like https://example.com/page, without spaces or “@” in the host`,
      };
}

/** R6: split, trimmed, empties dropped; the message names the entry that is too long. */
function readList(field: FieldOf<'list'>, raw: unknown): Answer {
  const entries = entriesOf(raw);
  if (entries === null) return { wrong: `${field.label} must be a list of text` };
  if (entries.length > LIST_MAX_ENTRIES) return { wrong: tooMany(field.label, entries.length) };
  const long = entries.find((entry) => entry.length > LIST_ENTRY_MAX_LENGTH);
  if (long !== undefined) {
    return {
      wrong: `“${shown(long)}” is longer than ${LIST_ENTRY_MAX_LENGTH} characters; put each ${field.noun} on its own line`,
    };
  }
  return entries.length === 0 ? null : { ok: entries };
}

/** R6: lower-cased, each checked, each kept once; the message names the wrong ones. */
function readEmails(field: FieldOf<'emails'>, raw: unknown): Answer {
  const entries = entriesOf(raw);
  if (entries === null) return { wrong: `${field.label} must be a list of email addresses` };
  if (entries.length > LIST_MAX_ENTRIES) return { wrong: tooMany(field.label, entries.length) };
  const emails = new Set<string>();
  const wrong: string[] = [];
  for (const entry of entries) {
    const email = parseEmail(entry);
    if (email === null) wrong.push(entry);
    else emails.add(email);
  }
  if (wrong.length > 0) {
    const isAre = wrong.length === 1 ? 'is not an email address' : 'are not email addresses';
    return { wrong: `${named(wrong)} ${isAre}` };
  }
  return emails.size === 0 ? null : { ok: [...emails] };
}

function entriesOf(raw: unknown): string[] | null {
  const texts: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const entries: string[] = [];
  for (const text of texts) {
    if (typeof text !== 'string') return null;
    for (const entry of splitList(plainText(text))) entries.push(entry);
  }
  return entries;
}

function tooMany(label: string, length: number): string {
  return `${label} may have ${LIST_MAX_ENTRIES} entries, this has ${length}; attach a file instead`;
}

function readFiles(field: FieldOf<'files'>, raw: unknown, context: CheckContext): Answer {
  if (!Array.isArray(raw)) return { wrong: `${field.label} must be a list of files` };
  const ids = [...new Set<unknown>(raw)];
  if (ids.length > field.maxCount) {
    return { wrong: `At most ${field.maxCount} files are possible, not ${ids.length}` };
  }
  const problems = ids.map((id) => fileIssue(field, id, context)).filter((text) => text !== null);
  if (problems.length > 0) return { wrong: [...new Set(problems)].join('. ') };
  return ids.length === 0 ? null : { ok: ids };
}

function fileIssue(
  field: FieldOf<'file' | 'files'>,
  id: unknown,
  context: CheckContext,
): string | null {
  const facts = typeof id === 'string' ? context.files.get(id) : undefined;
  if (facts === undefined) return 'This file is no longer there; add it again';
  const name = facts.name.toLowerCase();
  if (field.accept && !field.accept.extensions.some((extension) => name.endsWith(extension))) {
    return `“${shown(facts.name)}” is not accepted here; choose ${field.accept.label}`;
  }
  if (field.kind === 'files' || field.csvColumns === undefined) return null;
  // F-SD1
  if (facts.csv === null) return `“${shown(facts.name)}” cannot be read as CSV`;
  const present = new Set(facts.csv.columns.map((column) => column.trim().toLowerCase()));
  const missing = field.csvColumns.filter((column) => !present.has(column.toLowerCase()));
  if (missing.length === 0) return null;
  const columns = missing.length === 1 ? 'column' : 'columns';
  return `“${shown(facts.name)}” lacks the ${columns}: ${missing.join(', ')}`;
}

/** L19: a date that is already stored is not checked against today again. */
function readDay(field: FieldOf<'day'>, raw: unknown, context: CheckContext): Answer {
  const day = typeof raw === 'string' ? parseCalendarDay(raw.trim()) : null;
  if (day === null) return { wrong: `“${shown(raw)}” is not a date; write it as YYYY-MM-DD` };
  const unchanged = context.previous?.[field.name] === day;
  return unchanged || day > context.today
    ? { ok: day }
    : { wrong: `${day} is not possible; choose tomorrow or later` };
}

function readPerson(field: FieldOf<'person'>, raw: unknown): Answer {
  const id = typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : raw;
  return typeof id === 'number' && Number.isInteger(id) && id > 0 && id <= PERSON_ID_MAX
    ? { ok: id }
    : { wrong: `${field.label} must be a person from the list` };
}

function notAmong(values: readonly unknown[], field: FieldOf<'select' | 'multiselect'>): string {
  return `${named(values)} is not one of: ${field.options.map((option) => option.label).join(', ')}`;
}

function named(values: readonly unknown[]): string {
  const names = values.slice(0, NAMED_IN_MESSAGE).map((value) => `“${shown(value)}”`);
  const more = values.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

/**
 * One short line of what was given. Lists and objects are not spelled out: they may be nested
 * deeper than any serialiser can follow.
 */
function shown(value: unknown): string {
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  const text = String(value).trim();
  return (text.length > 80 ? `${text.slice(0, 77)}…` : text).toWellFormed();
}
