import { Button } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import type { Work } from '../../../../domain/api/reports.ts';
import { formatCount, formatDuration } from '../../../format.ts';
import { Person } from '../../../ui/person.tsx';
import { operationsWords as words } from '../../../words/operations.ts';
import classes from './operations.module.css';
import { Scrolled } from './scrolled.tsx';
import { FIRST_ORDER, pressed, sortWork, type WorkColumn, type WorkOrder } from './sort.ts';

const SHOWN = 10;

/** D4: what each person did in the period; sorted by any column. */
export function WorkTable(props: {
  readonly name: string;
  readonly medianName: string;
  readonly work: readonly Work[];
}) {
  const { name, medianName, work } = props;
  const [order, setOrder] = useState(FIRST_ORDER);
  const [showsAll, setShowsAll] = useState(false);
  if (work.length === 0) return <p className={classes.note}>{words.noWork}</p>;
  const sorted = sortWork(work, order);
  const shown = showsAll ? sorted : sorted.slice(0, SHOWN);
  const head = (column: WorkColumn, label: string) => (
    <SortHead
      key={column}
      column={column}
      label={label}
      order={order}
      onPress={() => setOrder(pressed(order, column))}
    />
  );
  return (
    <>
      <Scrolled name={words.workTable(name)}>
        <table className={`${classes.table} ${classes.work}`} aria-label={name}>
          <thead>
            <tr>
              {head('name', words.person)}
              {head('taken', words.taken)}
              {head('completed', words.completed)}
              {head('rejected', words.rejected)}
              {head('medianMs', medianName)}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ person, taken, completed, rejected, medianMs }) => (
              <tr key={person.id}>
                <th scope="row">
                  <Person person={person} />
                </th>
                <td className={classes.number}>{formatCount(taken)}</td>
                <td className={classes.number}>{formatCount(completed)}</td>
                <td className={classes.number}>{formatCount(rejected)}</td>
                <td className={classes.number}>
                  {medianMs === null ? words.none : formatDuration(medianMs)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      {work.length > SHOWN && (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          className={classes.more ?? ''}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? words.showFewer : words.showAll(formatCount(work.length))}
        </Button>
      )}
    </>
  );
}

function SortHead(props: {
  readonly column: WorkColumn;
  readonly label: string;
  readonly order: WorkOrder;
  readonly onPress: () => void;
}) {
  const { column, label, order, onPress } = props;
  const isSorted = order.column === column;
  const Arrow = order.isDescending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (order.isDescending ? 'descending' : 'ascending') : 'none'}
      className={column === 'name' ? undefined : classes.number}
    >
      <button type="button" className={classes.sort} onClick={onPress}>
        {label}
        {isSorted && <Arrow size={12} aria-hidden="true" />}
      </button>
    </th>
  );
}
