import { epochMs } from '../../../domain/kernel/calendar.ts';
import type { ListChanges, ListEventRow } from './queries.ts';

/** The history of a price list as people read it. Pure. */

/** Saves that follow each other this closely are one sitting: drafts are saved while one types. */
const SITTING_MS = 10 * 60_000;

/**
 * Takes the saves of one person in one sitting together: each field from what it was before the
 * first to what it was after the last, and nothing where that is the same. The database keeps every
 * save.
 *
 * @param events newest first; so is the answer
 */
export function bySitting(events: readonly ListEventRow[]): readonly ListEventRow[] {
  const oldestFirst: ListEventRow[] = [];
  for (const event of [...events].reverse()) {
    const last = oldestFirst.at(-1);
    if (last !== undefined && isOneSitting(last, event)) {
      oldestFirst.pop();
      oldestFirst.push({ ...event, changes: together(last.changes, event.changes) });
    } else {
      oldestFirst.push(event);
    }
  }
  return oldestFirst
    .filter(({ action, changes }) => action !== 'edit' || changes.length > 0)
    .reverse();
}

function isOneSitting(one: ListEventRow, next: ListEventRow): boolean {
  return (
    one.action === 'edit' &&
    next.action === 'edit' &&
    one.actor_id === next.actor_id &&
    epochMs(next.at) - epochMs(one.at) <= SITTING_MS
  );
}

function together(first: ListChanges, then: ListChanges): ListChanges {
  const fieldOf = ({ operation, field }: ListChanges[number]) => `${operation ?? ''}.${field}`;
  const merged = new Map(first.map((change) => [fieldOf(change), change]));
  for (const change of then) {
    const { from } = merged.get(fieldOf(change)) ?? change;
    merged.set(fieldOf(change), { ...change, from });
  }
  return [...merged.values()].filter(({ from, to }) => from !== to);
}
