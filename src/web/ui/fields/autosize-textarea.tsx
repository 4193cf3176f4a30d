import { Input } from '@mantine/core';
import { type ComponentProps, type RefObject, useLayoutEffect, useRef } from 'react';
import type { ControlProps } from './field-frame.tsx';
import classes from './fields.module.css';

const LINE_PX = 20;
const PADDING_PX = 16;
const MAX_ROWS = 18;

type Native = ComponentProps<'textarea'>;

interface Props
  extends ControlProps,
    Pick<Native, 'placeholder' | 'autoFocus' | 'onFocus' | 'onKeyDown' | 'onPaste' | 'onSelect'>,
    Pick<Native, 'aria-autocomplete' | 'aria-controls' | 'aria-activedescendant'> {
  /** For whoever places the caret. */
  readonly area?: RefObject<HTMLTextAreaElement | null>;
  readonly value: string;
  readonly error: boolean;
  readonly minRows: number;
  readonly mono?: boolean;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
}

/** Grows with its text up to a limit, then scrolls. Long texts are measured once they changed. */
export function AutosizeTextarea({
  area: given,
  value,
  error,
  minRows,
  mono,
  onChange,
  onBlur,
  ...rest
}: Props) {
  const own = useRef<HTMLTextAreaElement>(null);
  const area = given ?? own;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = 'auto';
    const least = minRows * LINE_PX + PADDING_PX;
    const most = MAX_ROWS * LINE_PX + PADDING_PX;
    element.style.height = `${Math.min(most, Math.max(least, element.scrollHeight + 2))}px`;
  }, [value, minRows]);
  return (
    <Input
      {...rest}
      component="textarea"
      ref={area}
      multiline
      error={error}
      rows={minRows}
      value={value}
      classNames={{ input: `${classes.textarea} ${mono ? 'mono' : ''}` }}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={onBlur}
    />
  );
}
