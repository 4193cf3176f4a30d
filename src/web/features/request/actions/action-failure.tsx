import { CloseButton } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { ApiError, Unreachable } from '../../../api/client.ts';
import { common, states } from '../../../words/common.ts';
import { actions as words } from '../../../words/request.ts';
import classes from './actions.module.css';
import type { RequestActions } from './use-actions.ts';

/** Why an action without a form did not work: said where it was asked for, until read. */
export function ActionFailure({ actions }: { actions: RequestActions }) {
  const { failure } = actions;
  if (failure === null) return null;
  const problem = failure instanceof ApiError ? failure.problem : null;
  const isUnreachable = failure instanceof Unreachable;
  const title =
    problem?.code === 'conflict'
      ? words.conflict
      : isUnreachable
        ? words.unreachableTitle
        : words.failed;
  const text = isUnreachable ? words.unreachable : (problem?.detail ?? states.failedText);
  return (
    <div className={classes.failure} role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <div className={classes.failureText}>
        <p className={classes.failureTitle}>{title}</p>
        <p>{text}</p>
        {problem?.requestId !== undefined && problem.status >= 500 && (
          <p>{states.reference(problem.requestId)}</p>
        )}
      </div>
      <CloseButton size={24} aria-label={common.close} onClick={actions.dismissFailure} />
    </div>
  );
}
