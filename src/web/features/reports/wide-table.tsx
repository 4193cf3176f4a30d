import type { ReactNode } from 'react';
import classes from './reports.module.css';

/** A table that scrolls sideways where it is wider than the screen, by keyboard too. */
export function WideTable({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.wide} aria-labelledby={labelledBy} tabIndex={0}>
      <table className={classes.table} aria-labelledby={labelledBy}>
        {children}
      </table>
    </section>
  );
}
