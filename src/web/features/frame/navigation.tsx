import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import {
  Archive,
  ChartColumn,
  CircleCheck,
  Inbox,
  type LucideIcon,
  Settings2,
  UserRound,
} from 'lucide-react';
import type { Me } from '../../../domain/api/people.ts';
import type { CountOf, View } from '../../../domain/api/requests.ts';
import { canAdminister, canSeeReports } from '../../../domain/permissions.ts';
import { countsQuery } from '../../api/queries.ts';
import { viewName, viewsFor } from '../../api/views.ts';
import { formatCount } from '../../format.ts';
import { frame as words } from '../../words/frame.ts';
import classes from './navigation.module.css';

export const VIEW_ICONS: Readonly<Record<View, LucideIcon>> = {
  my_work: Inbox,
  needs_approval: CircleCheck,
  my_requests: UserRound,
  all: Archive,
};

/** The ready views with what waits in each; the numbers arrive after the page. */
export function Views({ me, isCollapsed = false }: { me: Me; isCollapsed?: boolean }) {
  const counts = useQuery({ ...countsQuery, refetchInterval: 60_000 }).data?.views;
  return (
    <ul className={classes.views} data-collapsed={isCollapsed || undefined}>
      {viewsFor(me).map((view) => (
        <li key={view}>
          <ViewLink view={view} count={counts?.[view] ?? null} />
        </li>
      ))}
    </ul>
  );
}

/** What is there for a role and is no list of requests. */
export function Areas({ me, isCollapsed = false }: { me: Me; isCollapsed?: boolean }) {
  if (!canSeeReports(me) && !canAdminister(me)) return null;
  return (
    <ul className={classes.views} data-collapsed={isCollapsed || undefined}>
      {canSeeReports(me) && (
        <li>
          <AreaLink area="/reports" to="/reports/summary" name={words.reports} Icon={ChartColumn} />
        </li>
      )}
      {canAdminister(me) && (
        <li>
          <AreaLink area="/admin" to="/admin/users" name={words.admin} Icon={Settings2} />
        </li>
      )}
    </ul>
  );
}

interface AreaLinkProps {
  /** The address that all its pages stand below. */
  readonly area: string;
  readonly to: '/reports/summary' | '/admin/users';
  readonly name: string;
  readonly Icon: LucideIcon;
}

function AreaLink({ area, to, name, Icon }: AreaLinkProps) {
  const isHere = useRouterState({
    select: ({ location }) => location.pathname.startsWith(`${area}/`),
  });
  return (
    <Link to={to} className={classes.link} aria-current={isHere ? 'page' : undefined} title={name}>
      <Icon size={16} aria-hidden="true" />
      <span className={classes.label}>{name}</span>
    </Link>
  );
}

function ViewLink({ view, count }: { view: View; count: CountOf | null }) {
  const Icon = VIEW_ICONS[view];
  const isHere = useRouterState({
    select: ({ location }) =>
      location.pathname === '/requests' && (location.search.view ?? 'all') === view,
  });
  return (
    <Link
      to="/requests"
      search={{ view }}
      className={classes.link}
      aria-current={isHere ? 'page' : undefined}
      title={viewName(view)}
    >
      <Icon size={16} aria-hidden="true" />
      <span className={classes.label}>{viewName(view)}</span>
      {count !== null && <span className={classes.count}>{shownCount(count)}</span>}
    </Link>
  );
}

function shownCount({ count, more }: CountOf): string {
  return more ? `${formatCount(count)}+` : formatCount(count);
}
