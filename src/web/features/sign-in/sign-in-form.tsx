import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Session } from '../../../domain/api/people.ts';
import { ApiError, Unreachable } from '../../api/client.ts';
import { signIn } from '../../api/commands.ts';
import { states } from '../../words/common.ts';
import { signInWords as words } from '../../words/sign-in.ts';
import classes from './sign-in.module.css';

interface SignInFormProps {
  /** Given when somebody signs in again: then only the password is asked for. */
  readonly email?: string;
  readonly onSignedIn: (session: Session) => void;
}

export function SignInForm({ email: knownEmail, onSignedIn }: SignInFormProps) {
  const [email, setEmail] = useState(knownEmail ?? '');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState({ email: false, password: false });
  const [failure, setFailure] = useState<unknown>(null);
  const [isSending, setIsSending] = useState(false);
  const waitSeconds = useWait(failure instanceof ApiError ? failure : null);
  const emailRef = useRef<HTMLInputElement>(null);
  const passwordRef = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const lacks = { email: email.trim() === '', password: password === '' };
    setMissing(lacks);
    if (lacks.email) return emailRef.current?.focus();
    if (lacks.password) return passwordRef.current?.focus();
    if (isSending || waitSeconds > 0) return;
    setIsSending(true);
    setFailure(null);
    try {
      onSignedIn(await signIn({ email: email.trim(), password }));
    } catch (error) {
      setFailure(error);
      setIsSending(false);
      passwordRef.current?.select();
    }
  }

  const message = failureMessage(failure, waitSeconds);
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      <div role="alert" className={classes.failure} hidden={message === null}>
        {message}
      </div>
      {knownEmail === undefined ? (
        <TextInput
          ref={emailRef}
          label={words.email}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          spellCheck={false}
          autoCapitalize="none"
          value={email}
          error={missing.email && words.emailMissing}
          onChange={(event) => {
            setEmail(event.currentTarget.value);
            setMissing((now) => ({ ...now, email: false }));
          }}
        />
      ) : (
        <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      )}
      <PasswordInput
        ref={passwordRef}
        label={words.password}
        name="password"
        autoComplete="current-password"
        data-autofocus={knownEmail !== undefined || undefined}
        value={password}
        error={missing.password && words.passwordMissing}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
          setMissing((now) => ({ ...now, password: false }));
        }}
      />
      <Button type="submit" size="md" fullWidth loading={isSending} mt={4}>
        {words.submit}
      </Button>
    </form>
  );
}

/** Seconds until the server takes another attempt, counting down from each refusal. */
function useWait(failure: ApiError | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const asked = failure?.retryAfterSeconds ?? 0;
    setLeft(asked);
    if (asked === 0) return;
    const endsAtMs = Date.now() + asked * 1_000;
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((endsAtMs - Date.now()) / 1_000));
      setLeft(rest);
      if (rest === 0) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [failure]);
  return left;
}

/** One sentence for unknown, wrong and inactive alike. */
function failureMessage(failure: unknown, waitSeconds: number): string | null {
  if (failure === null) return null;
  if (failure instanceof Unreachable) return words.unreachable;
  if (!(failure instanceof ApiError)) return states.failedText;
  switch (failure.problem.code) {
    case 'sign_in_failed':
    case 'validation_failed':
      return words.failed;
    case 'too_many_attempts':
      return waitSeconds > 0 ? words.wait(waitSeconds) : words.mayTryAgain;
    default:
      return failure.problem.detail;
  }
}
