import { AUDIT_ACTIONS, type AuditAction } from './audit.ts';
import { jobName } from './jobs.ts';
import { formatDuration } from './kernel/calendar.ts';
import { formatFileSize } from './kernel/file-size.ts';
import { CHANNEL_NAMES } from './notifications/deliveries.ts';
import { EVENT_NAMES, type OutboxEvent } from './notifications/events.ts';
import { ROLE_NAMES, TEAM_NAMES } from './people.ts';
import { ACTION_KEYS, ACTIONS } from './requests/actions.ts';
import { REQUEST_TYPE_KEYS } from './requests/define.ts';
import { STATUS_NAMES } from './requests/request.ts';
import { requestType } from './requests/types/index.ts';

/** One thing that an entry of the audit log tells besides who did what to whom. */
export interface AuditFact {
  readonly name: string;
  readonly value: string;
}

type Details = Readonly<Record<string, unknown>>;

/** Names of details; of any other, its key in words. */
const NAMES: Readonly<Record<string, string>> = {
  accentColour: 'Accent colour',
  changedMeanwhile: 'Changed meanwhile',
  codes: 'Requests',
  companyName: 'Company name',
  done: 'Changed',
  effectiveOn: 'In force from',
  for: 'To change',
  fourEyesQa: 'Four eyes at QA',
  isOn: 'Switched',
  isSent: 'Sent',
  job: 'Job number',
  maxUploadBytes: 'Largest upload',
  priceList: 'Price list number',
  registrationDomains: 'Domains that may register',
  rejectWindowDays: 'Days to reject work',
  sizeBytes: 'Size',
  switchedOn: 'Channels switched on again',
  bom: 'Byte order mark',
};

/** Values of these details that are keys of ours, in words. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  channel: CHANNEL_NAMES,
  switchedOn: CHANNEL_NAMES,
  event: EVENT_NAMES,
  roles: ROLE_NAMES,
  team: TEAM_NAMES,
  teams: TEAM_NAMES,
  status: STATUS_NAMES,
  type: namesOf(REQUEST_TYPE_KEYS, (key) => requestType(key).name),
  action: namesOf(ACTION_KEYS, (key) => ACTIONS[key].label),
  report: {
    revenue_support: 'Revenue/Support',
    compliance: TEAM_NAMES.compliance,
    accounting: TEAM_NAMES.accounting,
  },
  reason: {
    unknown_account: 'no such account',
    wrong_password: 'wrong password',
    inactive_account: 'the account is not active',
  },
};

function namesOf<Key extends string>(
  keys: readonly Key[],
  name: (key: Key) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(keys.map((key) => [key, name(key)]));
}

const NOTHING = 'none';
/** Of a value, no more than a page can show in a few lines. */
const LONGEST = 2_000;

/**
 * The details of an entry in words, in the order they were written: "Reason: wrong password",
 * "Company name: none → Northwind". What no rule here knows is shown as it is.
 */
export function auditFacts(details: Details): readonly AuditFact[] {
  return Object.entries(details).flatMap(([key, value]): readonly AuditFact[] => {
    if (key === 'after' && isRecord(details.before)) return [];
    if (key === 'before' && isRecord(value) && isRecord(details.after)) {
      return changes(value, details.after);
    }
    if (isChange(value)) {
      const { from, to } = value;
      return [{ name: nameOf(key), value: `${words(key, from)} → ${words(key, to)}` }];
    }
    if (key === 'beforeMinutes' && 'afterMinutes' in details) {
      return [{ name: 'Target', value: `${minutes(value)} → ${minutes(details.afterMinutes)}` }];
    }
    if (key === 'afterMinutes' && 'beforeMinutes' in details) return [];
    return [{ name: nameOf(key), value: words(key, value) }];
  });
}

/** What an entry is about, as the pages name it: where the log keeps a key of ours, its name. */
export function auditTarget(action: AuditAction, target: string | null): string | null {
  if (target === null) return null;
  if (AUDIT_ACTIONS[action].group === 'jobs') return jobName(target);
  if (action === 'notification_toggle_changed' && Object.hasOwn(EVENT_NAMES, target)) {
    return EVENT_NAMES[target as OutboxEvent];
  }
  const type = REQUEST_TYPE_KEYS.find((key) => key === target);
  return action === 'target_tat_changed' && type !== undefined ? requestType(type).name : target;
}

/** The facts on one line, for a cell of a file. */
export function auditFactsLine(details: Details): string {
  return auditFacts(details)
    .map(({ name, value }) => `${name}: ${value}`)
    .join('; ');
}

function changes(before: Details, after: Details): readonly AuditFact[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((key) => ({
    name: nameOf(key),
    value: `${words(key, before[key])} → ${words(key, after[key])}`,
  }));
}

function nameOf(key: string): string {
  if (Object.hasOwn(NAMES, key)) return NAMES[key] ?? key;
  return capitalised(
    key
      .replaceAll('_', ' ')
      .replace(/[A-Z]/g, (l) => ` ${l.toLowerCase()}`)
      .trim(),
  );
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function words(key: string, value: unknown): string {
  const text = plain(key, value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).toWellFormed()}…` : text;
}

function plain(key: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return NOTHING;
  if (Array.isArray(value)) {
    if (value.length === 0) return NOTHING;
    return value.map((one) => plain(key, one)).join(', ');
  }
  switch (typeof value) {
    case 'boolean':
      if (key === 'isOn') return value ? 'on' : 'off';
      return value ? 'yes' : 'no';
    case 'number':
      return /Bytes$/.test(key) && value >= 0 ? formatFileSize(value) : String(value);
    case 'string': {
      const known = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
      return known !== undefined && Object.hasOwn(known, value) ? (known[value] ?? value) : value;
    }
    default:
      return JSON.stringify(value);
  }
}

function minutes(value: unknown): string {
  return typeof value === 'number' ? formatDuration(value * 60_000) : NOTHING;
}

/** `{ from, to }` and nothing else. */
function isChange(value: unknown): value is { readonly from: unknown; readonly to: unknown } {
  return isRecord(value) && Object.keys(value).toSorted().join() === 'from,to';
}

function isRecord(value: unknown): value is Details {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
