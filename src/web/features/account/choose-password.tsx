import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { LinkPurpose, LinkView } from '../../../domain/api/account.ts';
import { checkProfile, passwordProblem } from '../../../domain/profile.ts';
import { useAcceptLink } from '../../api/account.ts';
import { NewPassword } from '../../ui/new-password.tsx';
import { OutsideTitle } from '../../ui/outside.tsx';
import { useFirstWrong } from '../../ui/settings/first-wrong.ts';
import { issuesOf } from '../../ui/settings/issues-of.ts';
import { ZoneSelect } from '../../ui/settings/zone-select.tsx';
import { linkPageWords as words } from '../../words/account.ts';
import { signInWords } from '../../words/sign-in.ts';
import classes from './account.module.css';
import { useEntered } from './entered.ts';
import { Failure } from './failure.tsx';
import { LinkIsOver } from './link-is-over.tsx';
import { isOver } from './link-over.ts';

interface ChoosePasswordProps {
  readonly token: string;
  readonly link: LinkView;
  readonly purpose: Exclude<LinkPurpose, 'email_change'>;
}

/** A password, and for a new account whose it is; signs in. */
export function ChoosePassword({ token, link, purpose }: ChoosePasswordProps) {
  const isNew = purpose !== 'password_reset';
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [values, setValues] = useState({
    firstName: link.firstName,
    lastName: link.lastName,
    username: link.username,
    timezone: here,
    password: '',
  });
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const accepting = useAcceptLink();
  const enter = useEntered();
  const wrong = useFirstWrong();
  const [entryFailure, setEntryFailure] = useState<unknown>(null);
  if (isOver(accepting.error)) return <LinkIsOver />;

  const set = (name: keyof typeof values, value: string) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors(({ [name]: _mended, ...others }) => others);
  };
  const field = (name: 'firstName' | 'lastName' | 'username') => ({
    label: words[name],
    name,
    value: values[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
  });

  function submit() {
    const { password, username, ...rest } = values;
    // Left empty, one is made of the email.
    const profile = { ...rest, ...(username.trim() === '' ? {} : { username }) };
    const { issues } = isNew ? checkProfile(profile) : { issues: [] };
    const found = Object.fromEntries(issues.map(({ path, message }) => [path, message]));
    const problem =
      password === ''
        ? words.passwordMissing
        : passwordProblem(password, { email: link.email, username });
    if (problem !== null) found.password = problem;
    setErrors(found);
    if (Object.keys(found).length > 0) return wrong.refuse();
    if (accepting.isPending) return;
    accepting.mutate(
      { token, password, ...(isNew ? profile : {}) },
      {
        onSuccess: () => void enter().catch(setEntryFailure),
        onError: (error) => {
          setErrors(issuesOf(error));
          wrong.refuse();
        },
      },
    );
  }

  const { title, lead, submit: submitLabel } = words[purpose];
  return (
    <>
      <OutsideTitle title={title} lead={lead(link.email)} />
      <form
        ref={wrong.ref}
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Failure
          error={entryFailure ?? (Object.keys(errors).length === 0 ? accepting.error : null)}
        />
        {/* Password managers file the password under the right account. */}
        <input type="hidden" name="email" autoComplete="username" value={link.email} readOnly />
        {isNew && (
          <>
            <div className={classes.pair}>
              <TextInput {...field('firstName')} autoComplete="given-name" />
              <TextInput {...field('lastName')} autoComplete="family-name" />
            </div>
            <TextInput
              {...field('username')}
              autoComplete="off"
              spellCheck={false}
              description={words.usernameHelp}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
            />
            <ZoneSelect
              label={words.timezone}
              value={values.timezone}
              stored={here}
              error={errors.timezone}
              onChange={(zone) => set('timezone', zone)}
            />
          </>
        )}
        <NewPassword
          label={signInWords.password}
          name="new-password"
          autoFocus={!isNew}
          value={values.password}
          error={errors.password}
          onChange={(event) => set('password', event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="md"
          fullWidth
          loading={accepting.isPending || (accepting.isSuccess && entryFailure === null)}
        >
          {submitLabel}
        </Button>
      </form>
      {purpose === 'registration' && <p className={classes.note}>{words.registration.waits}</p>}
    </>
  );
}
