import { Link } from '@tanstack/react-router';
import type { OperationsAnswer } from '../../../../domain/api/reports.ts';
import { QUEUE_AGES_MS } from '../../../../domain/reports/choices.ts';
import {
  isFinal,
  STATUS_NAMES,
  STATUSES,
  type Status,
} from '../../../../domain/requests/request.ts';
import type { ListSearch } from '../../../api/list-search.ts';
import type { ReportSearch } from '../../../api/reports.ts';
import { formatCount, formatDuration } from '../../../format.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { StatusWord } from '../../../ui/status.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { operationsWords as words } from '../../../words/operations.ts';
import classes from './operations.module.css';
import { Scrolled } from './scrolled.tsx';

type Row = OperationsAnswer['queue'][number];

const AGES = [...QUEUE_AGES_MS, null].map((untilMs, at) =>
  ageLabel(QUEUE_AGES_MS[at - 1], untilMs),
);

/** D4: what waits now by status and age; the list behind a count has the same filters. */
export function Queue({ queue, search }: { queue: readonly Row[]; search: ReportSearch }) {
  const all = queue.reduce((sum, { total }) => sum + total, 0);
  if (all === 0) return <EmptyState title={words.noQueueTitle}>{words.noQueueText}</EmptyState>;
  const open = STATUSES.filter((status) => !isFinal(status));
  const rows = open.flatMap((status) => queue.find((row) => row.status === status) ?? []);
  const most = Math.max(...rows.flatMap(({ ages }) => ages));
  return (
    <Scrolled name={words.queueTable}>
      <table className={classes.table} aria-label={words.queueTable}>
        <thead>
          <tr>
            <th scope="col">{words.status}</th>
            {AGES.map((label) => (
              <th key={label} scope="col" className={classes.number}>
                {label}
              </th>
            ))}
            <th scope="col" className={classes.number}>
              {words.total}
            </th>
            <th scope="col" className={classes.number} title={words.overTargetHelp}>
              {words.overTarget}
            </th>
            <th scope="col">{words.oldest}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <QueueRow key={row.status} row={row} most={most} search={search} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.allStatuses}</th>
            {AGES.map((label, at) => (
              <td key={label} className={classes.number}>
                {formatCount(rows.reduce((sum, { ages }) => sum + (ages[at] ?? 0), 0))}
              </td>
            ))}
            <td className={classes.number}>
              <CountLink count={all} statuses={open} search={search} />
            </td>
            <td className={classes.number}>
              {formatCount(rows.reduce((sum, { overTarget }) => sum + overTarget, 0))}
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </Scrolled>
  );
}

function QueueRow({ row, most, search }: { row: Row; most: number; search: ReportSearch }) {
  const { status, ages, total, oldestCode, oldestSince, overTarget } = row;
  return (
    <tr data-empty={total === 0 || undefined}>
      <th scope="row">
        <StatusWord status={status} />
      </th>
      {AGES.map((label, at) => {
        const count = ages[at] ?? 0;
        return (
          <td key={label} className={classes.heat} style={shade(count / most)}>
            {formatCount(count)}
          </td>
        );
      })}
      <td className={classes.number}>
        <CountLink count={total} statuses={[status]} search={search} />
      </td>
      <td className={classes.number}>{formatCount(overTarget)}</td>
      <td className={classes.oldest}>
        {oldestCode !== null && oldestSince !== null && (
          <>
            <Link
              to="/requests/$code"
              params={{ code: oldestCode }}
              className={`mono ${classes.code}`}
            >
              {oldestCode}
            </Link>{' '}
            <RelativeTime at={oldestSince} />
          </>
        )}
      </td>
    </tr>
  );
}

/** The darker, the more; light enough at most for the figure on it. */
function shade(share: number) {
  if (share === 0) return undefined;
  const percent = (8 + 22 * share).toFixed(1);
  return { background: `color-mix(in srgb, var(--accent) ${percent}%, transparent)` };
}

function CountLink(props: {
  readonly count: number;
  readonly statuses: readonly Status[];
  readonly search: ReportSearch;
}) {
  const { count, statuses, search } = props;
  const shown = formatCount(count);
  if (count === 0) return shown;
  return (
    <Link
      to="/requests"
      search={listOf(statuses, search)}
      className={classes.link}
      aria-label={words.inStatus(shown, statuses.map((status) => STATUS_NAMES[status]).join(', '))}
    >
      {shown}
    </Link>
  );
}

function listOf(statuses: readonly Status[], { team, type }: ReportSearch): ListSearch {
  return {
    view: 'all',
    status: statuses.join(','),
    ...(team === undefined ? {} : { team }),
    ...(type === undefined ? {} : { type }),
  };
}

function ageLabel(fromMs: number | undefined, untilMs: number | null): string {
  if (fromMs === undefined) return words.ageUnder(formatDuration(untilMs ?? 0));
  return untilMs === null
    ? words.ageOver(formatDuration(fromMs))
    : words.ageBetween(formatDuration(fromMs), formatDuration(untilMs));
}
