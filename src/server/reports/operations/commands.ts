import type { OperationsAnswer, OperationsQuery } from '../../../domain/api/reports.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Actor } from '../../../domain/people.ts';
import { type ReportPeriod, resolvePeriod } from '../../../domain/reports/periods.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/pool.ts';
import { inSnapshot } from '../../db/transaction.ts';
import { findPeopleByIds } from '../../requests/list/queries.ts';
import { type Cover, cover } from '../rollups/cover.ts';
import { medianOf, middleOf } from '../rollups/median.ts';
import { findFoldedMonths } from '../rollups/queries.ts';
import { targetsView } from '../targets/commands.ts';
import { loadTargets } from '../targets/queries.ts';
import { findReasons, sumBlocks } from './blocks-queries.ts';
import { countRejections, sumDelay } from './delay-queries.ts';
import { countLate } from './late-queries.ts';
import { countQueue, findOldest } from './queue-queries.ts';
import {
  blockedView,
  type CompletedWork,
  delayView,
  frequentReasons,
  OPEN_STATUSES,
  peopleView,
  queueView,
  rejectionsView,
  workView,
} from './view.ts';
import { countSteps, findTimes, sumWork, type WorkRole, type WorkStep } from './work-queries.ts';

/**
 * D4: the operations report. Everything in it is of one snapshot. Sums of folded months are used as
 * far as they reach, facts for the rest, so that it is exact whatever is folded.
 *
 * People's work is that of all teams and types, whatever the filters: sums by person, team and type
 * would be as many as the requests themselves.
 *
 * @throws DomainError `validation_failed` at `from` or `to`
 */
export async function readOperations(
  context: Context,
  actor: Actor,
  query: OperationsQuery,
): Promise<OperationsAnswer> {
  const now = context.now();
  const period = resolvePeriod(query, actor.timezone, now);
  if (!period.ok) {
    const { issues } = period;
    throw new DomainError('validation_failed', 'This period cannot be used.', { issues });
  }
  const slice = { teams: query.team ?? [], types: query.type ?? [] };
  return inSnapshot(context.db, async (db) => {
    const folded = await findFoldedMonths(db);
    const days = cover([period.value], folded, 'day');
    const months = cover([period.value], folded, 'month');
    const { targets } = targetsView(await loadTargets(db));
    const set = targets.flatMap(({ type, targetMs }) =>
      targetMs === null ? [] : [{ type, targetMs }],
    );
    const queue = queueView(
      await countQueue(db, slice, set, now),
      await findOldest(db, slice, OPEN_STATUSES),
    );
    const delay = delayView(await sumDelay(db, slice, days));
    const rejected = await countRejections(db, slice, period.value);
    const blocks = await sumBlocks(db, slice, period.value, now);
    const frequent = frequentReasons(blocks);
    const reasons = await findReasons(
      db,
      frequent.map(({ event_id }) => event_id),
    );
    return {
      period: period.value,
      queue,
      overTarget: await countLate(db, slice, set, months),
      targets,
      ...(await readWork(db, period.value, days, months)),
      rejections: rejectionsView(rejected, delay.completed),
      blocked: blockedView(blocks, frequent, reasons),
      delay,
    };
  });
}

/** L6, L9–L12, L20 by person, with the exact medians of what they completed. */
async function readWork(
  db: Db,
  period: ReportPeriod,
  days: Cover,
  months: Cover,
): Promise<Pick<OperationsAnswer, 'operators' | 'qaAgents'>> {
  const counts = await sumWork(db, days);
  const steps = await countSteps(db, months);
  const ids = new Set([...counts, ...steps].map(({ person_id }) => person_id));
  const people = peopleView(await findPeopleByIds(db, [...ids]));
  const workOf = async (role: WorkRole) =>
    workView(
      counts.filter((count) => count.role === role),
      await readCompleted(db, role, steps, period),
      people,
    );
  return { operators: await workOf('operator'), qaAgents: await workOf('qa_agent') };
}

async function readCompleted(
  db: Db,
  role: WorkRole,
  steps: readonly WorkStep[],
  period: ReportPeriod,
): Promise<ReadonlyMap<number, CompletedWork>> {
  const byPerson = Map.groupBy(
    steps.filter((step) => step.role === role),
    (step) => step.person_id,
  );
  const middles = [...byPerson].map(([person_id, own]) => ({
    person_id,
    completed: own.reduce((sum, { count }) => sum + count, 0),
    ...middleOf(own),
  }));
  const places = middles.flatMap(({ person_id, places: own }) =>
    own.map((place) => ({ person_id, ...place })),
  );
  const read = Map.groupBy(await findTimes(db, role, places, period), ({ person_id }) => person_id);
  return new Map(
    middles.map(({ person_id, completed, known }) => {
      const values = read.get(person_id)?.map(({ ms }) => ms) ?? [];
      return [person_id, { completed, medianMs: medianOf([...known, ...values]) }];
    }),
  );
}
