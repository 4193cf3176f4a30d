import type { Field } from '../../../domain/requests/define.ts';

/** What every widget gets. `value` is whatever the form holds: nothing about its type is given. */
export interface WidgetProps<Kind extends Field['kind'] = Field['kind']> {
  readonly field: Extract<Field, { kind: Kind }>;
  readonly path: string;
  readonly value: unknown;
  readonly required: boolean;
  readonly messages: readonly string[];
  readonly notes: readonly string[];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What a field says below its control, before the widget's own additions. */
export function frameOf(
  props: Omit<WidgetProps, 'field'> & { readonly field: Pick<Field, 'label' | 'help'> },
  id: string,
) {
  const { field, required, messages, notes } = props;
  return {
    id,
    label: field.label,
    required,
    messages,
    notes,
    ...(field.help === undefined ? {} : { help: field.help }),
  };
}
