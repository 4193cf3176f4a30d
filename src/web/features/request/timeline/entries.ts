import type { HistoryEvent } from '../../../../domain/api/requests.ts';

/** One line of the timeline, or a run of small ones folded into one. */
export type Entry =
  | { readonly kind: 'event'; readonly event: HistoryEvent }
  | { readonly kind: 'run'; readonly events: readonly HistoryEvent[] };

/** Handing work about: worth a line, seldom worth reading. */
const SMALL: ReadonlySet<string> = new Set([
  'operate',
  'start_qa',
  'unassign',
  'assign',
  'ask_for_update',
  'ask_for_approval',
  'activate',
]);
const FOLD_FROM = 3;

/**
 * @param events newest first
 * @returns newest first; the newest event is never folded: it is why somebody looks
 */
export function entriesOf(events: readonly HistoryEvent[]): readonly Entry[] {
  const entries: Entry[] = [];
  let run: HistoryEvent[] = [];
  const close = (): void => {
    if (run.length >= FOLD_FROM) entries.push({ kind: 'run', events: run });
    else entries.push(...run.map((event) => ({ kind: 'event', event }) as const));
    run = [];
  };
  events.forEach((event, index) => {
    if (index > 0 && isSmall(event)) {
      run.push(event);
      return;
    }
    close();
    entries.push({ kind: 'event', event });
  });
  close();
  return entries;
}

function isSmall(event: HistoryEvent): boolean {
  const says = event.message !== null || event.redacted || event.link !== null;
  return SMALL.has(event.action) && !says && event.files.length + event.changes.length === 0;
}
