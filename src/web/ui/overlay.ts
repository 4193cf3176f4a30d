import { useSyncExternalStore } from 'react';

/** What floats over the whole app and can be asked for from anywhere. */
export type Overlay = 'palette' | 'keys' | null;

let current: Overlay = null;
const listeners = new Set<() => void>();

export function showOverlay(next: Overlay): void {
  current = next;
  for (const listener of listeners) listener();
}

export function isOverlayAsked(): boolean {
  return current !== null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useOverlay(): Overlay {
  return useSyncExternalStore(subscribe, () => current);
}
