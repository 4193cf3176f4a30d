import type { Field, Values } from '../../../../domain/requests/define.ts';

/** What somebody typed, as text to paste elsewhere: one field alone without its label. */
export function typedText(fields: readonly Field[], raw: Values): string {
  const typed = fields.flatMap((field) => {
    const value = raw[field.name];
    const isText = typeof value === 'string' && value.trim() !== '' && !isChoice(field);
    return isText ? [{ label: field.label, text: value }] : [];
  });
  const [only, ...others] = typed;
  if (only === undefined) return '';
  if (others.length === 0) return only.text;
  return typed.map(({ label, text }) => `${label}: ${text}`).join('\n');
}

function isChoice(field: Field): boolean {
  return field.kind === 'select' || field.kind === 'file';
}
