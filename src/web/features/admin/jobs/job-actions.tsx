import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ScheduledJob } from '../../../../domain/api/jobs.ts';
import { type JobCommand, useJobCommand } from '../../../api/jobs.ts';
import { failureText } from '../../../ui/failure-text.ts';
import { ReasonDialog } from '../../../ui/reason-dialog.tsx';
import { showToast } from '../../../ui/toast.ts';
import { jobsWords as words } from '../../../words/jobs.ts';

/** Run now, and pause or resume. */
export function JobActions({ job: { task, name, explains, paused } }: { job: ScheduledJob }) {
  const [isAsking, setAsking] = useState(false);
  const command = useJobCommand();
  const isUnderWay = (kind: JobCommand['kind']) =>
    command.isPending && command.variables.kind === kind;
  const order = (kind: 'run' | 'resume', done: string) =>
    command.mutate(
      { kind, task },
      {
        onSuccess: () => showToast({ text: done }),
        onError: (error) => showToast({ text: failureText(error), tone: 'failed' }),
      },
    );
  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={words.runNowOf(name)}
        loading={isUnderWay('run')}
        onClick={() => order('run', words.runOrdered(name))}
      >
        {words.runNow}
      </Button>
      {paused === null ? (
        <Button
          variant="default"
          size="xs"
          aria-label={words.pauseOf(name)}
          onClick={() => {
            command.reset();
            setAsking(true);
          }}
        >
          {words.pause}
        </Button>
      ) : (
        <Button
          size="xs"
          aria-label={words.resumeOf(name)}
          loading={isUnderWay('resume')}
          onClick={() => order('resume', words.resumeDone(name))}
        >
          {words.resume}
        </Button>
      )}
      {isAsking && (
        <ReasonDialog
          title={words.pauseTitle(name)}
          explains={explains}
          help={words.pauseHelp}
          submit={words.pauseSubmit}
          isBusy={isUnderWay('pause')}
          failure={command.error}
          onClose={() => setAsking(false)}
          onSubmit={(reason) =>
            command.mutate(
              { kind: 'pause', task, reason },
              {
                onSuccess: () => {
                  setAsking(false);
                  showToast({ text: words.pauseDone(name) });
                },
              },
            )
          }
        />
      )}
    </>
  );
}
