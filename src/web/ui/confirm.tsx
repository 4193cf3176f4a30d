import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { common } from '../words/common.ts';
import classes from './confirm.module.css';
import { failureText } from './failure-text.ts';
import { FocusBack } from './focus-back.tsx';

interface ConfirmProps {
  readonly title: string;
  readonly submit: string;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  /** Null while nothing went wrong, and when its words stand at a field. */
  readonly failure: unknown;
  readonly tone?: 'danger';
  readonly size?: number;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A dialog that says what will happen, with one button named by its verb; Enter in a field presses it. */
export function Confirm(props: ConfirmProps) {
  const { title, submit, isOpen, isBusy, failure, tone, size = 440, onClose, onSubmit } = props;
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size={size}>
      <FocusBack />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) onSubmit();
        }}
      >
        {props.children}
        <p role="alert" className={classes.failed}>
          {failure !== null && failureText(failure)}
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button
            type="submit"
            data-autofocus
            loading={isBusy}
            {...(tone === 'danger' ? { color: 'red' } : {})}
          >
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
