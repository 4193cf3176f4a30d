import type { Issue } from '../errors.ts';
import type { CalendarDay } from '../kernel/calendar.ts';
import type { Team } from '../people.ts';
import type { OperationKey } from '../pricing/operations.ts';

/**
 * The contract of a request type: one frozen declarative object from which the form, the
 * validation in browser and server, the detail page, the operation form and the API schema derive.
 * No React here: a field has a kind, `web/ui` maps kinds to widgets.
 */

/** What was filled in, by field name. Only fields that apply are present; absent means not given. */
export type Values = Readonly<Record<string, unknown>>;

/** Asked with the form's values and, for operation fields, the values of the request itself. */
export type Condition = (values: Values, request: Values) => boolean;

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface FieldBase {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  /** Short heading under which the form and the page group fields; inherits the previous field's. */
  readonly section?: string;
  /** Default: optional. */
  readonly required?: boolean | Condition;
  /** Default: always. A field that does not apply is neither shown, required nor stored. */
  readonly applies?: Condition;
}

/** What a file picker takes. Extensions are lower-case with the dot. */
export interface Accept {
  readonly extensions: readonly string[];
  /** Completes "Choose …", e.g. "a spreadsheet (XLSX, XLS, CSV or ODS)". */
  readonly label: string;
}

export type Field = FieldBase &
  (
    | { readonly kind: 'text'; readonly maxLength: number }
    | { readonly kind: 'multiline'; readonly maxLength: number }
    | { readonly kind: 'markdown'; readonly maxLength: number }
    /** Personal data: encrypted at rest, masked everywhere, shown only by the reveal action. */
    | { readonly kind: 'secret'; readonly maxLength: number }
    | { readonly kind: 'select'; readonly options: readonly Option[] }
    | { readonly kind: 'multiselect'; readonly options: readonly Option[] }
    | { readonly kind: 'boolean' }
    | { readonly kind: 'integer'; readonly min: number; readonly max: number }
    | { readonly kind: 'money'; readonly min: string; readonly max: string }
    /** 0.0 to 100.0 with one decimal, as text (M4). */
    | { readonly kind: 'percent' }
    | { readonly kind: 'url' }
    /** Names typed or pasted, split at commas and new lines (R6). */
    | { readonly kind: 'list'; readonly noun: string }
    | { readonly kind: 'emails' }
    | {
        readonly kind: 'file';
        readonly accept: Accept | null;
        readonly csvColumns?: readonly string[];
      }
    | { readonly kind: 'files'; readonly accept: Accept | null; readonly maxCount: number }
    | { readonly kind: 'day' }
    /** A repeating block; each entry is an object of `fields`. */
    | {
        readonly kind: 'groups';
        readonly noun: string;
        readonly fields: readonly Field[];
        readonly maxCount: number;
      }
    /** An active person holding a role, by user id (L20). */
    | { readonly kind: 'person' }
  );

/** What the validator needs to know about an uploaded file. */
export interface FileFacts {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** For files that read as CSV: the header's column names and the number of data rows. */
  readonly csv: { readonly columns: readonly string[]; readonly rows: number } | null;
}

export interface CheckContext {
  /** Today in the requester's time zone; scheduled dates must be later. */
  readonly today: CalendarDay;
  readonly files: ReadonlyMap<string, FileFacts>;
  /** Values already stored (L19): what equals them is not checked against today again. */
  readonly previous: Values | null;
  /** For operation fields: the values of the request. */
  readonly request: Values;
}

/**
 * A rule over several fields. It sees the values that apply; one that was given but could not be
 * read stands there as an opaque object, so ask `given` and check types before computing.
 */
export interface Rule {
  /** The specification's number, e.g. `F-UR1`. */
  readonly id: string;
  readonly check: (values: Values, context: CheckContext) => readonly Issue[];
}

export interface Form {
  readonly fields: readonly Field[];
  readonly rules: readonly Rule[];
  /** Same shape as rules, never an error: shown beside the form and on the page. */
  readonly warnings: readonly Rule[];
}

export const REQUEST_TYPE_KEYS = [
  'user_records',
  'property_records',
  'unit_transfer',
  'deactivation_toggle',
  'xml_files',
  'address_validation',
  'stripe_disputes',
] as const;
export type RequestTypeKey = (typeof REQUEST_TYPE_KEYS)[number];

export interface RequestType {
  readonly key: RequestTypeKey;
  readonly prefix: string;
  readonly name: string;
  /** One sentence for the chooser: when to use this type. */
  readonly description: string;
  readonly teams: readonly Team[];
  /** Takes an optional scheduled date and has a priority (section 4). */
  readonly schedulable: boolean;
  readonly form: Form;
  /** The field whose option label is the sub-type (or the state), shown in titles and lists. */
  readonly variantField: string | null;
  /** F-DT5 and the like: must leadership approve this content? */
  readonly needsApproval: (values: Values) => boolean;
  /** L4: may an admin ask for approval? */
  readonly approvalOnDemand: boolean;
  /** Section 5. */
  readonly operation: Form & {
    /** First values of the operation form (F-UR2). */
    readonly prefill: (request: Values) => Values;
  };
  /** Section 6: which operations the type can be billed for, and how often each was done. */
  readonly pricing: readonly PricingUnit[];
}

export interface PricingUnit {
  readonly operation: OperationKey;
  /** A whole number, 0 or more; what is missing or cannot be read counts as 0. */
  readonly quantity: (operation: Values, request: Values) => number;
}

/**
 * A stored secret that is kept as it is: what responses carry instead of the value, and what a
 * client sends back to leave it unchanged.
 */
export const KEPT_SECRET = { kept: true } as const;

export function isKeptSecret(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kept' in value && value.kept === true;
}
