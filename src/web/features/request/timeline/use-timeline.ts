import { useState } from 'react';
import type { EventsAnswer, HistoryEvent, RequestDetail } from '../../../../domain/api/requests.ts';
import { loadEvents } from '../../../api/queries.ts';

export interface Timeline {
  /** Newest first. */
  readonly events: readonly HistoryEvent[];
  readonly hasOlder: boolean;
  readonly isLoading: boolean;
  readonly hasFailed: boolean;
  readonly loadOlder: () => Promise<void>;
  /** An event lost its text: read it again if it is one of the older ones. */
  readonly reload: (eventId: number) => Promise<void>;
}

/** The events that came with the request and, once asked for, older ones page by page. */
export function useTimeline(detail: RequestDetail): Timeline {
  const { code } = detail;
  const [older, setOlder] = useState<EventsAnswer | null>(null);
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const known = continues(detail, older) ? older : null;
  const events = known === null ? detail.events : union(detail.events, known.events);

  return {
    events,
    hasOlder: known?.moreEvents ?? detail.moreEvents,
    isLoading: state === 'loading',
    hasFailed: state === 'failed',
    loadOlder: async () => {
      const last = events.at(-1);
      if (last === undefined || state === 'loading') return;
      setState('loading');
      try {
        const answer = await loadEvents(code, last.id);
        setOlder({ events: union(events, answer.events), moreEvents: answer.moreEvents });
        setState('idle');
      } catch {
        setState('failed');
      }
    },
    reload: async (eventId) => {
      if (known === null || detail.events.some(({ id }) => id === eventId)) return;
      const answer = await loadEvents(code, eventId + 1);
      setOlder({ ...known, events: union(answer.events, known.events) });
    },
  };
}

/** Enough may have happened since that the newest page no longer reaches what was loaded before. */
function continues(detail: RequestDetail, older: EventsAnswer | null): older is EventsAnswer {
  const oldestNew = detail.events.at(-1)?.id ?? 0;
  return older !== null && (!detail.moreEvents || oldestNew <= (older.events[0]?.id ?? 0));
}

/** Every event once, newest first; of two versions the fresher one. */
function union(fresh: readonly HistoryEvent[], known: readonly HistoryEvent[]): HistoryEvent[] {
  const byId = new Map([...known, ...fresh].map((event) => [event.id, event]));
  return [...byId.values()].toSorted((a, b) => b.id - a.id);
}
