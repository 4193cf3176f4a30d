import { Skeleton } from '@mantine/core';
import { useTable } from '@tanstack/react-table';
import { type ComponentProps, useMemo } from 'react';
import type { ListItem } from '../../../domain/api/requests.ts';
import { listWords as words } from '../../words/list.ts';
import type { ColumnChoice } from './column-choice.ts';
import { columnsFor, FLEXIBLE_COLUMN, features } from './columns.tsx';
import classes from './list.module.css';
import { useRowOpening } from './row-opening.ts';
import { SelectBox, SelectPageBox } from './select-box.tsx';
import { useIsSelected } from './selection.ts';

interface ListTableProps {
  /** Null while the first answer is on its way: rows of the same height stand in. */
  readonly requests: readonly ListItem[] | null;
  readonly expectedRows: number;
  /** Their codes, in this order; the same object as long as the rows are the same. */
  readonly shown: readonly string[];
  readonly lastOpened: string | null;
  readonly choice: ColumnChoice;
}

const NO_REQUESTS: ListItem[] = [];
/** The boxes stand in the page's own margin: they take next to nothing from the columns. */
const SELECT_WIDTH_PX = 36;

export function ListTable({ requests, expectedRows, shown, lastOpened, choice }: ListTableProps) {
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
        style={{ minWidth: table.getTotalSize() + SELECT_WIDTH_PX }}
        aria-label={words.tableName}
        aria-busy={requests === null}
      >
        <colgroup>
          <col style={{ width: SELECT_WIDTH_PX }} />
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
            <th scope="col" data-column="select">
              <SelectPageBox shown={shown} />
            </th>
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
            ? ghostRows(expectedRows, headers.length + 1)
            : table.getRowModel().rows.map((row) => (
                <Row key={row.id} code={row.id} isLast={row.id === lastOpened} {...opening(row.id)}>
                  <td data-column="select">
                    <SelectBox code={row.id} shown={shown} on="cell" />
                  </td>
                  {row.getVisibleCells().map((cell) => (
                    <td key={cell.id} data-column={cell.column.id}>
                      <table.FlexRender cell={cell} />
                    </td>
                  ))}
                </Row>
              ))}
        </tbody>
      </table>
    </div>
  );
}

/** Picking a row renders this element alone: its cells come from above, unchanged. */
function Row({
  code,
  isLast,
  ...rest
}: ComponentProps<'tr'> & { readonly code: string; readonly isLast: boolean }) {
  const isSelected = useIsSelected(code);
  return <tr data-last={isLast || undefined} data-selected={isSelected || undefined} {...rest} />;
}

const GHOST_WIDTHS = ['84%', '52%', '70%', '60%', '44%', '76%', '64%'];

function ghostRows(rows: number, cells: number) {
  return Array.from({ length: rows }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no identity but their place
    <tr key={row}>
      {Array.from({ length: cells }, (_, cell) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <td key={cell} data-column={cell === 0 ? 'select' : undefined}>
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
