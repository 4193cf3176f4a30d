import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AuditPage } from '../../domain/api/audit.ts';
import { AUDIT_ACTION_KEYS, AUDIT_GROUPS, type AuditGroup } from '../../domain/audit.ts';
import { addressOf, api } from './client.ts';
import { lastPlace, type Placed, readPlaces } from './places.ts';
import type { ListParameters } from './queries.ts';

/** The audit log as it stands in the address bar. */
export interface AuditSearch extends Placed {
  readonly q?: string;
  /** Several values are joined with commas. */
  readonly group?: string;
  readonly action?: string;
  readonly person?: string;
  /** Days of the viewer's zone, both included. */
  readonly from?: string;
  readonly to?: string;
}

export const AUDIT_CHOICES = {
  group: Object.keys(AUDIT_GROUPS) as AuditGroup[],
  action: AUDIT_ACTION_KEYS,
} as const satisfies Partial<Record<keyof AuditSearch, readonly string[]>>;
export type AuditChoice = keyof typeof AUDIT_CHOICES;

/** Each is set, shown and taken away as one; `dates` stands for `from` and `to`. */
export const AUDIT_FILTERS = ['group', 'action', 'person', 'dates', 'q'] as const;
export type AuditFilter = (typeof AUDIT_FILTERS)[number];

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^[1-9]\d{0,15}$/;
const SEARCH_MIN_LENGTH = 2;

/** Keeps what the page understands; a mistyped or outdated address still shows the log. */
export function readAuditSearch(raw: Readonly<Record<string, unknown>>): AuditSearch {
  const text = (name: keyof AuditSearch): string => {
    const value = raw[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const search: { -readonly [K in keyof AuditSearch]: AuditSearch[K] } = {};
  const q = text('q').slice(0, 100);
  if (q !== '') search.q = q;
  for (const key of ['group', 'action'] as const) {
    const asked = text(key).split(',');
    const values = AUDIT_CHOICES[key].filter((value) => asked.includes(value));
    if (values.length > 0) search[key] = values.join(',');
  }
  if (ID.test(text('person'))) search.person = text('person');
  for (const key of ['from', 'to'] as const) if (DAY.test(text(key))) search[key] = text(key);
  const before = readPlaces(raw.before);
  if (before !== undefined) search.before = before;
  return search;
}

export function isAuditFilterSet(search: AuditSearch, filter: AuditFilter): boolean {
  if (filter === 'dates') return search.from !== undefined || search.to !== undefined;
  return search[filter] !== undefined;
}

export function hasAuditFilters(search: AuditSearch): boolean {
  return AUDIT_FILTERS.some((filter) => isAuditFilterSet(search, filter));
}

/** With other filters, back on the newest page; an empty value takes its filter away. */
export function withAuditFilter(
  search: AuditSearch,
  change: Partial<Record<Exclude<keyof AuditSearch, 'before'>, string>>,
): AuditSearch {
  const { before: _place, ...rest } = search;
  return readAuditSearch({ ...rest, ...change });
}

export function withoutAuditFilter(search: AuditSearch, filter: AuditFilter): AuditSearch {
  return withAuditFilter(search, filter === 'dates' ? { from: '', to: '' } : { [filter]: '' });
}

export function auditChosen(search: AuditSearch, key: AuditChoice): readonly string[] {
  return search[key]?.split(',') ?? [];
}

/** A single character finds nearly everything. */
export function isAuditSearchable(text: string): boolean {
  return [...text.trim()].length >= SEARCH_MIN_LENGTH;
}

/** What the endpoint is asked. */
export function auditParameters(search: AuditSearch): ListParameters {
  return { ...filtersAsked(search), ...lastPlace(search) };
}

/** The file of everything that the filters leave, whatever page is shown. */
export function auditDownloadAddress(search: AuditSearch): string {
  return addressOf('/admin/audit/download', filtersAsked(search));
}

function filtersAsked({ q, before: _place, ...filters }: AuditSearch): ListParameters {
  return { ...filters, ...(q !== undefined && isAuditSearchable(q) ? { search: q } : {}) };
}

export const auditKeys = {
  all: ['admin', 'audit'],
  page: (parameters: ListParameters) => ['admin', 'audit', parameters],
} as const;

export function auditQuery(parameters: ListParameters) {
  return queryOptions({
    queryKey: auditKeys.page(parameters),
    queryFn: ({ signal }) => api<AuditPage>('/admin/audit', { query: parameters, signal }),
    // Others go on acting while somebody reads.
    refetchOnWindowFocus: 'always',
    placeholderData: keepPreviousData,
  });
}
