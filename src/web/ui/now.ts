import { createContext, useContext, useSyncExternalStore } from 'react';

/** The minute it is, for relative times: one timer for the whole page, none while nothing shows one. */
const TICK_MS = 20_000;
const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    nowMs = Date.now();
    timer = setInterval(tick, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

export function useNowMs(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}

/** The viewer's IANA zone (R5); the frame provides it from the session. */
export const ViewerZone = createContext('UTC');

export function useViewerZone(): string {
  return useContext(ViewerZone);
}
