import { useRouter } from '@tanstack/react-router';
import { type MouseEvent, useRef } from 'react';

/** Long enough that a mouse on its way across the list fetches nothing. */
const HOVER_MS = 70;

/** A whole row opens its request on click and middle click, and prefetches it when hovered. */
export function useRowOpening() {
  const router = useRouter();
  const hover = useRef<ReturnType<typeof setTimeout>>(undefined);
  return (code: string) => {
    const target = { to: '/requests/$code', params: { code } } as const;
    const open = (event: MouseEvent) => {
      // Links, buttons and boxes inside act for themselves; marking text is not a click.
      if (event.target instanceof Element && event.target.closest('a, button, label')) return;
      if (String(getSelection()) !== '') return;
      if (event.button === 1 || event.metaKey || event.ctrlKey) {
        window.open(router.buildLocation(target).href, '_blank', 'noopener');
      } else if (event.button === 0) {
        void router.navigate(target);
      }
    };
    return {
      onClick: open,
      onAuxClick: open,
      onMouseEnter: () => {
        clearTimeout(hover.current);
        hover.current = setTimeout(() => void router.preloadRoute(target), HOVER_MS);
      },
      onMouseLeave: () => clearTimeout(hover.current),
    };
  };
}
