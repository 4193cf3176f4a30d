import { useLocation, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ListItem } from '../../../domain/api/requests.ts';

/** Which request was opened from which list, for as long as the app is loaded. */
const openedFrom = new Map<string, string>();

/**
 * The list keeps its place: the row that was opened is marked, and has the keyboard again when
 * somebody comes back. The scroll position is the router's to restore.
 */
export function useReturnedTo(requests: readonly ListItem[] | null): string | null {
  const href = useLocation({ select: (location) => location.href });
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onBeforeNavigate', ({ fromLocation, toLocation }) => {
        const code = /^\/requests\/([^/]+)$/.exec(toLocation.pathname)?.[1];
        if (fromLocation?.pathname === '/requests' && code !== undefined) {
          openedFrom.set(fromLocation.href, decodeURIComponent(code));
        }
      }),
    [router],
  );
  const code = openedFrom.get(href) ?? null;
  const isLoaded = requests !== null;
  const hasReturned = useRef(false);
  useEffect(() => {
    if (hasReturned.current || !isLoaded) return;
    hasReturned.current = true;
    if (code !== null) rowLink(code)?.focus({ preventScroll: true });
  }, [isLoaded, code]);
  return code;
}

/** Table rows and cards mark their link alike. */
function rowLink(code: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-row-link="${CSS.escape(code)}"]`);
}
