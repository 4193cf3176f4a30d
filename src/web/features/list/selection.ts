import { useSyncExternalStore } from 'react';
import { BULK_MOST_ROWS } from '../../../domain/api/bulk.ts';

/**
 * The requests somebody picked, for as long as the app is loaded: over pages, filters and visits to
 * a request. Outside React, so that picking one row renders that row and not the table.
 */

let codes: readonly string[] = [];
let members: ReadonlySet<string> = new Set();
/** Where a range starts: the row that was picked last. */
let anchor: string | null = null;
/** Some did not fit any more. */
let isFull = false;
const listeners = new Set<() => void>();

function become(next: readonly string[], full = false): void {
  codes = next;
  members = new Set(next);
  isFull = full;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** As many as fit, in the order in which they were picked. */
export function select(more: readonly string[]): void {
  const fresh = more.filter((code) => !members.has(code));
  const all = [...codes, ...fresh];
  become(all.slice(0, BULK_MOST_ROWS), all.length > BULK_MOST_ROWS);
}

export function deselect(some: readonly string[]): void {
  const gone = new Set(some);
  become(codes.filter((code) => !gone.has(code)));
}

export function clearSelection(): void {
  anchor = null;
  become([]);
}

/** Picks a row, or drops it; what is picked next by range starts here. */
export function toggle(code: string): void {
  anchor = code;
  if (members.has(code)) deselect([code]);
  else select([code]);
}

/**
 * Everything from the row picked last to this one, as the page shows it; this row alone where that
 * one is not on the page. Dropping works the same way: what the first row became, the others become.
 */
export function toggleTo(code: string, shown: readonly string[]): void {
  const from = anchor === null ? -1 : shown.indexOf(anchor);
  const to = shown.indexOf(code);
  if (anchor === null || from === -1 || to === -1) {
    toggle(code);
    return;
  }
  const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  if (members.has(anchor)) select(range);
  else deselect(range);
}

/** The whole page: all of it, or none once all of it is picked. */
export function togglePage(shown: readonly string[]): void {
  anchor = null;
  if (shown.every((code) => members.has(code))) deselect(shown);
  else select(shown);
}

export function selectedCodes(): readonly string[] {
  return codes;
}

export function useSelection(): readonly string[] {
  return useSyncExternalStore(subscribe, () => codes);
}

/** Told apart from the selection itself: who asks this renders twice, not with every row. */
export function useHasSelection(): boolean {
  return useSyncExternalStore(subscribe, () => codes.length > 0);
}

export function useSelectionFull(): boolean {
  return useSyncExternalStore(subscribe, () => isFull);
}

export function useIsSelected(code: string): boolean {
  return useSyncExternalStore(subscribe, () => members.has(code));
}

export type PageState = 'none' | 'some' | 'all';

export function usePageState(shown: readonly string[]): PageState {
  return useSyncExternalStore(subscribe, () => {
    const count = shown.filter((code) => members.has(code)).length;
    return count === 0 ? 'none' : count === shown.length ? 'all' : 'some';
  });
}
