import { type RefObject, useEffect } from 'react';

/** Longer than a dialog takes to hand the focus back by itself. */
const PAUSE_MS = 30;

/**
 * Stands in a dialog. When the dialog is gone and the focus with it, the focus goes back to where it
 * came from: the button, or the one of the menu whose item was chosen; to the page when that is gone
 * too. A keyboard would otherwise begin again at the top of the document. `to` names the button where
 * the dialog comes too late to see it, being loaded first.
 */
export function FocusBack({ to }: { to?: RefObject<HTMLElement | null> | undefined }) {
  useEffect(() => {
    const opener = openerOf(document.activeElement);
    return () => {
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        (to?.current ?? opener)?.focus({ preventScroll: true });
        if (document.activeElement !== document.body) return;
        document.getElementById('main')?.focus({ preventScroll: true });
      }, PAUSE_MS);
    };
  }, [to]);
  return null;
}

/** Menus are named by their button. */
function openerOf(element: Element | null): HTMLElement | null {
  const button = element?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  if (button != null) return document.getElementById(button);
  return element instanceof HTMLElement ? element : null;
}
