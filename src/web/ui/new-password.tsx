import { PasswordInput } from '@mantine/core';
import type { ComponentProps } from 'react';
import { PASSWORD_MIN_LENGTH } from '../../domain/profile.ts';
import { passwordFieldWords as words } from '../words/password.ts';

type NewPasswordProps = Omit<
  ComponentProps<typeof PasswordInput>,
  'description' | 'autoComplete' | 'value'
> & { readonly value: string };

/**
 * A password to be chosen: says how long it must be and, while it is typed, how much is missing.
 * What else is wrong with it the server knows, which has the lists of common ones.
 */
export function NewPassword(props: NewPasswordProps) {
  const left = PASSWORD_MIN_LENGTH - [...props.value].length;
  const says =
    props.value === ''
      ? words.rule(PASSWORD_MIN_LENGTH)
      : left > 0
        ? words.left(left)
        : words.longEnough;
  const isWrong = props.error !== undefined && props.error !== null && props.error !== false;
  return (
    <PasswordInput
      {...props}
      // The package marks the wrong field by colour alone.
      aria-invalid={isWrong || undefined}
      autoComplete="new-password"
      description={says}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      visibilityToggleButtonProps={{ 'aria-label': words.show }}
    />
  );
}
