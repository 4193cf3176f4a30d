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
import { CodeLink, Partner, Priority, ScheduleNote, StatusCell, TypeName } from './cells.tsx';
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

/** D1's columns, in its order; sizes are pixels. */
export const columns = helper.columns([
  column('code', 112, (request) => <CodeLink request={request} />),
  column('requested', 92, (request) => (
    <span className={classes.requested}>
      <RelativeTime at={request.createdAt} />
      <ScheduleNote request={request} />
    </span>
  )),
  column('type', 158, (request) => <TypeName request={request} />),
  column('team', 86, (request) => TEAM_NAMES[request.team]),
  column('priority', 64, (request) => <Priority priority={request.priority} />),
  column('requester', 122, (request) => <Person person={request.requester} />),
  column('partner', 126, (request) => <Partner request={request} />),
  column('status', 164, (request) => <StatusCell request={request} />),
  column('operator', 112, (request) => request.operator && <Person person={request.operator} />),
  column('qa', 112, (request) => request.qaAgent && <Person person={request.qaAgent} />),
  column('tat', 66, (request) =>
    request.tatMs === null ? null : (
      <span className={classes.figures}>{formatDuration(request.tatMs)}</span>
    ),
  ),
]);

/** The column that takes the room that is left, until somebody sizes it. */
export const FLEXIBLE_COLUMN: ColumnKey = 'partner';
