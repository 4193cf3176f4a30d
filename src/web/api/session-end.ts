import { useSyncExternalStore } from 'react';

/**
 * A session can end while somebody types: idle too long, password changed elsewhere. Requests that
 * meet this wait here; the frame shows a sign-in over the mounted page, and once the same person is
 * back every waiting request is sent again. Nothing typed is lost.
 */
let waiting: readonly (() => void)[] = [];
let signIns = 0;
const listeners = new Set<() => void>();

function change(next: readonly (() => void)[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

/** How often somebody signed in again: taken before a request is sent, handed to `signedInAgain`. */
export function signInCount(): number {
  return signIns;
}

/**
 * Resolves once somebody signed in again since `countAtSending`; rejects when the caller's signal
 * aborts first. A refusal that was under way during the sign-in resolves at once.
 */
export function signedInAgain(countAtSending: number, signal?: AbortSignal): Promise<void> {
  if (countAtSending !== signIns) return Promise.resolve();
  return new Promise((resolve, reject) => {
    change([...waiting, resolve]);
    // Its entry stays: the session has ended, whether or not this request is still wanted.
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Called by the sign-in dialog. */
export function resumeWaiting(): void {
  signIns += 1;
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
