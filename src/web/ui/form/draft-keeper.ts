import type { DraftBody } from '../../../domain/api/drafts.ts';

/**
 * Saves a draft a moment after the last change. One save at a time, the newest body wins, a failed
 * save is repeated with growing pauses. No React and no clock of its own: tests drive it.
 */

export const DEBOUNCE_MS = 1_000;
const RETRY_FIRST_MS = 2_000;
const RETRY_MAX_MS = 30_000;

export type DraftStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly savedAt: string }
  /** Will be tried again. */
  | { readonly kind: 'retrying' }
  /** The server refused this body; the next change tries again. */
  | { readonly kind: 'refused' };

export interface DraftKeeper<Body = DraftBody> {
  readonly changed: (body: Body) => void;
  /** The page goes away: send now what has not been sent. */
  readonly flush: () => void;
  /** No timer fires any more and no save is under way: safe to submit or discard. */
  readonly settle: () => Promise<void>;
  /** Saving starts again after `settle`, when the submission failed. */
  readonly resume: () => void;
  /** Drops what has not been sent. */
  readonly forget: () => void;
}

export function createDraftKeeper<Body = DraftBody>(options: {
  readonly save: (body: Body, keepalive: boolean) => Promise<{ savedAt: string }>;
  /** Is this failure worth repeating? */
  readonly isPassing: (error: unknown) => boolean;
  readonly onStatus: (status: DraftStatus) => void;
}): DraftKeeper<Body> {
  let waiting: Body | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running: Promise<void> | null = null;
  let retryMs = RETRY_FIRST_MS;
  let paused = false;

  const stopTimer = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const startTimer = (delayMs: number): void => {
    stopTimer();
    if (!paused) timer = setTimeout(start, delayMs);
  };

  function start(keepalive = false): void {
    stopTimer();
    const body = waiting;
    if (body === null || running !== null) return;
    waiting = null;
    options.onStatus({ kind: 'saving' });
    running = save(body, keepalive).finally(() => {
      running = null;
      if (waiting !== null && timer === null) startTimer(DEBOUNCE_MS);
    });
  }

  async function save(body: Body, keepalive: boolean): Promise<void> {
    try {
      const { savedAt } = await options.save(body, keepalive);
      retryMs = RETRY_FIRST_MS;
      options.onStatus({ kind: 'saved', savedAt });
    } catch (error) {
      const passing = options.isPassing(error);
      options.onStatus({ kind: passing ? 'retrying' : 'refused' });
      if (!passing) return;
      waiting ??= body;
      startTimer(retryMs);
      retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
    }
  }

  return {
    changed: (body) => {
      waiting = body;
      startTimer(DEBOUNCE_MS);
    },
    flush: () => {
      if (!paused) start(true);
    },
    settle: async () => {
      paused = true;
      stopTimer();
      await running;
      stopTimer();
    },
    resume: () => {
      paused = false;
      if (waiting !== null) startTimer(DEBOUNCE_MS);
    },
    forget: () => {
      waiting = null;
      stopTimer();
    },
  };
}
