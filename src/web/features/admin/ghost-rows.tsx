import { Skeleton } from '@mantine/core';
import classes from './rows.module.css';

const WIDTHS = ['60%', '78%', '84%', '70%', '52%'];

/** Rows of a table to come, at their height; `columns` are its keys, the one called `details` stays empty. */
export function GhostRows({ columns, count = 20 }: { columns: readonly string[]; count?: number }) {
  return Array.from({ length: count }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no identity but their place
    <tr key={row} className={classes.row}>
      {columns.map((column, at) => (
        <td key={column}>
          {column !== 'details' && (
            <Skeleton
              height={10}
              radius={4}
              width={WIDTHS[(row * 3 + at * 2) % WIDTHS.length] ?? '60%'}
            />
          )}
        </td>
      ))}
    </tr>
  ));
}

/** The same at phone width. */
export function GhostCards() {
  return Array.from({ length: 8 }, (_, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no identity but their place
    <li key={at} className={classes.card}>
      <Skeleton height={10} width="40%" radius={4} my={5} />
      <Skeleton height={12} width="80%" radius={4} my={8} />
      <Skeleton height={10} width="60%" radius={4} my={5} />
    </li>
  ));
}
