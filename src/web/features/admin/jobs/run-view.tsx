import { CircleCheck, CircleDashed, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { JobRun } from '../../../../domain/api/jobs.ts';
import { formatDuration } from '../../../format.ts';
import { nameOf } from '../../../ui/name-of.ts';
import { jobsWords as words } from '../../../words/jobs.ts';
import classes from './jobs.module.css';

const ICONS: Readonly<Record<JobRun['outcome'], LucideIcon>> = {
  running: LoaderCircle,
  done: CircleCheck,
  failed: CircleX,
  lost: CircleDashed,
};

/** A mark and a word: colour alone says nothing. */
export function RunOutcome({ outcome }: Pick<JobRun, 'outcome'>) {
  const Icon = ICONS[outcome];
  return (
    <span className={classes.outcome} data-outcome={outcome}>
      <Icon size={14} aria-hidden="true" />
      {words.outcome[outcome]}
    </span>
  );
}

/** "took 12 s"; null while it runs or when nobody can tell. */
export function runDuration({ startedAt, endedAt }: JobRun): string | null {
  if (endedAt === null) return null;
  const ms = Date.parse(endedAt) - Date.parse(startedAt);
  return words.took(ms < 1_000 ? words.underASecond : formatDuration(ms));
}

/** What made it run, and who. */
export function runCause({ cause, orderedBy }: JobRun): string {
  return orderedBy === null ? words.cause[cause] : words.by(words.cause[cause], nameOf(orderedBy));
}
