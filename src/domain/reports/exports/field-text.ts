import type { Field, Option, Values } from '../../requests/define.ts';
import type { CellKind } from './csv.ts';

/** What stands in a cell for the value of a form field (D2). */

export interface Names {
  readonly fileName: (id: string) => string;
  readonly personName: (id: number) => string;
}

/** Turns a stored value into the cell's text; `undefined` (not given) into nothing. */
export type ReadField = (value: unknown, names: Names) => string;

const BETWEEN = '; ';
/** Within a group, whose parts are themselves divided by semicolons. */
const BETWEEN_IN_GROUP = ', ';
const HIDDEN = 'Hidden';

export function cellKindOf(field: Field): CellKind {
  return field.kind === 'integer' || field.kind === 'money' || field.kind === 'percent'
    ? CELL_KINDS[field.kind]
    : 'text';
}
const CELL_KINDS = { integer: 'integer', money: 'money', percent: 'percent' } as const;

/** Decides once for each column what is done in each row. */
export function fieldReader(field: Field, between = BETWEEN): ReadField {
  const read = givenReader(field, between);
  return (value, names) => (value === undefined || value === null ? '' : read(value, names));
}

function givenReader(field: Field, between: string): ReadField {
  switch (field.kind) {
    // Personal data: that there is something is all that leaves the platform (section 4).
    case 'secret':
      return () => HIDDEN;
    case 'boolean':
      return (value) => (value === true ? 'Yes' : value === false ? 'No' : plain(value));
    case 'select': {
      const label = labelOf(field.options);
      return (value) => label(plain(value));
    }
    case 'multiselect': {
      const label = labelOf(field.options);
      return (value) => items(value, label).join(between);
    }
    case 'list':
    case 'emails':
      return (value) => items(value, (item) => item).join(between);
    case 'file':
    case 'files':
      return (value, names) => items(value, names.fileName).join(between);
    case 'person':
      return (value, names) => (typeof value === 'number' ? names.personName(value) : plain(value));
    case 'groups': {
      const read = groupReader(field.fields);
      return (value, names) => (Array.isArray(value) ? read(value, names) : plain(value));
    }
    case 'text':
    case 'multiline':
    case 'markdown':
    case 'integer':
    case 'money':
    case 'percent':
    case 'url':
    case 'day':
      return plain;
  }
}

/** `1. Operation: Add; User emails: a@example.com, b@example.com`, one line for each group. */
function groupReader(fields: readonly Field[]): (groups: unknown[], names: Names) => string {
  const parts = fields.map((field) => ({
    name: field.name,
    label: field.label,
    read: fieldReader(field, BETWEEN_IN_GROUP),
  }));
  return (groups, names) =>
    groups
      .map((group, index) => {
        const values = (typeof group === 'object' && group !== null ? group : {}) as Values;
        const given = parts
          .map(({ name, label, read }) => ({ label, text: read(values[name], names) }))
          .filter(({ text }) => text !== '');
        return `${index + 1}. ${given.map(({ label, text }) => `${label}: ${text}`).join(BETWEEN)}`;
      })
      .join('\n');
}

/** What an older form offered has no label any more: its key says more than nothing. */
function labelOf(options: readonly Option[]): (value: string) => string {
  const labels = new Map(options.map((option) => [option.value, option.label]));
  return (value) => labels.get(value) ?? value;
}

function items(value: unknown, text: (item: string) => string): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((item) => text(plain(item)));
}

function plain(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number'
      ? String(value)
      : JSON.stringify(value);
}
