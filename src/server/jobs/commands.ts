import type { JobRunsPage, JobsView } from '../../domain/api/jobs.ts';
import type { AuditAction } from '../../domain/audit.ts';
import { DomainError } from '../../domain/errors.ts';
import { JOB_WORDS } from '../../domain/jobs.ts';
import { writeAudit } from '../audit/queries.ts';
import type { SignedIn } from '../auth/session.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../db/transaction.ts';
import { loadPersonRefs } from '../person-refs.ts';
import {
  deletePause,
  dropJob,
  findFailedJobs,
  insertPause,
  loadPauses,
  loadQueue,
  lockJob,
  orderRun,
  retryJob,
} from './job-queries.ts';
import { countAliveWorkers, findRuns, loadLastRuns } from './run-queries.ts';
import { SCHEDULED } from './schedule.ts';
import { failedView, runView, scheduledView } from './view.ts';

const MOST_FAILED = 200;
const A_PAGE = 50;

/** Who does it, and from where: for the audit log. */
export interface By {
  readonly actor: SignedIn;
  readonly address: string;
}

/** Section 10: what runs by the clock, what failed for good and what waits. */
export async function readJobs({ db, now }: Context): Promise<JobsView> {
  const tasks = SCHEDULED.map(({ task }) => task);
  const [pauses, runs, failed, queue, workers] = await Promise.all([
    loadPauses(db),
    loadLastRuns(db, tasks),
    findFailedJobs(db, MOST_FAILED),
    loadQueue(db),
    countAliveWorkers(db),
  ]);
  const refOf = await loadPersonRefs(db, [
    ...pauses.map((pause) => pause.paused_by),
    ...runs.map((run) => run.ordered_by),
  ]);
  const at = now();
  return {
    scheduled: SCHEDULED.map((scheduled) =>
      scheduledView(
        scheduled,
        pauses.find(({ task }) => task === scheduled.task),
        runs.find(({ task }) => task === scheduled.task),
        refOf,
        at,
      ),
    ),
    failed: failed.map(failedView),
    queue: { ...queue, workers },
  };
}

/** The runs of a task, newest first. @throws DomainError `not_found` */
export async function readRuns(
  { db }: Context,
  task: string,
  before: number | undefined,
): Promise<JobRunsPage> {
  if (!Object.hasOwn(JOB_WORDS, task)) throw noSuchJob();
  const found = await findRuns(db, task, before, A_PAGE + 1);
  const rows = found.slice(0, A_PAGE);
  const refOf = await loadPersonRefs(
    db,
    rows.map((row) => row.ordered_by),
  );
  return {
    runs: rows.map((row) => runView(row, refOf)),
    next: found.length > A_PAGE ? (rows.at(-1)?.id ?? null) : null,
  };
}

/**
 * Section 10: from now on the clock runs this task no more, also where it is queued already.
 * @throws DomainError `not_found`; `conflict` when it is paused
 */
export async function pauseJob(
  tx: Tx,
  context: Context,
  by: By,
  task: string,
  reason: string,
): Promise<void> {
  requireScheduled(task);
  const pause = { task, paused_at: context.now(), paused_by: by.actor.id, reason };
  if (!(await insertPause(tx, pause))) {
    throw new DomainError('conflict', 'Somebody else has paused this job already.');
  }
  await audit(tx, context, by, 'job_paused', task, { reason });
}

/** @throws DomainError `not_found`; `conflict` when it is not paused */
export async function resumeJob(tx: Tx, context: Context, by: By, task: string): Promise<void> {
  requireScheduled(task);
  if (!(await deletePause(tx, task))) {
    throw new DomainError('conflict', 'This job is not paused any more.');
  }
  await audit(tx, context, by, 'job_resumed', task, {});
}

/**
 * Section 10: a run besides those by the clock, also of a task that is paused. Ordered again while
 * it waits, runs or has just begun, it stays one run.
 * @throws DomainError `not_found`
 */
export async function runJob(tx: Tx, context: Context, by: By, task: string): Promise<void> {
  requireScheduled(task);
  if (!(await orderRun(tx, task, by.actor.id, context.now()))) return;
  await audit(tx, context, by, 'job_run', task, {});
}

/** @throws DomainError `not_found` when it is done or dropped; `conflict` while it is tried */
export async function retryFailedJob(tx: Tx, context: Context, by: By, id: string): Promise<void> {
  const task = await lockFailed(tx, id);
  await retryJob(tx, id, by.actor.id);
  await audit(tx, context, by, 'job_retried', task, { job: id });
}

/** @throws DomainError `not_found` when it is done or dropped; `conflict` while it is tried */
export async function dropFailedJob(
  tx: Tx,
  context: Context,
  by: By,
  id: string,
  reason: string,
): Promise<void> {
  const task = await lockFailed(tx, id);
  await dropJob(tx, id);
  await audit(tx, context, by, 'job_dropped', task, { job: id, reason });
}

async function lockFailed(tx: Tx, id: string): Promise<string> {
  const job = await lockJob(tx, id);
  if (job === undefined) {
    throw new DomainError('not_found', 'This job is gone: it was done meanwhile, or dropped.');
  }
  if (!job.has_failed) {
    throw new DomainError('conflict', 'Somebody has this job tried again already.');
  }
  return job.task;
}

function requireScheduled(task: string): void {
  if (!SCHEDULED.some((scheduled) => scheduled.task === task)) throw noSuchJob();
}

const noSuchJob = () =>
  new DomainError('not_found', 'There is no such job that runs by the clock.');

async function audit(
  tx: Tx,
  { now }: Context,
  { actor, address }: By,
  action: AuditAction,
  task: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await writeAudit(tx, {
    actorId: actor.id,
    action,
    target: task,
    details,
    address,
    now: now(),
  });
}
