import { ChevronRight, CirclePause } from 'lucide-react';
import { type MouseEvent, useState } from 'react';
import type { ScheduledJob } from '../../../../domain/api/jobs.ts';
import { formatRelative } from '../../../format.ts';
import { nameOf } from '../../../ui/name-of.ts';
import { useNowMs, useViewerZone } from '../../../ui/now.ts';
import { Moment, RelativeTime } from '../../../ui/time.tsx';
import { jobsWords as words } from '../../../words/jobs.ts';
import { JobActions } from './job-actions.tsx';
import { JobRuns } from './job-runs.tsx';
import classes from './jobs.module.css';
import { RunOutcome, runDuration } from './run-view.tsx';

/** Each with its schedule and what became of it last; opens its runs. */
export function ScheduledJobs({ jobs }: { jobs: readonly ScheduledJob[] }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (task: string) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(task)) after.add(task);
      return after;
    });
  return (
    <ul className={classes.jobs} aria-label={words.scheduledTable}>
      {jobs.map((job) => (
        <Job
          key={job.task}
          job={job}
          isOpen={open.has(job.task)}
          onToggle={() => toggle(job.task)}
        />
      ))}
    </ul>
  );
}

interface JobProps {
  readonly job: ScheduledJob;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function Job({ job, isOpen, onToggle }: JobProps) {
  const { task, name, explains, schedule, paused } = job;
  const runsId = `runs-${task}`;
  // The whole line is a large target for the mouse; the button is the one for everybody.
  const onLineClick = (click: MouseEvent) => {
    // What happens in a dialog of the line arrives here too, without being in it.
    if (!(click.target instanceof Element) || !click.currentTarget.contains(click.target)) return;
    if (click.target.closest('a, button')) return;
    if (getSelection()?.isCollapsed === false) return;
    onToggle();
  };
  return (
    <li className={classes.job} data-paused={paused !== null || undefined}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button in it is the keyboard's */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button in it is the one that is read out */}
      <div className={classes.line} onClick={onLineClick}>
        <button
          type="button"
          className={classes.expand}
          aria-expanded={isOpen}
          aria-controls={runsId}
          aria-label={words.showRuns(name)}
          onClick={onToggle}
        >
          <ChevronRight size={14} aria-hidden="true" className={classes.chevron} />
        </button>
        <div className={classes.what}>
          <h3 className={classes.name}>
            {name}
            {paused !== null && (
              <span className={classes.paused}>
                <CirclePause size={12} aria-hidden="true" />
                {words.paused}
              </span>
            )}
          </h3>
          <p className={classes.explains}>{explains}</p>
        </div>
        <dl className={classes.times}>
          <div>
            <dt>{words.schedule}</dt>
            <dd>{schedule}</dd>
          </div>
          <div>
            <dt>{words.next}</dt>
            <dd>
              <NextRun job={job} />
            </dd>
          </div>
          <div>
            <dt>{words.last}</dt>
            <dd>
              <LastRun job={job} />
            </dd>
          </div>
        </dl>
        <div className={classes.actions}>
          <JobActions job={job} />
        </div>
      </div>
      {paused !== null && <Pause paused={paused} />}
      <div id={runsId} hidden={!isOpen} className={classes.opened}>
        {isOpen && <JobRuns job={job} />}
      </div>
    </li>
  );
}

function Pause({ paused }: { paused: NonNullable<ScheduledJob['paused']> }) {
  const nowMs = useNowMs();
  const zone = useViewerZone();
  return (
    <p className={classes.why}>
      <span className={classes.strong}>
        {words.pausedBy(formatRelative(paused.at, nowMs, zone), nameOf(paused.by))}
      </span>{' '}
      {paused.reason}
    </p>
  );
}

function NextRun({ job: { nextAt } }: { job: ScheduledJob }) {
  const nowMs = useNowMs();
  if (nextAt === null) return <span className={classes.dim}>–</span>;
  return Date.parse(nextAt) <= nowMs ? words.dueNow : <Moment at={nextAt} />;
}

function LastRun({ job: { lastRun } }: { job: ScheduledJob }) {
  if (lastRun === null) return <span className={classes.dim}>{words.never}</span>;
  return (
    <>
      <RunOutcome outcome={lastRun.outcome} />
      <span className={classes.dim}>
        <RelativeTime at={lastRun.startedAt} />
        {lastRun.endedAt !== null && <>, {runDuration(lastRun)}</>}
      </span>
    </>
  );
}
