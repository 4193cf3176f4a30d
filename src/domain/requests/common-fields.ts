import type { OperationKey } from '../pricing/operations.ts';
import type { Accept, Field, PricingUnit, Rule, Values } from './define.ts';
import { integerOf } from './read-value.ts';
import { PRIORITIES, PRIORITY_NAMES, type Priority } from './request.ts';

/** Fields that more than one request type uses, and the small questions rules ask of values. */

export const MARKDOWN_MAX_LENGTH = 20_000;
export const COUNT_MAX = 1_000_000;

const LINK_HELP = 'A web address (http or https)';
const LIST_HELP = 'One on each line, or separated by commas';

export const SPREADSHEET: Accept = {
  extensions: ['.xlsx', '.xls', '.csv', '.ods'],
  label: 'a spreadsheet (XLSX, XLS, CSV or ODS)',
};
export const ZIP: Accept = { extensions: ['.zip'], label: 'a ZIP archive' };
export const CSV: Accept = { extensions: ['.csv'], label: 'a CSV file' };
export const XML: Accept = { extensions: ['.xml'], label: 'an XML file' };

/** Stored in the request's own column, not among the type's values. */
export const partnerName: Field = {
  kind: 'text',
  name: 'partnerName',
  label: 'Partner',
  help: 'The name as the portal shows it',
  section: 'Partner',
  maxLength: 255,
  required: true,
};

/** Stored in the request's own column, not among the type's values. */
export const instructions: Field = {
  kind: 'markdown',
  name: 'instructions',
  label: 'Special instructions',
  section: 'Anything else',
  maxLength: MARKDOWN_MAX_LENGTH,
};

export const link: Field = {
  kind: 'url',
  name: 'link',
  label: 'Link',
  help: 'A web address (http or https) where the data can be found',
  section: 'File or link',
};

/** Every type that takes a file or a link takes them in the same words. */
export function anyFile(help: string): Field {
  return { kind: 'file', name: 'file', label: 'File', section: 'File or link', help, accept: null };
}

export const properties: Field = {
  kind: 'list',
  name: 'properties',
  label: 'Properties',
  noun: 'property',
  help: LIST_HELP,
  section: 'Properties',
};

export const userEmails: Field = {
  kind: 'emails',
  name: 'userEmails',
  label: 'User emails',
  help: LIST_HELP,
};

/**
 * Was anything filled in? Answers for values that were read and for what a form holds while
 * somebody is typing alike: blank text and empty lists count as nothing, "no" and 0 do not.
 */
export function given(values: Values, name: string): boolean {
  const value = values[name];
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  return !(Array.isArray(value) && value.length === 0);
}

export function isOneOf(values: Values, name: string, options: readonly string[]): boolean {
  const value = values[name];
  return typeof value === 'string' && options.includes(value);
}

/** Is `option` among what was chosen in the multiple choice `name`? */
export function isChosen(values: Values, name: string, option: string): boolean {
  const value = values[name];
  return Array.isArray(value) && value.includes(option);
}

/** F-UT2, F-PR1: a file or a link can carry the data that the form's fields would. */
export function withoutFileAndLink(values: Values): boolean {
  return !given(values, 'file') && !given(values, 'link');
}

/** "One of these must be there", reported once at `at`. */
export function atLeastOne(
  id: string,
  names: readonly string[],
  at: string,
  message: string,
): Rule {
  return {
    id,
    check: (values) => (names.some((name) => given(values, name)) ? [] : [{ path: at, message }]),
  };
}

export function count(
  name: string,
  label: string,
  more: Pick<Field, 'section' | 'required' | 'help'> = {},
): Field {
  return { ...more, kind: 'integer', name, label, min: 0, max: COUNT_MAX };
}

export const operatingNotes: Field = {
  kind: 'markdown',
  name: 'operatingNotes',
  label: 'Operating notes',
  section: 'Notes',
  maxLength: MARKDOWN_MAX_LENGTH,
};

/** Section 5: the counts of every type but SD and XF. O1: properties updated is required (0 is valid). */
export function updateCounts(options: { usersRequired: boolean }): readonly Field[] {
  return [
    count('usersUpdated', 'Users updated', { section: 'Counts', required: options.usersRequired }),
    count('propertiesUpdated', 'Properties updated', { required: true }),
    count('bulkUpdates', 'Bulk updates'),
    count('manualPropertyUpdates', 'Manual property updates'),
    count('manualUnitUpdates', 'Manual unit updates'),
    count('csvRows', 'CSV rows'),
  ];
}

/**
 * Section 5: what UR, DT, UT and PR record.
 * @param options.usersRequired O2: for UR, users updated is required too (0 is valid).
 */
export function updateDetails(options: { usersRequired: boolean }): readonly Field[] {
  return [
    ...updateCounts(options),
    count('processingReportRows', 'Processing-report rows'),
    {
      kind: 'url',
      name: 'operatorSpreadsheetLink',
      label: 'Operator spreadsheet link',
      section: 'Working files',
      help: LINK_HELP,
    },
    operatingNotes,
  ];
}

export const DEFAULT_PRIORITY: Priority = 'normal';

/** Stored in the request's own column; absent means normal. */
export const priority: Field = {
  kind: 'select',
  name: 'priority',
  label: 'Priority',
  section: 'When',
  options: PRIORITIES.map((value) => ({ value, label: PRIORITY_NAMES[value] })),
};

/** Stored in the request's own columns together with the requester's time zone at submission. */
export const scheduledOn: Field = {
  kind: 'day',
  name: 'scheduledOn',
  label: 'Scheduled date',
  section: 'When',
  help: 'The request becomes active at the start of this day. Empty means at once.',
};

/** Section 6: bills the sum of these counts of the operation details. */
export function billed(operation: OperationKey, ...counts: readonly string[]): PricingUnit {
  return {
    operation,
    quantity: (values) => counts.reduce((sum, name) => sum + countOf(values[name]), 0),
  };
}

/** The form holds text while somebody types; the live price reads it too (M5). */
function countOf(value: unknown): number {
  const count = typeof value === 'string' ? integerOf(value.trim()) : value;
  return typeof count === 'number' && Number.isInteger(count) && count > 0 && count <= COUNT_MAX
    ? count
    : 0;
}

/** What every type but SD and XF is billed for, as far as it records it. */
export const UPDATE_PRICING: readonly PricingUnit[] = [
  billed('user_update', 'usersUpdated'),
  billed('property_update', 'propertiesUpdated'),
  billed('bulk_update', 'bulkUpdates'),
  billed('manual_property_update', 'manualPropertyUpdates'),
  billed('manual_unit_update', 'manualUnitUpdates'),
  billed('csv_row', 'csvRows'),
];

/** What UR, DT, UT and PR are billed for. */
export const DETAIL_PRICING: readonly PricingUnit[] = [
  ...UPDATE_PRICING,
  billed('processing_report_row', 'processingReportRows'),
];
