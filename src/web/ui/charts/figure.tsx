import { Button } from '@mantine/core';
import { Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { chartWords as words } from '../../words/charts.ts';
import classes from './charts.module.css';

interface FigureProps {
  /** What it shows, for those who do not see it. */
  readonly name: string;
  /** A quiet sentence above the chart. */
  readonly note?: ReactNode;
  /** Drawn for the eye only: it is hidden from screen readers. */
  readonly chart: ReactNode;
  /**
   * The same in words and figures: always there for screen readers and on paper. While it is not
   * shown, Tab must not stop in it.
   */
  readonly table: (isShown: boolean) => ReactNode;
}

/** A chart and the table behind it. */
export function Figure({ name, note, chart, table }: FigureProps) {
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <figure className={classes.figure} aria-label={name}>
      <div className={classes.caption}>
        <p className={classes.note}>{note}</p>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<Table2 size={14} />}
          aria-expanded={isTable}
          aria-controls={id}
          className={classes.toggle ?? ''}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? words.hideTable : words.showTable}
        </Button>
      </div>
      <div aria-hidden="true">{chart}</div>
      {/* It may scroll, and what scrolls must be reachable by keyboard. */}
      <section
        id={id}
        aria-label={words.tableOf(name)}
        className={isTable ? classes.table : classes.unseen}
        {...(isTable ? { tabIndex: 0 } : {})}
      >
        {table(isTable)}
      </section>
    </figure>
  );
}
