import { useSyncExternalStore } from 'react';
import { ApiError } from '../../../api/client.ts';
import type { CompleteSearch } from '../../../api/export-search.ts';
import { formatFileSize } from '../../../format.ts';
import { showToast } from '../../../ui/toast.ts';
import { states } from '../../../words/common.ts';
import { exportsWords as words } from '../../../words/exports.ts';
import { BrokeOff, type Received, receiveReport } from './receive.ts';

export interface Download {
  readonly fileName: string;
  readonly received: Received | null;
  readonly cancel: () => void;
}

/**
 * The one download under way. It outlives its page: whoever goes on to another page meanwhile still
 * gets the file, and finds its progress when they come back.
 */
let current: Download | null = null;
const listeners = new Set<() => void>();

function change(next: Download | null): void {
  current = next;
  for (const listener of listeners) listener();
}

export function useDownload(): Download | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** D2: nothing is saved unless all of it arrived; whatever became of it is said in a toast. */
export async function startDownload(search: CompleteSearch, fileName: string): Promise<void> {
  if (current !== null) return;
  const controller = new AbortController();
  const download = { fileName, cancel: () => controller.abort() };
  change({ ...download, received: null });
  const announce = slowly((received: Received) => change({ ...download, received }));
  try {
    const { file, name } = await receiveReport(search, {
      signal: controller.signal,
      onProgress: announce,
    });
    save(file, name ?? fileName);
    showToast({ text: words.saved(name ?? fileName) });
  } catch (error) {
    if (controller.signal.aborted) showToast({ text: words.cancelled });
    else showToast({ text: failureText(error), tone: 'failed' });
  } finally {
    change(null);
  }
}

const REPAINT_MS = 100;

/** Chunks arrive by the hundred; nobody reads that fast. */
function slowly<T>(say: (value: T) => void): (value: T) => void {
  let saidAtMs = 0;
  return (value) => {
    const nowMs = performance.now();
    if (nowMs - saidAtMs < REPAINT_MS) return;
    saidAtMs = nowMs;
    say(value);
  };
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser copies the file on its own time.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function failureText(error: unknown): string {
  if (error instanceof BrokeOff) return words.brokeOff(formatFileSize(error.bytes));
  if (!(error instanceof ApiError)) return states.serverDownText;
  return error.problem.issues?.[0]?.message ?? error.problem.detail;
}
