import { useSyncExternalStore } from 'react';

/**
 * A session can end while somebody types: idle too long, password changed elsewhere. Requests that
 * meet this wait here; the frame shows a sign-in over the mounted page, and once the same person is
 * back every waiting request is sent again. Nothing typed is lost.
 */
let waiting: readonly (() => void)[] = [];
const listeners = new Set<() => void>();

function change(next: readonly (() => void)[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

/** Resolves once somebody signed in again; rejects when the caller's signal aborts first. */
export function signedInAgain(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    change([...waiting, resolve]);
    // Its entry stays: the session has ended, whether or not this request is still wanted.
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Called by the sign-in dialog. */
export function resumeWaiting(): void {
  const resumed = waiting;
  change([]);
  for (const resume of resumed) resume();
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting.length > 0,
  );
}
