import { Link, type LinkProps, Outlet } from '@tanstack/react-router';
import classes from './area.module.css';

interface AreaPage {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
}

/** Several pages of one subject, each by its tab; a tab stays the page's whatever its address filters. */
export function Area({ name, pages }: { name: string; pages: readonly AreaPage[] }) {
  return (
    <div className={classes.area}>
      <nav aria-label={name} className={classes.tabs}>
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
