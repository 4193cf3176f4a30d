import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiError, Unreachable } from '../../../api/client.ts';
import { common, states } from '../../../words/common.ts';
import classes from './prices.module.css';

interface ConfirmProps {
  readonly title: string;
  readonly submit: string;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly failure: unknown;
  readonly tone?: 'danger';
  readonly size?: number;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A dialog that says what will happen, with one button named by its verb. */
export function Confirm(props: ConfirmProps) {
  const { title, submit, isOpen, isBusy, failure, tone, size = 440, onClose, onSubmit } = props;
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size={size}>
      {props.children}
      <p role="alert" className={classes.failed}>
        {failure !== null && failureText(failure)}
      </p>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button
          data-autofocus
          loading={isBusy}
          {...(tone === 'danger' ? { color: 'red' } : {})}
          onClick={onSubmit}
        >
          {submit}
        </Button>
      </div>
    </Modal>
  );
}

function failureText(failure: unknown): string {
  if (failure instanceof ApiError) {
    const { detail, issues = [] } = failure.problem;
    return issues.length === 0 ? detail : issues.map(({ message }) => message).join('. ');
  }
  return failure instanceof Unreachable ? states.serverDownText : states.failedText;
}
