import { useDisclosure } from '@mantine/hooks';
import { Link, useRouterState } from '@tanstack/react-router';
import { Menu as MenuIcon, Plus, Search } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { Me } from '../../../domain/api/people.ts';
import { homeView, viewsFor } from '../../api/views.ts';
import { showOverlay } from '../../ui/overlay.ts';
import { frame as words } from '../../words/frame.ts';
import classes from './bottom-bar.module.css';
import { mayCreateAnything } from './may-create.ts';
import { VIEW_ICONS } from './navigation.tsx';

const MobileDrawer = lazy(() => import('./mobile-drawer.tsx'));

/** The rail at phone width: the two likeliest views, a new request, search, and a drawer for the rest. */
export function BottomBar({ me }: { me: Me }) {
  const [isOpen, drawer] = useDisclosure(false);
  const here = useRouterState({
    select: ({ location }) =>
      location.pathname === '/requests' ? (location.search.view ?? 'all') : null,
  });
  const home = homeView(me);
  const shown = viewsFor(me)
    .filter((view) => view === home || view === 'all')
    .slice(0, 2);
  return (
    <nav className={classes.bar} aria-label={words.navigation}>
      {shown.map((view) => {
        const Icon = VIEW_ICONS[view];
        return (
          <Link
            key={view}
            to="/requests"
            search={{ view }}
            className={classes.item}
            aria-current={here === view ? 'page' : undefined}
          >
            <Icon size={20} aria-hidden="true" />
            <span className={classes.label}>{words.barView[view]}</span>
          </Link>
        );
      })}
      {mayCreateAnything(me) && (
        <Link to="/new" className={classes.item}>
          <Plus size={20} aria-hidden="true" />
          <span className={classes.label}>{words.new}</span>
        </Link>
      )}
      <button type="button" className={classes.item} onClick={() => showOverlay('palette')}>
        <Search size={20} aria-hidden="true" />
        <span className={classes.label}>{words.search}</span>
      </button>
      <button
        type="button"
        className={classes.item}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={drawer.open}
      >
        <MenuIcon size={20} aria-hidden="true" />
        <span className={classes.label}>{words.more}</span>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <MobileDrawer me={me} onClose={drawer.close} />
        </Suspense>
      )}
    </nav>
  );
}
