import type { RequestType, RequestTypeKey } from '../define.ts';
import { addressValidation } from './address-validation.ts';
import { deactivationToggle } from './deactivation-toggle.ts';
import { propertyRecords } from './property-records.ts';
import { stripeDisputes } from './stripe-disputes.ts';
import { unitTransfer } from './unit-transfer.ts';
import { userRecords } from './user-records.ts';
import { xmlFiles } from './xml-files.ts';

const BY_KEY: Readonly<Record<RequestTypeKey, RequestType>> = {
  user_records: userRecords,
  property_records: propertyRecords,
  unit_transfer: unitTransfer,
  deactivation_toggle: deactivationToggle,
  xml_files: xmlFiles,
  address_validation: addressValidation,
  stripe_disputes: stripeDisputes,
};

/** Every request type, in the order in which people are offered them. */
export const REQUEST_TYPES: readonly RequestType[] = Object.values(BY_KEY);

export function requestType(key: RequestTypeKey): RequestType {
  return BY_KEY[key];
}

export function isRequestTypeKey(text: string): text is RequestTypeKey {
  return Object.hasOwn(BY_KEY, text);
}

/** The type of a code's prefix (`UR`), or null. */
export function typeByPrefix(prefix: string): RequestType | null {
  return REQUEST_TYPES.find((type) => type.prefix === prefix) ?? null;
}
