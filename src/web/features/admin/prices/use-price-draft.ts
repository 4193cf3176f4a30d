import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { PriceListDetail } from '../../../../domain/api/prices.ts';
import type { Issue } from '../../../../domain/errors.ts';
import { instantFromEpochMs } from '../../../../domain/kernel/calendar.ts';
import { checkPublishable } from '../../../../domain/pricing/price-list.ts';
import { ApiError, Unreachable } from '../../../api/client.ts';
import { priceKeys, priceListQuery, saveDraftList } from '../../../api/prices.ts';
import {
  createDraftKeeper,
  type DraftKeeper,
  type DraftStatus,
} from '../../../ui/form/draft-keeper.ts';
import { useNowMs } from '../../../ui/now.ts';
import { showToast } from '../../../ui/toast.ts';
import { priceListWords as words } from '../../../words/prices.ts';
import {
  bodyOf,
  differing,
  normalised,
  PATHS,
  readTyped,
  savable,
  type Typed,
  typedOf,
} from './draft-values.ts';

interface Stored {
  readonly typed: Typed;
  readonly revision: number;
}

export type PriceDraft = ReturnType<typeof usePriceDraft>;

/** What is typed into a draft over what is stored, saved a moment after each change (X1). */
export function usePriceDraft(list: PriceListDetail) {
  const { id } = list;
  const client = useQueryClient();
  const nowMs = useNowMs();
  const [typed, setTyped] = useState<Typed>(() => typedOf(list));
  const [stored, setStored] = useState<Stored>(() => storedOf(list));
  const [status, setStatus] = useState<DraftStatus>({ kind: 'idle' });
  /** What somebody else saved while something here was not. */
  const [theirs, setTheirs] = useState<PriceListDetail | null>(null);
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set());
  const [attempted, setAttempted] = useState(false);
  const [fromServer, setFromServer] = useState<readonly Issue[]>([]);
  // What a save that is under way reads when it is its turn.
  const latest = useRef({ typed, stored });
  const keeper = useRef<DraftKeeper<Typed> | null>(null);

  const show = (next: Typed): void => {
    latest.current = { ...latest.current, typed: next };
    setTyped(next);
  };
  const note = (from: PriceListDetail): void => {
    latest.current = { ...latest.current, stored: storedOf(from) };
    setStored(latest.current.stored);
  };
  const isUnsaved = (): boolean => {
    const { typed: mine, stored: base } = latest.current;
    return differing(base.typed, savable(mine, base.typed)).length > 0;
  };

  /** The page has a version that was not saved here. */
  const meet = useEffectEvent((fresh: PriceListDetail): void => {
    if (fresh.state !== 'draft' || fresh.revision <= latest.current.stored.revision) return;
    if (isUnsaved() || typedIsHeld(latest.current)) {
      void keeper.current?.settle();
      setTheirs(fresh);
      return;
    }
    note(fresh);
    show(typedOf(fresh));
  });
  useEffect(() => {
    // While a save is under way its answer says whether somebody was faster.
    if (status.kind !== 'saving') meet(list);
  }, [list, status.kind]);

  const save = useEffectEvent(async (mine: Typed, keepalive: boolean) => {
    const base = latest.current.stored;
    await client.cancelQueries({ queryKey: priceKeys.list(id) });
    try {
      const body = bodyOf(savable(mine, base.typed), base.revision);
      const answer = await saveDraftList(id, body, keepalive);
      note(answer);
      client.setQueryData(priceKeys.list(id), answer);
      void client.invalidateQueries({ queryKey: priceKeys.lists });
      return { savedAt: answer.updatedAt };
    } catch (error) {
      if (error instanceof ApiError && error.problem.status < 500) await lookAgain();
      throw error;
    }
  });
  const lookAgain = useEffectEvent(async () => {
    const fresh = await client
      .fetchQuery({ ...priceListQuery(id), staleTime: 0 })
      .catch(() => client.invalidateQueries({ queryKey: priceKeys.list(id) }).then(() => null));
    if (fresh === null || fresh.state !== 'draft') showToast({ text: words.gone, tone: 'failed' });
  });

  useEffect(() => {
    keeper.current = createDraftKeeper<Typed>({
      save: (mine, keepalive) => save(mine, keepalive),
      isPassing: (error) =>
        error instanceof Unreachable ||
        (error instanceof ApiError &&
          (error.problem.status >= 500 || error.problem.status === 429)),
      onStatus: setStatus,
    });
    const leave = (): void => keeper.current?.flush();
    const turn = (): void => {
      if (document.visibilityState === 'hidden') leave();
    };
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', turn);
    return () => {
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', turn);
      leave();
    };
  }, []);

  const { content, issues: unreadable } = readTyped(typed);
  const missing = checkPublishable(content, instantFromEpochMs(nowMs)).filter(
    ({ path }) => !unreadable.some((issue) => issue.path === path),
  );
  const known = new Set([...unreadable, ...missing].map(({ path }) => path));
  const issues = inOrder([
    ...unreadable.filter(({ path }) => attempted || revealed.has(path)),
    ...(attempted ? missing : []),
    ...fromServer.filter(({ path }) => !known.has(path)),
  ]);

  const change = (changes: Typed): void => {
    const next = { ...latest.current.typed, ...changes };
    show(next);
    setFromServer((old) => old.filter(({ path }) => !(path in changes)));
    if (theirs === null) keeper.current?.changed(next);
  };

  return {
    typed,
    content,
    status,
    theirs,
    attempted,
    issues,
    /** Values that cannot be read: they are not saved. */
    unreadable,
    /** What publishing asks for and is not there. */
    missing,
    revision: stored.revision,
    /** Everything that can be read is stored. */
    isSaved: differing(stored.typed, savable(typed, stored.typed)).length === 0,
    isDirty:
      unreadable.length > 0 ||
      theirs !== null ||
      status.kind === 'retrying' ||
      status.kind === 'refused',
    change,
    /** The field was left: what is wrong with it may be said, and it shows as it is stored. */
    leave: (...paths: readonly string[]) => {
      setRevealed((old) => new Set([...old, ...paths]));
      const tidy = normalised(latest.current.typed);
      const text = (path: string) => [path, tidy[path] ?? ''] as const;
      show({ ...latest.current.typed, ...Object.fromEntries(paths.map(text)) });
    },
    attempt: () => setAttempted(true),
    refuse: (refused: readonly Issue[]) => {
      setAttempted(true);
      setFromServer(refused);
    },
    /** Stores what was typed last and holds still: true once it is stored. `resume` goes on. */
    store: async (): Promise<boolean> => {
      for (let turn = 0; turn < 3; turn++) {
        keeper.current?.flush();
        await keeper.current?.settle();
        if (!isUnsaved()) return true;
        keeper.current?.resume();
      }
      return false;
    },
    resume: () => keeper.current?.resume(),
    /** Nothing more is sent: the draft is published or discarded. */
    finish: async () => {
      keeper.current?.forget();
      await keeper.current?.settle();
      keeper.current?.forget();
    },
    loadTheirs: () => {
      if (theirs === null) return;
      keeper.current?.forget();
      note(theirs);
      show(typedOf(theirs));
      setTheirs(null);
      setStatus({ kind: 'idle' });
      keeper.current?.resume();
    },
    keepMine: () => {
      if (theirs === null) return;
      note(theirs);
      setTheirs(null);
      keeper.current?.resume();
      keeper.current?.changed(latest.current.typed);
    },
  };
}

function storedOf(list: PriceListDetail): Stored {
  return { typed: typedOf(list), revision: list.revision };
}

/** Something typed cannot be read, so that it could not be saved. */
function typedIsHeld({ typed, stored }: { typed: Typed; stored: Stored }): boolean {
  return readTyped(typed).issues.some(({ path }) => typed[path] !== stored.typed[path]);
}

function inOrder(issues: readonly Issue[]): readonly Issue[] {
  return [...issues].sort((a, b) => PATHS.indexOf(a.path) - PATHS.indexOf(b.path));
}
