import { Button, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ExportJob } from '../../../../domain/api/exports.ts';
import { exportFile, exportsQuery, isUnderWay, useCancelExport } from '../../../api/exports.ts';
import { formatCount, formatFileSize } from '../../../format.ts';
import { TextSkeleton } from '../../../ui/skeletons.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { Moment } from '../../../ui/time.tsx';
import { common } from '../../../words/common.ts';
import { JOB_STATE_NAMES, exportsWords as words } from '../../../words/exports.ts';
import classes from './exports.module.css';

/** One's own reports that the worker writes, newest first. */
export function Jobs() {
  const jobs = useQuery(exportsQuery);
  return (
    <section className={classes.block} aria-labelledby="export-jobs">
      <h2 id="export-jobs" className={classes.title}>
        {words.jobsTitle}
      </h2>
      <p className={classes.note}>{words.jobsLead}</p>
      {jobs.data === undefined ? (
        jobs.isError ? (
          <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />
        ) : (
          <TextSkeleton width="50%" />
        )
      ) : jobs.data.length === 0 ? (
        <p className={classes.none}>{words.noJobs}</p>
      ) : (
        <ul className={classes.jobs}>
          {jobs.data.map((job) => (
            <li key={job.id} className={classes.job}>
              <Job job={job} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Job({ job }: { job: ExportJob }) {
  const { id, fileName, state, rowsDone, rowsTotal, sizeBytes, error, createdAt, expiresAt } = job;
  const cancelling = useCancelExport();
  return (
    <>
      <div className={classes.jobMain}>
        <p className={classes.jobName}>{fileName}</p>
        <p className={classes.jobFacts}>
          <span className={classes.jobState} data-state={state}>
            {JOB_STATE_NAMES[state]}
          </span>
          <span>
            {isUnderWay(job)
              ? words.jobRows(formatCount(rowsDone), formatCount(rowsTotal))
              : words.rows(formatCount(rowsTotal), rowsTotal === 1)}
          </span>
          {sizeBytes !== null && <span>{formatFileSize(sizeBytes)}</span>}
          <span>
            {words.jobCreated}
            <Moment at={createdAt} />
          </span>
          {state === 'ready' && expiresAt !== null && (
            <span>
              {words.jobUntil}
              <Moment at={expiresAt} />
            </span>
          )}
        </p>
        {state === 'running' && (
          <Progress
            mt={6}
            value={rowsTotal === 0 ? 0 : Math.min(100, (rowsDone / rowsTotal) * 100)}
            aria-label={words.progressOf(fileName)}
          />
        )}
        {state === 'failed' && error !== null && <p className={classes.error}>{error}</p>}
        {state === 'expired' && <p className={classes.note}>{words.jobExpired}</p>}
      </div>
      {isUnderWay(job) && (
        <Button
          variant="default"
          size="xs"
          loading={cancelling.isPending}
          aria-label={words.cancelJob(fileName)}
          onClick={() => cancelling.mutate(id)}
        >
          {common.cancel}
        </Button>
      )}
      {state === 'ready' && (
        <Button
          component="a"
          href={exportFile(id)}
          download
          variant="default"
          size="xs"
          aria-label={words.downloadJob(fileName)}
        >
          {words.download}
        </Button>
      )}
    </>
  );
}
