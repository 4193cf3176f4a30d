import { Link, Outlet } from '@tanstack/react-router';
import { canAdminister } from '../../../domain/permissions.ts';
import { useMe } from '../../api/queries.ts';
import { NotFound } from '../../ui/states.tsx';
import { adminWords as words } from '../../words/admin.ts';
import classes from './admin.module.css';

const PAGES = [
  { to: '/admin/notifications', label: words.notifications },
  { to: '/admin/deliveries', label: words.deliveries },
] as const;

/** P5: what only admins see, each page by its tab. */
export function AdminArea() {
  if (!canAdminister(useMe())) return <NotFound />;
  return (
    <div className={classes.area}>
      <nav aria-label={words.navigation} className={classes.tabs}>
        {PAGES.map(({ to, label }) => (
          <Link key={to} to={to} className={classes.tab} activeOptions={{ includeSearch: false }}>
            {label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}
