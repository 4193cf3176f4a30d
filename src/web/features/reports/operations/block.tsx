import { type ReactNode, useId } from 'react';
import classes from './operations.module.css';

/** One subject of the report: its title, what is counted, the figures. */
export function ReportBlock(props: {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={classes.block} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        {props.title}
      </h2>
      <p className={classes.lead}>{props.lead}</p>
      {props.children}
    </section>
  );
}

/** A few figures side by side, each with what it means where that is not plain. */
export function Figures({
  figures,
}: {
  figures: readonly { readonly label: string; readonly value: ReactNode; readonly help?: string }[];
}) {
  return (
    <dl className={classes.figures}>
      {figures.map(({ label, value, help }) => (
        <div key={label} className={classes.figure}>
          <dt>{label}</dt>
          <dd className={classes.value}>{value}</dd>
          {help !== undefined && <dd className={classes.help}>{help}</dd>}
        </div>
      ))}
    </dl>
  );
}
