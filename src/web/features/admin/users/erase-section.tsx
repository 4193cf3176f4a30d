import { Button, TextInput } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import type { UserDetail } from '../../../../domain/api/users.ts';
import { useMe } from '../../../api/queries.ts';
import { useErase } from '../../../api/users.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { issuesOf } from '../../../ui/settings/issues-of.ts';
import { Section } from '../../../ui/settings/section.tsx';
import { showToast } from '../../../ui/toast.ts';
import { userWords as words } from '../../../words/users.ts';
import classes from './user.module.css';

/** P7: users are never deleted; an admin may take away everything that names one. */
export function EraseSection({ user }: { user: UserDetail }) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [mismatch, setMismatch] = useState<string | null>(null);
  const erasing = useErase(user.id);
  const field = useRef<HTMLInputElement>(null);
  const reasonId = useId();
  const isSelf = useMe().id === user.id;
  const reason = user.lastAdmin ?? (isSelf ? words.eraseSelf : null);
  const refused = issuesOf(erasing.error).username;

  function erase() {
    if (typed.trim() !== user.username) {
      setMismatch(words.eraseMismatch(user.username));
      return field.current?.focus();
    }
    erasing.mutate(typed.trim(), {
      onSuccess: () => {
        setOpen(false);
        showToast({ text: words.erased });
      },
    });
  }

  return (
    <Section title={words.erase} lead={words.eraseLead}>
      <div>
        <Button
          variant="default"
          disabled={reason !== null}
          aria-describedby={reason === null ? undefined : reasonId}
          onClick={() => {
            erasing.reset();
            setTyped('');
            setMismatch(null);
            setOpen(true);
          }}
        >
          {words.eraseButton}
        </Button>
        {reason !== null && (
          <p id={reasonId} className={classes.reason}>
            {reason}
          </p>
        )}
      </div>
      <Confirm
        title={words.eraseTitle(user.name)}
        submit={words.eraseSubmit}
        tone="danger"
        size={480}
        isOpen={isOpen}
        isBusy={erasing.isPending}
        failure={refused === undefined ? erasing.error : null}
        onClose={() => setOpen(false)}
        onSubmit={erase}
      >
        <div className={classes.dialog}>
          <p>{words.eraseText}</p>
          <TextInput
            ref={field}
            data-autofocus
            label={words.eraseConfirm(user.username)}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            error={mismatch ?? refused}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setMismatch(null);
            }}
          />
        </div>
      </Confirm>
    </Section>
  );
}
