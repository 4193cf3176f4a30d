import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { JobsView } from '../../../../domain/api/jobs.ts';
import { jobsQuery } from '../../../api/jobs.ts';
import { Page } from '../../../ui/page.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { jobsWords as words } from '../../../words/jobs.ts';
import { FailedJobs } from './failed-jobs.tsx';
import classes from './jobs.module.css';
import { QueueFigures } from './queue-figures.tsx';
import { ScheduledJobs } from './scheduled-jobs.tsx';

/** Section 10: what runs by the clock, what failed, and whether anybody works at all. */
export function JobsPage() {
  const jobs = useQuery(jobsQuery);
  return (
    <Page title={words.title} documentTitle={words.title} lead={words.lead} maxWidth={1160}>
      {jobs.data !== undefined ? (
        <Loaded jobs={jobs.data} />
      ) : jobs.isError ? (
        <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Loaded({ jobs: { scheduled, failed, queue } }: { jobs: JobsView }) {
  return (
    <>
      <div role="status">{queue.workers === 0 && <NoWorker />}</div>
      <Block title={words.queueTitle} lead={words.queueLead}>
        <QueueFigures queue={queue} />
      </Block>
      <Block title={words.scheduledTitle} lead={words.scheduledLead}>
        <ScheduledJobs jobs={scheduled} />
      </Block>
      <Block title={words.failedTitle} lead={words.failedLead}>
        <FailedJobs jobs={failed} />
      </Block>
    </>
  );
}

function NoWorker() {
  return (
    <div className={classes.noWorker}>
      <TriangleAlert size={16} aria-hidden="true" />
      <div>
        <p className={classes.strong}>{words.noWorkerTitle}</p>
        <p>{words.noWorkerText}</p>
      </div>
    </div>
  );
}

function Block({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.block} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        {title}
      </h2>
      <p className={classes.lead}>{lead}</p>
      {children}
    </section>
  );
}

/** The same blocks at about the same height, so that nothing jumps. */
function Loading() {
  return (
    <div aria-busy="true">
      {[
        { title: words.queueTitle, lead: words.queueLead, height: 60 },
        { title: words.scheduledTitle, lead: words.scheduledLead, height: 420 },
        { title: words.failedTitle, lead: words.failedLead, height: 120 },
      ].map(({ title, lead, height }) => (
        <Block key={title} title={title} lead={lead}>
          <Skeleton height={height} radius={6} />
        </Block>
      ))}
    </div>
  );
}
