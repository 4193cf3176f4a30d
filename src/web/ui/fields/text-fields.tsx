import { Input } from '@mantine/core';
import { words } from '../../words/forms.ts';
import { useFormActions } from '../form/form-context.ts';
import { AutosizeTextarea } from './autosize-textarea.tsx';
import { FieldFrame } from './field-frame.tsx';
import classes from './fields.module.css';
import { frameOf, textOf, type WidgetProps } from './widget.ts';

/** One line of text: text, web addresses, whole numbers, amounts. */
export function LineField(props: WidgetProps<'text' | 'url' | 'integer' | 'money' | 'percent'>) {
  const { field, path, value, messages } = props;
  const { idOf, set, leave } = useFormActions();
  const text = textOf(value);
  const input = INPUTS[field.kind];
  return (
    <FieldFrame
      {...frameOf(props, idOf(path))}
      {...(field.kind === 'text' ? closeToLimit(text, field.maxLength) : {})}
    >
      {(control) => (
        <Input
          {...control}
          {...input}
          error={messages.length > 0}
          autoComplete="off"
          value={text}
          onChange={(event) => set(path, event.currentTarget.value)}
          onBlur={() => leave(path)}
          {...(field.kind === 'money' ? { leftSection: <span aria-hidden="true">$</span> } : {})}
          {...(field.kind === 'percent' ? { rightSection: <span aria-hidden="true">%</span> } : {})}
          className={field.kind === 'text' || field.kind === 'url' ? undefined : classes.short}
        />
      )}
    </FieldFrame>
  );
}

/**
 * No `type=number`: it drops what it cannot read, scrolls by accident and hides why. A phone shows
 * the fitting keys by `inputMode`.
 */
const INPUTS = {
  text: {},
  url: { type: 'url', inputMode: 'url', placeholder: words.urlPlaceholder, spellCheck: false },
  integer: { inputMode: 'numeric' },
  money: { inputMode: 'decimal', placeholder: words.moneyPlaceholder },
  percent: { inputMode: 'decimal' },
} as const;

export function MultilineField(props: WidgetProps<'multiline'>) {
  const { field, path, value, messages } = props;
  const { idOf, set, leave } = useFormActions();
  const text = textOf(value);
  return (
    <FieldFrame {...frameOf(props, idOf(path))} {...closeToLimit(text, field.maxLength)}>
      {(control) => (
        <AutosizeTextarea
          {...control}
          error={messages.length > 0}
          minRows={3}
          value={text}
          onChange={(next) => set(path, next)}
          onBlur={() => leave(path)}
        />
      )}
    </FieldFrame>
  );
}

/** The count of characters is said once it matters. */
export function closeToLimit(text: string, max: number): { aside?: string } {
  return text.length > max * 0.8 ? { aside: words.characters(text.length, max) } : {};
}
