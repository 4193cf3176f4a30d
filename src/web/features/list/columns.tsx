import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { ListItem } from '../../../domain/api/requests.ts';
import { TEAM_NAMES } from '../../../domain/people.ts';
import { formatDuration } from '../../format.ts';
import { Person } from '../../ui/person.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { COLUMN_NAMES, type ColumnKey } from '../../words/list.ts';
import {
  CodeLink,
  Partner,
  Price,
  Priority,
  ScheduleNote,
  StatusCell,
  TypeName,
} from './cells.tsx';
import classes from './list.module.css';

export const features = tableFeatures({
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
});

const helper = createColumnHelper<typeof features, ListItem>();

function column(id: ColumnKey, size: number, cell: (request: ListItem) => ReactNode) {
  return helper.display({
    id,
    header: COLUMN_NAMES[id],
    size,
    minSize: 56,
    maxSize: 480,
    cell: ({ row }) => cell(row.original),
  });
}

/**
 * D1's columns, in its order; sizes are pixels, together what 1440 px leave beside the rail. P4: the
 * price is a column for its readers only, who see people and types a little narrower for it.
 */
export function columnsFor(seesPrices: boolean) {
  const personWidth = seesPrices ? 108 : 118;
  return helper.columns([
    column('code', 90, (request) => <CodeLink request={request} />),
    column('requested', 88, (request) => (
      <span className={classes.requested}>
        <RelativeTime at={request.createdAt} />
        <ScheduleNote request={request} />
      </span>
    )),
    column('type', seesPrices ? 128 : 136, (request) => <TypeName request={request} />),
    column('team', 83, (request) => TEAM_NAMES[request.team]),
    column('priority', 58, (request) => <Priority priority={request.priority} />),
    column('requester', personWidth, (request) => <Person person={request.requester} />),
    column('partner', seesPrices ? 104 : 106, (request) => <Partner request={request} />),
    column('status', 181, (request) => <StatusCell request={request} />),
    column(
      'operator',
      personWidth,
      (request) => request.operator && <Person person={request.operator} />,
    ),
    column('qa', personWidth, (request) => request.qaAgent && <Person person={request.qaAgent} />),
    column('tat', seesPrices ? 78 : 84, (request) =>
      request.tatMs === null ? null : (
        <span className={classes.figures}>{formatDuration(request.tatMs)}</span>
      ),
    ),
    ...(seesPrices ? [column('price', 132, (request) => <Price price={request.price} />)] : []),
  ]);
}

/** The column that takes the room that is left, until somebody sizes it. */
export const FLEXIBLE_COLUMN: ColumnKey = 'partner';
