import { Skeleton } from '@mantine/core';
import { useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { ListItem } from '../../../domain/api/requests.ts';
import { listWords as words } from '../../words/list.ts';
import type { ColumnChoice } from './column-choice.ts';
import { columnsFor, FLEXIBLE_COLUMN, features } from './columns.tsx';
import classes from './list.module.css';
import { useRowOpening } from './row-opening.ts';

interface ListTableProps {
  /** Null while the first answer is on its way: rows of the same height stand in. */
  readonly requests: readonly ListItem[] | null;
  readonly expectedRows: number;
  readonly lastOpened: string | null;
  readonly choice: ColumnChoice;
}

const NO_REQUESTS: ListItem[] = [];

export function ListTable({ requests, expectedRows, lastOpened, choice }: ListTableProps) {
  const seesPrices = choice.keys.includes('price');
  const columns = useMemo(() => columnsFor(seesPrices), [seesPrices]);
  const table = useTable({
    features,
    columns,
    data: requests ?? NO_REQUESTS,
    getRowId: (request) => request.code,
    columnResizeMode: 'onChange',
    state: { columnVisibility: choice.visibility, columnSizing: choice.sizing },
    onColumnSizingChange: choice.setSizing,
  });
  const opening = useRowOpening();
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  return (
    <div className={classes.scroll} data-scroll-restoration-id="list">
      <table
        className={classes.table}
        style={{ minWidth: table.getTotalSize() }}
        aria-label={words.tableName}
        aria-busy={requests === null}
      >
        <colgroup>
          {headers.map(({ column }) => (
            <col
              key={column.id}
              style={{
                width:
                  column.id === FLEXIBLE_COLUMN && choice.sizing[column.id] === undefined
                    ? undefined
                    : column.getSize(),
              }}
            />
          ))}
        </colgroup>
        <thead>
          <tr>
            {headers.map((header) => (
              <th key={header.id} scope="col" data-column={header.column.id}>
                <span className={classes.clip}>
                  <table.FlexRender header={header} />
                </span>
                {/* Dragging is a convenience for the mouse: widths can be reset in the column menu. */}
                <span
                  className={classes.resizer}
                  data-active={header.column.getIsResizing() || undefined}
                  aria-hidden="true"
                  onMouseDown={header.getResizeHandler()}
                  onTouchStart={header.getResizeHandler()}
                  onDoubleClick={() => header.column.resetSize()}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {requests === null
            ? ghostRows(expectedRows, headers.length)
            : table.getRowModel().rows.map((row) => (
                <tr
                  key={row.id}
                  data-last={row.id === lastOpened || undefined}
                  {...opening(row.id)}
                >
                  {row.getVisibleCells().map((cell) => (
                    <td key={cell.id} data-column={cell.column.id}>
                      <table.FlexRender cell={cell} />
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  );
}

const GHOST_WIDTHS = ['84%', '52%', '70%', '60%', '44%', '76%', '64%'];

function ghostRows(rows: number, cells: number) {
  return Array.from({ length: rows }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no identity but their place
    <tr key={row}>
      {Array.from({ length: cells }, (_, cell) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <td key={cell}>
          <Skeleton
            height={10}
            radius={4}
            width={GHOST_WIDTHS[(row * 3 + cell * 5) % GHOST_WIDTHS.length] ?? '60%'}
          />
        </td>
      ))}
    </tr>
  ));
}
