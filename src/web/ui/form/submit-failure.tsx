import { Button } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { STATUS_NAMES, type Status } from '../../../domain/requests/request.ts';
import { ApiError, Unreachable } from '../../api/client.ts';
import { formatTime } from '../../format.ts';
import { states } from '../../words/common.ts';
import { words } from '../../words/forms.ts';
import { useViewerZone } from '../now.ts';
import classes from './form.module.css';
import type { RequestForm } from './use-request-form.ts';

/** Why the last attempt did not go through, where the button is; what was typed stays. */
export function SubmitFailure({ form }: { form: RequestForm }) {
  const zone = useViewerZone();
  if (form.failure === null) return null;
  const { title, text, again } = wordsFor(form.failure, zone);
  return (
    <div id={`${form.id}-failure`} className={classes.failure} tabIndex={-1} role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <div className={classes.failureText}>
        <p className={classes.failureTitle}>{title}</p>
        {text.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {again && (
        <Button variant="default" size="xs" onClick={form.submit} loading={form.submitting}>
          {words.tryAgain}
        </Button>
      )}
    </div>
  );
}

interface FailureWords {
  readonly title: string;
  readonly text: readonly string[];
  readonly again: boolean;
}

function wordsFor(failure: unknown, zone: string): FailureWords {
  if (failure instanceof Unreachable) {
    return { title: words.unreachableTitle, text: [words.unreachable], again: true };
  }
  if (!(failure instanceof ApiError)) {
    return { title: words.failedTitle, text: [words.failed], again: true };
  }
  const { code, title, detail, status, conflict, requestId } = failure.problem;
  if (code === 'conflict') {
    const who = conflict?.lastActor ?? null;
    const at = conflict?.lastAt ?? null;
    const line =
      who === null || at === null
        ? []
        : [words.conflictWho(who, statusName(conflict?.status), formatTime(at, zone))];
    return {
      title: words.conflictTitle,
      text: [detail, ...line, words.conflictKept],
      again: false,
    };
  }
  const reference = requestId === undefined ? [] : [states.reference(requestId)];
  return { title, text: [detail, ...reference], again: status >= 500 || status === 429 };
}

function statusName(status: string | undefined): string {
  return Object.hasOwn(STATUS_NAMES, status ?? '') ? STATUS_NAMES[status as Status] : '';
}
