import { Button } from '@mantine/core';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { FailedJob } from '../../../../domain/api/jobs.ts';
import { useFailedJobCommand } from '../../../api/jobs.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { failureText } from '../../../ui/failure-text.ts';
import { ReasonDialog } from '../../../ui/reason-dialog.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { showToast } from '../../../ui/toast.ts';
import { jobsWords as words } from '../../../words/jobs.ts';
import classes from './jobs.module.css';

/** The server sends no more. */
const MOST = 200;

/** What was given up, with its last error, until an admin retries or drops it. */
export function FailedJobs({ jobs }: { jobs: readonly FailedJob[] }) {
  // Here, not in the line: a retried job leaves the list while the dialog of another one stands.
  const [dropping, setDropping] = useState<FailedJob | null>(null);
  return (
    <>
      {jobs.length === 0 ? (
        <div className={classes.none}>
          <EmptyState
            title={words.noneFailedTitle}
            icon={<CircleCheck size={28} strokeWidth={1.5} />}
          >
            <p>{words.noneFailedText}</p>
          </EmptyState>
        </div>
      ) : (
        <ul className={classes.failedJobs} aria-label={words.failedList}>
          {jobs.map((job) => (
            <Failed key={job.id} job={job} onDrop={() => setDropping(job)} />
          ))}
        </ul>
      )}
      {jobs.length >= MOST && <p className={classes.note}>{words.failedMost(MOST)}</p>}
      {dropping !== null && <DropDialog job={dropping} onClose={() => setDropping(null)} />}
    </>
  );
}

function Failed({ job, onDrop }: { job: FailedJob; onDrop: () => void }) {
  const { id, task, name, createdAt, failedAt, attempts, lastError, payload } = job;
  const command = useFailedJobCommand();
  const retry = () =>
    command.mutate(
      { kind: 'retry', id },
      {
        onSuccess: () => showToast({ text: words.retryDone(name) }),
        onError: (error) => showToast({ text: failureText(error), tone: 'failed' }),
      },
    );
  return (
    <li className={classes.failedJob}>
      <div className={classes.failedHead}>
        <div className={classes.what}>
          <h3 className={classes.name}>{name}</h3>
          <p className={classes.facts}>
            {failedAt !== null && (
              <span>
                {words.failedAt} <RelativeTime at={failedAt} />
              </span>
            )}
            <span>
              {words.createdAt} <RelativeTime at={createdAt} />
            </span>
            <span>{words.attempts(attempts)}</span>
            <span className="mono">
              {task} {id}
            </span>
          </p>
        </div>
        <div className={classes.actions}>
          <Button
            variant="default"
            size="xs"
            aria-label={words.retryOf(name)}
            loading={command.isPending}
            onClick={retry}
          >
            {words.retry}
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="xs"
            aria-label={words.dropOf(name)}
            onClick={onDrop}
          >
            {words.drop}
          </Button>
        </div>
      </div>
      <p className={lastError === null ? classes.dim : classes.error}>
        {lastError ?? words.noError}
      </p>
      <details className={classes.payload}>
        <summary>{words.payload}</summary>
        <div className={classes.code}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
          <pre tabIndex={0}>{readable(payload)}</pre>
          <CopyButton text={payload} what={words.copyPayload} />
        </div>
      </details>
    </li>
  );
}

function DropDialog({ job: { id, name }, onClose }: { job: FailedJob; onClose: () => void }) {
  const command = useFailedJobCommand();
  return (
    <ReasonDialog
      title={words.dropTitle(name)}
      explains={words.dropText}
      help={words.dropHelp}
      submit={words.dropSubmit}
      tone="danger"
      isBusy={command.isPending}
      failure={command.error}
      onClose={onClose}
      onSubmit={(reason) =>
        command.mutate(
          { kind: 'drop', id, reason },
          {
            onSuccess: () => {
              onClose();
              showToast({ text: words.dropDone(name) });
            },
          },
        )
      }
    />
  );
}

/** JSON on several lines; any other text as it is. */
function readable(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
