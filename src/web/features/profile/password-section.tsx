import { PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Me } from '../../../domain/api/people.ts';
import { passwordProblem } from '../../../domain/profile.ts';
import { changePassword } from '../../api/commands.ts';
import { NewPassword } from '../../ui/new-password.tsx';
import { issuesOf } from '../../ui/settings/issues-of.ts';
import { SaveFoot } from '../../ui/settings/save-foot.tsx';
import { Section } from '../../ui/settings/section.tsx';
import { useUnsaved } from '../../ui/settings/unsaved.tsx';
import { profileWords as words } from '../../words/profile.ts';
import classes from './profile.module.css';

const EMPTY = { currentPassword: '', newPassword: '' };
type Field = keyof typeof EMPTY;

export function PasswordSection({ me }: { me: Me }) {
  const [values, setValues] = useState(EMPTY);
  const [errors, setErrors] = useState<Partial<Record<Field, string>>>({});
  const changing = useMutation({
    mutationFn: changePassword,
    onSuccess: () => setValues(EMPTY),
    onError: (error) => setErrors(issuesOf(error)),
  });
  const isDirty = values.currentPassword !== '' || values.newPassword !== '';
  useUnsaved(isDirty);

  const field = (name: Field) => ({
    label: words[name],
    name,
    value: values[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [name]: value }));
      setErrors(({ [name]: _mended, ...others }) => others);
    },
  });

  function submit() {
    const found: Partial<Record<Field, string>> = {};
    if (values.currentPassword === '') found.currentPassword = words.passwordMissing;
    const problem =
      values.newPassword === ''
        ? words.newPasswordMissing
        : passwordProblem(values.newPassword, me);
    if (problem !== null) found.newPassword = problem;
    setErrors(found);
    if (Object.keys(found).length === 0) changing.mutate(values);
  }

  return (
    <Section title={words.passwordTitle} lead={words.passwordLead}>
      <form
        className={classes.fields}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {/* Password managers file the new password under the right account. */}
        <input type="hidden" name="email" autoComplete="username" value={me.email} readOnly />
        <PasswordInput {...field('currentPassword')} autoComplete="current-password" />
        <NewPassword {...field('newPassword')} />
        <SaveFoot
          label={words.changePassword}
          savedLabel={words.passwordChanged}
          isSaving={changing.isPending}
          isSaved={changing.isSuccess && !isDirty}
          failure={changing.isError && Object.keys(errors).length === 0 ? changing.error : null}
        />
      </form>
    </Section>
  );
}
