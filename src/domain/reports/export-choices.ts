import type { RequestTypeKey } from '../requests/define.ts';
import { STATUSES } from '../requests/request.ts';

/** What a downloaded report (D2) can be asked for: plain values, so that the browser needs no schemas. */

export const EXPORT_REPORTS = ['revenue_support', 'compliance', 'accounting'] as const;
export type ExportReport = (typeof EXPORT_REPORTS)[number];

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const REVENUE_SUPPORT_TYPES = [
  'user_records',
  'deactivation_toggle',
  'unit_transfer',
  'address_validation',
  'property_records',
] as const satisfies readonly RequestTypeKey[];

/** "In progress" taken as one group with both QA stages. */
export const EXPORT_STATUSES = [...STATUSES, 'in_progress_group'] as const;
