import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useChangeEmail } from '../../api/account.ts';
import { failureText } from '../../ui/failure-text.ts';
import { useFirstWrong } from '../../ui/settings/first-wrong.ts';
import { issuesOf } from '../../ui/settings/issues-of.ts';
import { useUnsaved } from '../../ui/settings/unsaved.tsx';
import { common } from '../../words/common.ts';
import { profileWords as words } from '../../words/profile.ts';
import classes from './profile.module.css';

const EMPTY = { email: '', currentPassword: '' };
type Field = keyof typeof EMPTY;

/** Where mails would go from now on; the link to it proves that it is theirs. */
export function EmailForm({ email, onDone }: { email: string; onDone: () => void }) {
  const [values, setValues] = useState(EMPTY);
  const [errors, setErrors] = useState<Partial<Record<Field, string>>>({});
  const changing = useChangeEmail();
  const wrong = useFirstWrong();
  useUnsaved(values.email !== '' || values.currentPassword !== '');

  const field = (name: Field) => ({
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
    const typed = values.email.trim();
    const found: Partial<Record<Field, string>> = {};
    if (typed === '') found.email = words.emailNewMissing;
    else if (typed.toLowerCase() === email) found.email = words.emailSame;
    if (values.currentPassword === '') found.currentPassword = words.passwordMissing;
    setErrors(found);
    if (Object.keys(found).length > 0) return wrong.refuse();
    if (changing.isPending) return;
    changing.mutate(
      { email: typed, currentPassword: values.currentPassword },
      {
        onSuccess: onDone,
        onError: (error) => {
          setErrors(issuesOf(error));
          wrong.refuse();
        },
      },
    );
  }

  return (
    <form
      ref={wrong.ref}
      className={classes.fields}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextInput
        {...field('email')}
        label={words.emailNew}
        type="email"
        autoComplete="email"
        autoFocus
        spellCheck={false}
      />
      <PasswordInput
        {...field('currentPassword')}
        label={words.emailPassword}
        autoComplete="current-password"
        aria-invalid={errors.currentPassword !== undefined || undefined}
      />
      <div className={classes.buttons}>
        <Button type="submit" variant="default" loading={changing.isPending}>
          {words.emailSubmit}
        </Button>
        <Button variant="subtle" color="gray" onClick={onDone}>
          {common.cancel}
        </Button>
        <span role="alert" className={classes.failed}>
          {changing.isError && Object.keys(errors).length === 0 && failureText(changing.error)}
        </span>
      </div>
    </form>
  );
}
