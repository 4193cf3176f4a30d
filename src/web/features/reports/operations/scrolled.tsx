import type { ReactNode } from 'react';
import classes from './operations.module.css';

/** A table that may be wider than the page; whoever has no pointer scrolls it with the arrow keys. */
export function Scrolled({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={classes.scroll} aria-label={name} tabIndex={0}>
      {children}
    </section>
  );
}
