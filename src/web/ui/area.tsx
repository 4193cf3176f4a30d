import { Link, type LinkProps, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import classes from './area.module.css';

export interface AreaPage {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
}

/** Several pages of one subject, each by its tab; a tab stays the page's whatever its address filters. */
export function Area({ name, pages }: { name: string; pages: readonly AreaPage[] }) {
  const tabs = useCurrentInSight();
  return (
    <div className={classes.area}>
      <nav ref={tabs} aria-label={name} className={classes.tabs}>
        {pages.map(({ to, label }) => (
          <Link
            key={String(to)}
            to={to}
            className={classes.tab}
            activeOptions={{ includeSearch: false }}
          >
            {label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}

/** Where the tabs are wider than the window, the page's own is never outside of it. */
function useCurrentInSight() {
  const tabs = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page has another current tab
  useEffect(() => {
    const row = tabs.current;
    const current = row?.querySelector<HTMLElement>('[aria-current="page"]');
    if (row == null || current == null) return;
    // Called at once, and again when a phone is turned.
    const watcher = new ResizeObserver(() => {
      row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
    });
    watcher.observe(row);
    return () => watcher.disconnect();
  }, [path]);
  return tabs;
}
