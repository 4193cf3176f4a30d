import { useEffect, useRef } from 'react';

/**
 * Keyboard commands of the whole app, one listener. A command is a key (`c`, `/`, `.`, `[`, `j`,
 * `Enter`, `?`) or two after each other (`g m`). Never inside a text field, never while a dialog or
 * menu is open, never with a modifier. A page's command goes before the frame's for the same key.
 */
type Handler = (event: KeyboardEvent) => void;

const handlers = new Map<string, Handler[]>();
const SEQUENCE_MS = 1_200;
// When keys were pressed counts, not when a busy page came to them.
let prefix: { readonly key: string; readonly atMs: number } | null = null;

export function useKey(command: string, handler: Handler, enabled = true): void {
  useRegistered(command, handler, enabled, 'page');
}

/** For the frame: heard where no page wants the key for itself. */
export function useFrameKey(command: string, handler: Handler, enabled = true): void {
  useRegistered(command, handler, enabled, 'frame');
}

function useRegistered(
  command: string,
  handler: Handler,
  enabled: boolean,
  owner: 'page' | 'frame',
): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!enabled) return;
    const call: Handler = (event) => latest.current(event);
    if (handlers.size === 0) document.addEventListener('keydown', onKeyDown);
    const others = handlers.get(command) ?? [];
    handlers.set(command, owner === 'page' ? [...others, call] : [call, ...others]);
    return () => {
      const rest = (handlers.get(command) ?? []).filter((each) => each !== call);
      if (rest.length > 0) handlers.set(command, rest);
      else handlers.delete(command);
      if (handlers.size === 0) document.removeEventListener('keydown', onKeyDown);
    };
  }, [command, enabled, owner]);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isBusyElsewhere(event)) return;
  const sequence =
    prefix !== null && event.timeStamp - prefix.atMs < SEQUENCE_MS
      ? `${prefix.key} ${event.key}`
      : null;
  prefix = null;
  const handler =
    (sequence === null ? undefined : handlers.get(sequence)?.at(-1)) ??
    handlers.get(event.key)?.at(-1);
  if (handler !== undefined) {
    event.preventDefault();
    handler(event);
    return;
  }
  const opens = [...handlers.keys()].some((command) => command.startsWith(`${event.key} `));
  if (opens) prefix = { key: event.key, atMs: event.timeStamp };
}

// A box to tick takes no letters.
const TEXT_FIELD = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"]';
const OVERLAY = '[role="dialog"], [role="menu"], [role="listbox"]';

function isBusyElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TEXT_FIELD)) return true;
  // Enter and space belong to the button or link that has the focus.
  if ((event.key === 'Enter' || event.key === ' ') && target?.closest('a, button')) return true;
  return [...document.querySelectorAll(OVERLAY)].some((overlay) => overlay.checkVisibility());
}
