import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFirstWrong } from '../../ui/settings/first-wrong.ts';
import { issuesOf } from '../../ui/settings/issues-of.ts';
import { forgotWords as words } from '../../words/account.ts';
import classes from './account.module.css';
import { Failure } from './failure.tsx';

interface EmailFormProps {
  readonly submit: string;
  /** What is wrong with an address before it is sent; null when nothing is. */
  readonly check?: (email: string) => string | null;
  readonly isSending: boolean;
  readonly error: unknown;
  readonly onSubmit: (email: string) => void;
}

/** One address and a button: where a link is sent. */
export function EmailForm(props: EmailFormProps) {
  const { submit, check = () => null, isSending, error, onSubmit } = props;
  const [email, setEmail] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const refused = issuesOf(error).email;
  const attempt = useFirstWrong();
  const { refuse } = attempt;
  useEffect(() => {
    if (refused !== undefined) refuse();
  }, [refused, refuse]);
  return (
    <form
      ref={attempt.ref}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const typed = email.trim();
        const found = typed === '' ? words.emailMissing : check(typed);
        setWrong(found);
        if (found !== null) refuse();
        else if (!isSending) onSubmit(typed);
      }}
    >
      <Failure error={refused === undefined ? error : null} />
      <TextInput
        label={words.email}
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        spellCheck={false}
        autoCapitalize="none"
        value={email}
        error={wrong ?? refused}
        onChange={(event) => {
          setEmail(event.currentTarget.value);
          setWrong(null);
        }}
      />
      <Button type="submit" size="md" fullWidth loading={isSending}>
        {submit}
      </Button>
    </form>
  );
}
