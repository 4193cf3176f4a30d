import { Skeleton } from '@mantine/core';
import type { PreviewAnswer } from '../../../../domain/api/exports.ts';
import { formatCount } from '../../../format.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { exportsWords as words } from '../../../words/exports.ts';
import classes from './exports.module.css';

/** The first rows, cell by cell as the file will have them. */
export function Preview({ preview }: { preview: PreviewAnswer }) {
  const { rowCount, rows, columns, basis } = preview;
  return (
    <>
      <p className={classes.facts}>
        <strong>{words.rows(formatCount(rowCount), rowCount === 1)}</strong>
        <span>{words.columns(formatCount(columns.length))}</span>
        <span>{basis}</span>
        {rowCount > rows.length && <span>{words.firstRows(formatCount(rows.length))}</span>}
      </p>
      {rowCount === 0 ? (
        <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        <section className={classes.scroll} aria-label={words.previewTable} tabIndex={0}>
          <table className={classes.preview} aria-label={words.previewTable}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row[0]}>
                  {row.map((cell, at) => (
                    <td key={columns[at]} title={cell}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

export function PreviewSkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton height={10} width={260} radius={4} my={5} />
      <Skeleton height={320} radius={6} mt={12} />
    </div>
  );
}
