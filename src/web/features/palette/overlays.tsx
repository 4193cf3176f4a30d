import { lazy, Suspense, useEffect } from 'react';
import { showOverlay, useOverlay } from '../../ui/overlay.ts';
import { useTypedAhead } from './typed-ahead.ts';

const loadPalette = () => import('./palette.tsx');
const Palette = lazy(loadPalette);
const KeyHelp = lazy(() => import('./key-help.tsx'));

/** The command palette (Ctrl/Cmd-K, also inside text fields) and the keyboard help. */
export function Overlays() {
  const overlay = useOverlay();
  const takeTyped = useTypedAhead(overlay === 'palette');
  useEffect(() => whenIdle(() => void loadPalette().catch(() => undefined)), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey) return;
      if (event.ctrlKey === event.metaKey) return;
      event.preventDefault();
      showOverlay('palette');
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  const close = () => showOverlay(null);
  return (
    <Suspense fallback={null}>
      {overlay === 'palette' && <Palette takeTyped={takeTyped} onClose={close} />}
      {overlay === 'keys' && <KeyHelp onClose={close} />}
    </Suspense>
  );
}

/** Once the page stands and nothing is going on. Safari knows no idle time: there, a little later. */
function whenIdle(run: () => void): () => void {
  if ('requestIdleCallback' in globalThis) {
    const handle = requestIdleCallback(run, { timeout: 5_000 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(run, 1_000);
  return () => clearTimeout(timer);
}
