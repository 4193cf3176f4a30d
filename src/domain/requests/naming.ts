import type { RequestType, Values } from './define.ts';

/** How a request is called in titles, lists and messages. */

/** The label of the sub-type (for XF the state), or null where the type has none or none is chosen. */
export function variantLabel(type: RequestType, values: Values): string | null {
  if (type.variantField === null) return null;
  const field = type.form.fields.find((candidate) => candidate.name === type.variantField);
  if (field?.kind !== 'select') return null;
  return field.options.find((option) => option.value === values[field.name])?.label ?? null;
}

/** N1: what stands behind the code in the subject of mails, frozen at creation. */
export function threadTitle(type: RequestType, values: Values): string {
  const partner = typeof values.partnerName === 'string' ? values.partnerName.trim() : '';
  const what = type.key === 'xml_files' ? variantLabel(type, values) : partner;
  return type.key === 'stripe_disputes' || !what ? type.name : `${type.name} – ${what}`;
}

/** "type – sub-type – partner", without what is absent. */
export function requestTitle(type: RequestType, values: Values): string {
  const partner = values.partnerName;
  return [type.name, variantLabel(type, values), typeof partner === 'string' ? partner.trim() : '']
    .filter((part) => part !== null && part !== '')
    .join(' – ');
}
