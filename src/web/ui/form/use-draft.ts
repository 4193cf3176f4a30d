import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Draft, DraftBody } from '../../../domain/api/drafts.ts';
import { ApiError, Unreachable } from '../../api/client.ts';
import { discardDraft, saveDraft } from '../../api/commands.ts';
import { draftQuery, keys } from '../../api/queries.ts';
import { createDraftKeeper, type DraftKeeper, type DraftStatus } from './draft-keeper.ts';

export interface DraftControl {
  readonly name: string;
  readonly status: DraftStatus;
  /** When the draft that this form started from was saved; null once discarded or when there was none. */
  readonly restoredAt: string | null;
  /** Another window saved a newer version; saving here waits until one is chosen. */
  readonly newerAt: string | null;
  readonly loadNewer: () => Promise<void>;
  readonly keepMine: () => void;
  readonly discard: () => Promise<void>;
  readonly changed: (body: DraftBody) => void;
  /** Before a submission: nothing is saved any more until `resume`. */
  readonly settle: () => Promise<void>;
  readonly resume: () => void;
  /** The draft became a request: it is gone on the server, and here. */
  readonly finished: () => void;
}

interface Announcement {
  readonly form: string;
  readonly savedAt: string;
}

const HIDDEN_LONG_MS = 20_000;

/** The last save of each draft: who comes back at once reads what left with them. */
const underWay = new Map<string, Promise<unknown>>();

/** The stored draft to start a form with: render the form once it is there. */
export function useStoredDraft(name: string): UseQueryResult<Draft | null> {
  const [ready, setReady] = useState(!underWay.has(name));
  useEffect(() => {
    const show = (): void => setReady(true);
    underWay.get(name)?.then(show, show);
  }, [name]);
  return useQuery({ ...draftQuery(name), enabled: ready });
}

/**
 * Keeps one form's draft on the server. The page loads the draft (`draftQuery`) before it renders
 * the form and hands it over as `start`.
 */
export function useDraft(options: {
  readonly name: string | null;
  readonly start: Draft | null;
  /** Shows another version: the newer one, or none after discarding. */
  readonly onReplace: (draft: Draft | null) => void;
}): DraftControl | null {
  const { name } = options;
  const client = useQueryClient();
  const [status, setStatus] = useState<DraftStatus>({ kind: 'idle' });
  const [restoredAt, setRestoredAt] = useState(options.start?.savedAt ?? null);
  const [newerAt, setNewerAt] = useState<string | null>(null);
  const known = useRef(options.start?.savedAt ?? null);
  const over = useRef(false);
  const channel = useRef<BroadcastChannel | null>(null);
  const keeper = useRef<DraftKeeper | null>(null);

  const noteNewer = useEffectEvent((savedAt: string) => {
    if (over.current || (known.current !== null && savedAt <= known.current)) return;
    void keeper.current?.settle();
    setNewerAt(savedAt);
  });

  useEffect(() => {
    if (name === null) return;
    keeper.current = createDraftKeeper({
      save: async (body, keepalive) => {
        const saving = saveDraft(name, body, keepalive && isSmall(body) ? { keepalive } : {});
        underWay.set(name, saving);
        const answer = await saving;
        known.current = answer.savedAt;
        channel.current?.postMessage({
          form: name,
          savedAt: answer.savedAt,
        } satisfies Announcement);
        return answer;
      },
      isPassing: (error) =>
        error instanceof Unreachable ||
        (error instanceof ApiError &&
          (error.problem.status >= 500 || error.problem.status === 429)),
      onStatus: setStatus,
    });
    channel.current = new BroadcastChannel('drafts');
    channel.current.addEventListener('message', ({ data }: MessageEvent<Announcement>) => {
      if (data.form === name) noteNewer(data.savedAt);
    });
    const leave = (): void => keeper.current?.flush();
    let hiddenAtMs = 0;
    const turn = async (): Promise<void> => {
      if (document.visibilityState === 'hidden') {
        hiddenAtMs = Date.now();
        leave();
        return;
      }
      // Another browser cannot announce itself: look after a while away.
      if (Date.now() - hiddenAtMs < HIDDEN_LONG_MS || over.current) return;
      const stored = await client
        .fetchQuery({ ...draftQuery(name), staleTime: 0 })
        .catch(() => null);
      if (stored !== null) noteNewer(stored.savedAt);
    };
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', turn);
    return () => {
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', turn);
      // Leaving the page inside the app: the last second is saved too, and the next visit reads it.
      if (!over.current) leave();
      channel.current?.close();
      channel.current = null;
      client.removeQueries({ queryKey: keys.draft(name), exact: true });
      void client.invalidateQueries({ queryKey: keys.drafts, exact: true });
    };
  }, [name, client]);

  if (name === null) return null;
  return {
    name,
    status,
    restoredAt,
    newerAt,
    loadNewer: async () => {
      const stored = await client.fetchQuery({ ...draftQuery(name), staleTime: 0 });
      known.current = stored?.savedAt ?? null;
      setNewerAt(null);
      setRestoredAt(known.current);
      setStatus({ kind: 'idle' });
      keeper.current?.forget();
      keeper.current?.resume();
      options.onReplace(stored);
    },
    keepMine: () => {
      known.current = newerAt;
      setNewerAt(null);
      keeper.current?.resume();
    },
    discard: async () => {
      await keeper.current?.settle();
      keeper.current?.forget();
      try {
        await discardDraft(name);
      } finally {
        keeper.current?.resume();
      }
      known.current = null;
      setRestoredAt(null);
      setStatus({ kind: 'idle' });
      options.onReplace(null);
    },
    changed: (body) => keeper.current?.changed(body),
    settle: async () => {
      await keeper.current?.settle();
    },
    resume: () => {
      if (newerAt === null) keeper.current?.resume();
    },
    finished: () => {
      over.current = true;
      keeper.current?.forget();
    },
  };
}

/** Browsers refuse keepalive bodies above 64 kB; those are sent as long as the page lives. */
function isSmall(body: DraftBody): boolean {
  return new TextEncoder().encode(JSON.stringify(body)).length < 60_000;
}
