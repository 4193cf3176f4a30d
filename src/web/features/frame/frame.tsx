import { useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { canAdminister } from '../../../domain/permissions.ts';
import { useMe } from '../../api/queries.ts';
import { ViewerZone } from '../../ui/now.ts';
import { isOverlayAsked } from '../../ui/overlay.ts';
import { useRemembered } from '../../ui/remembered.ts';
import { frame as words } from '../../words/frame.ts';
import { BottomBar } from './bottom-bar.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import classes from './frame.module.css';
import { useNavigationKeys } from './navigation-keys.ts';
import { Rail } from './rail.tsx';
import { Toasts } from './toasts.tsx';

const AlertBar = lazy(() => import('./alert-bar.tsx'));

/** What stands around every page: the rail, at phone width a bottom bar, and what may float. */
export function Frame({ children }: { children: ReactNode }) {
  const me = useMe();
  const [isCollapsed, setCollapsed] = useRemembered('rail-collapsed', (stored) => stored === true);
  const main = useFocusOnNavigation();
  useNavigationKeys(me);
  return (
    <ViewerZone value={me.timezone}>
      <a href="#main" className={classes.skip}>
        {words.skip}
      </a>
      <div className={classes.frame} data-collapsed={isCollapsed || undefined}>
        <Rail me={me} isCollapsed={isCollapsed} onToggle={() => setCollapsed((now) => !now)} />
        <div className={classes.content}>
          <ConnectionBar />
          {canAdminister(me) && (
            <Suspense fallback={null}>
              <AlertBar />
            </Suspense>
          )}
          <main id="main" ref={main} tabIndex={-1} className={classes.main}>
            {children}
          </main>
        </div>
        <BottomBar me={me} />
      </div>
      <Toasts />
    </ViewerZone>
  );
}

/**
 * After a page change the keyboard continues in the new page, unless that page took the focus itself
 * or somebody has gone on meanwhile: asked for the palette, or types into another field.
 */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    const isFirst = shown.current === undefined;
    shown.current = path;
    const focused = document.activeElement;
    if (isFirst || main.current?.contains(focused)) return;
    if (isOverlayAsked() || focused?.matches('input, textarea, select')) return;
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
