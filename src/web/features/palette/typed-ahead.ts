import { useCallback, useLayoutEffect, useRef } from 'react';
import { showOverlay } from '../../ui/overlay.ts';

/**
 * Between asking for the palette and its opening, which takes as long as its code travels, what is
 * typed belongs to the palette: it must neither be lost nor act on the page below. The palette takes
 * the text once its field has the focus.
 */
export function useTypedAhead(isAsked: boolean): () => string {
  const take = useRef<(() => string) | null>(null);
  useLayoutEffect(() => {
    if (!isAsked) return;
    let text = '';
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key === 'Escape') showOverlay(null);
      else if (event.key === 'Backspace') text = Array.from(text).slice(0, -1).join('');
      else if (Array.from(event.key).length === 1) text += event.key;
      else if (event.key !== 'Enter') return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const stop = () => window.removeEventListener('keydown', onKeyDown, true);
    window.addEventListener('keydown', onKeyDown, true);
    take.current = () => {
      stop();
      take.current = null;
      return text;
    };
    return stop;
  }, [isAsked]);
  return useCallback(() => take.current?.() ?? '', []);
}
