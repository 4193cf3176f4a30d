import type { Field } from '../../../domain/requests/define.ts';

export interface Section {
  readonly heading: string;
  readonly fields: readonly Field[];
}

/** Fields under their headings; a field without one belongs to the field before it. */
export function sectionsOf(fields: readonly Field[]): readonly Section[] {
  const sections: { heading: string; fields: Field[] }[] = [];
  for (const field of fields) {
    const last = sections.at(-1);
    const heading = field.section ?? last?.heading ?? '';
    const same = sections.find((section) => section.heading === heading);
    if (same === undefined) sections.push({ heading, fields: [field] });
    else same.fields.push(field);
  }
  return sections;
}

/** A heading over one field of the same name would only repeat it. */
export function needsHeading({ heading, fields }: Section): boolean {
  return heading !== '' && !(fields.length === 1 && fields[0]?.label === heading);
}
