import { Checkbox } from '@mantine/core';
import classes from './explained-checkbox.module.css';

interface ExplainedCheckboxProps {
  readonly label: string;
  /** One line under the label. */
  readonly explains: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

/** A box with what it means to tick it. */
export function ExplainedCheckbox(props: ExplainedCheckboxProps) {
  const { label, explains, checked, disabled = false, onChange } = props;
  return (
    <Checkbox
      size="xs"
      label={label}
      description={explains}
      classNames={{ label: classes.label ?? '', description: classes.explains ?? '' }}
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
