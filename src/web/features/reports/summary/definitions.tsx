import { useId } from 'react';
import { definitionWords as words } from '../../../words/summary.ts';
import classes from './summary.module.css';

/** What counts, which date, whose days, how it is rounded: on the page, and on paper with it. */
export function Definitions({ zone, withCosts }: { zone: string; withCosts: boolean }) {
  const id = useId();
  const list = withCosts ? [...words.list(zone), words.costs] : words.list(zone);
  return (
    <section aria-labelledby={id} className={classes.section}>
      <h2 id={id} className={classes.sectionTitle}>
        {words.title}
      </h2>
      <dl className={classes.definitions}>
        {list.map(({ term, text }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
