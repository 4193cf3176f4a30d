import { Anchor, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ScheduledJob } from '../../../../domain/api/jobs.ts';
import { jobRunsQuery } from '../../../api/jobs.ts';
import { TextSkeleton } from '../../../ui/skeletons.tsx';
import { Moment } from '../../../ui/time.tsx';
import { common } from '../../../words/common.ts';
import { jobsWords as words } from '../../../words/jobs.ts';
import classes from './jobs.module.css';
import { RunOutcome, runCause, runDuration } from './run-view.tsx';

/** What became of a job's last runs, newest first. */
export function JobRuns({ job: { task, name } }: { job: ScheduledJob }) {
  const answer = useInfiniteQuery(jobRunsQuery(task));
  const runs = answer.data?.pages.flatMap((page) => page.runs) ?? null;
  if (runs === null) {
    return answer.isError ? (
      <p className={classes.dim}>
        {words.runsFailed}{' '}
        <Anchor component="button" type="button" onClick={() => void answer.refetch()}>
          {common.tryAgain}
        </Anchor>
      </p>
    ) : (
      <div aria-busy="true">
        <TextSkeleton width="60%" />
        <TextSkeleton width="60%" />
      </div>
    );
  }
  if (runs.length === 0) return <p className={classes.dim}>{words.noRuns}</p>;
  return (
    <>
      <ol className={classes.runs} aria-label={words.runs(name)}>
        {runs.map((run) => (
          <li key={run.id} className={classes.run}>
            <RunOutcome outcome={run.outcome} />
            <Moment at={run.startedAt} />
            <span className={classes.dim}>
              {[
                runDuration(run),
                runCause(run),
                run.attempt > 1 ? words.attempt(run.attempt) : null,
              ]
                .filter((part) => part !== null)
                .join(', ')}
            </span>
            {run.error !== null && <p className={classes.error}>{run.error}</p>}
            {run.outcome === 'lost' && <p className={classes.note}>{words.lostExplains}</p>}
          </li>
        ))}
      </ol>
      {answer.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={answer.isFetchingNextPage}
          onClick={() => void answer.fetchNextPage()}
        >
          {words.moreRuns}
        </Button>
      )}
    </>
  );
}
