import type { PersonRef } from '../../../domain/api/people.ts';
import type { OperationsAnswer, Work } from '../../../domain/api/reports.ts';
import { displayName } from '../../../domain/people.ts';
import { DELAY_PARTS, type DelayPart, QUEUE_AGES_MS } from '../../../domain/reports/choices.ts';
import { meanMs, rejectionRate } from '../../../domain/reports/operations.ts';
import { isFinal, STATUSES } from '../../../domain/requests/request.ts';
import type { NamedPerson } from '../../requests/list/queries.ts';
import type { ReasonCount } from './blocks-queries.ts';
import type { DelaySums, RejectionCounts } from './delay-queries.ts';
import type { Oldest, QueueCount } from './queue-queries.ts';
import type { WorkCount } from './work-queries.ts';

export const OPEN_STATUSES = STATUSES.filter((status) => !isFinal(status));

/** Every open status, in the order of the lifecycle, also those in which nothing waits. */
export function queueView(
  counts: readonly QueueCount[],
  oldest: readonly Oldest[],
): OperationsAnswer['queue'] {
  return OPEN_STATUSES.map((status) => {
    const rows = counts.filter((row) => row.status === status);
    const sum = (of: (row: QueueCount) => number) => rows.reduce((all, row) => all + of(row), 0);
    const first = oldest.find((row) => row.status === status);
    return {
      status,
      ages: Array.from({ length: QUEUE_AGES_MS.length + 1 }, (_, age) =>
        sum((row) => (row.age === age ? row.total : 0)),
      ),
      total: sum((row) => row.total),
      oldestSince: first?.since ?? null,
      oldestCode: first?.code ?? null,
      overTarget: sum((row) => row.over_target),
    };
  });
}

export interface CompletedWork {
  readonly completed: number;
  readonly medianMs: number | null;
}

/** Whoever did most first. */
export function workView(
  counts: readonly Pick<WorkCount, 'person_id' | 'taken' | 'rejected'>[],
  completed: ReadonlyMap<number, CompletedWork>,
  people: ReadonlyMap<number, PersonRef>,
): Work[] {
  const ids = new Set([...counts.map(({ person_id }) => person_id), ...completed.keys()]);
  return [...ids]
    .map((id) => {
      const person = people.get(id);
      if (person === undefined) throw new Error(`nobody has the id ${id}`);
      const { taken = 0, rejected = 0 } = counts.find(({ person_id }) => person_id === id) ?? {};
      const { completed: done = 0, medianMs = null } = completed.get(id) ?? {};
      return { person, taken, completed: done, rejected, medianMs };
    })
    .sort(
      (a, b) =>
        b.completed - a.completed ||
        b.taken - a.taken ||
        a.person.name.localeCompare(b.person.name, 'en') ||
        a.person.id - b.person.id,
    );
}

export function peopleView(rows: readonly NamedPerson[]): ReadonlyMap<number, PersonRef> {
  return new Map(
    rows.map(({ id, first_name, last_name, username, is_active }) => [
      id,
      {
        id,
        name: displayName({ firstName: first_name, lastName: last_name, username }),
        isActive: is_active,
      },
    ]),
  );
}

export function rejectionsView(
  { from_qa, from_completed, superseded }: RejectionCounts,
  completed: number,
): OperationsAnswer['rejections'] {
  const completions = completed + superseded;
  return {
    fromQa: from_qa,
    fromCompleted: from_completed,
    completions,
    ratePercent: rejectionRate(from_qa + from_completed, completions + from_qa),
  };
}

const MOST_REASONS = 10;

/** The most frequent reasons, those that took longer first among equals. */
export function frequentReasons(sums: readonly ReasonCount[]): readonly ReasonCount[] {
  return sums
    .filter(({ reason_hash }) => reason_hash !== null)
    .sort((a, b) => b.count - a.count || b.total_ms - a.total_ms || b.event_id - a.event_id)
    .slice(0, MOST_REASONS);
}

export function blockedView(
  sums: readonly ReasonCount[],
  frequent: readonly ReasonCount[],
  texts: ReadonlyMap<number, string>,
): OperationsAnswer['blocked'] {
  const sum = (of: (row: ReasonCount) => number) => sums.reduce((all, row) => all + of(row), 0);
  const count = sum((row) => row.count);
  const totalMs = sum((row) => row.total_ms);
  return {
    count,
    totalMs,
    averageMs: meanMs(totalMs, count),
    open: sum((row) => row.open),
    reasons: frequent.map(({ event_id, count: times, total_ms }) => {
      const reason = texts.get(event_id);
      if (reason === undefined) throw new Error(`event ${event_id} lost its reason`);
      return { reason, count: times, totalMs: total_ms };
    }),
    redacted: sum((row) => (row.reason_hash === null ? row.count : 0)),
  };
}

type Column = keyof DelaySums;

/** Where each part stands, and its share of the turn-around time where it can have one. */
const PART_COLUMNS: Readonly<Record<DelayPart, readonly [ms: Column, tatMs?: Column]>> = {
  scheduled: ['scheduled_ms'],
  approval: ['approval_ms'],
  blocked: ['blocked_ms'],
  cancelled: ['cancelled_ms'],
  // A rejection after completion does not begin the turn-around time anew (L12).
  completed: ['completed_ms', 'tat_other_ms'],
  pending: ['pending_ms', 'tat_pending_ms'],
  operate: ['operate_ms', 'tat_operate_ms'],
  qa_pending: ['qa_pending_ms', 'tat_qa_pending_ms'],
  qa: ['qa_ms', 'tat_qa_ms'],
};

export function delayView(sums: DelaySums): OperationsAnswer['delay'] {
  return {
    completed: sums.completed,
    elapsedMs: sums.elapsed_ms,
    tatMs: sums.tat_ms,
    parts: DELAY_PARTS.map((part) => {
      const [ms, tatMs] = PART_COLUMNS[part];
      return { part, ms: sums[ms], tatMs: tatMs === undefined ? 0 : sums[tatMs] };
    }),
  };
}
