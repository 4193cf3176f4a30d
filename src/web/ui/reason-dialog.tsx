import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { reasonWords as words } from '../words/reason.ts';
import classes from './confirm.module.css';
import { Confirm } from './confirm.tsx';
import { issuesOf } from './settings/issues-of.ts';

const MAX_LENGTH = 1_000;

interface ReasonDialogProps {
  readonly title: string;
  /** What will happen. */
  readonly explains: string;
  readonly help: string;
  readonly submit: string;
  readonly tone?: 'danger';
  readonly isBusy: boolean;
  readonly failure: unknown;
  readonly onClose: () => void;
  readonly onSubmit: (reason: string) => void;
}

/** Asks why before something is done that the audit log keeps the reason of. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, explains, help, submit, tone, isBusy, failure, onClose, onSubmit } = props;
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const refused = issuesOf(failure).reason;
  return (
    <Confirm
      isOpen
      title={title}
      submit={submit}
      size={480}
      isBusy={isBusy}
      failure={refused === undefined ? failure : null}
      {...(tone === undefined ? {} : { tone })}
      onClose={onClose}
      onSubmit={() => {
        setMissing(reason.trim() === '');
        if (reason.trim() !== '') onSubmit(reason.trim());
      }}
    >
      <p className={classes.explains}>{explains}</p>
      <Textarea
        data-autofocus
        label={words.reason}
        description={help}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        withAsterisk={false}
        rows={3}
        maxLength={MAX_LENGTH}
        value={reason}
        error={isMissing ? words.missing : refused}
        onChange={(event) => {
          setReason(event.currentTarget.value);
          setMissing(false);
        }}
      />
    </Confirm>
  );
}
