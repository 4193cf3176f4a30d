import { Tooltip } from '@mantine/core';
import type { RequestDetail } from '../../../domain/api/requests.ts';
import { isFinal, STATUS_NAMES, STATUSES } from '../../../domain/requests/request.ts';
import { formatDuration } from '../../format.ts';
import { useNowMs } from '../../ui/now.ts';
import { StatusWord } from '../../ui/status.tsx';
import { facts as words } from '../../words/request.ts';
import classes from './facts.module.css';

/** X4: a thin bar for the proportions, a table for the numbers. */
export function TimeInStatus({
  request,
  loadedAtMs,
}: {
  request: RequestDetail;
  loadedAtMs: number;
}) {
  const nowMs = useNowMs();
  // The server counted up to its answer; the present status goes on.
  const sinceMs = Math.max(0, nowMs - loadedAtMs);
  const spent = STATUSES.flatMap((status) => {
    const ms = request.timeInStatusMs[status];
    // How long a request has been over says nothing about the work.
    if (ms === undefined || isFinal(status)) return [];
    return [{ status, ms: status === request.status ? ms + sinceMs : ms }];
  });
  if (spent.length === 0) return null;
  return (
    <section>
      <h2 className={classes.heading}>{words.timeInStatus}</h2>
      <div className={classes.bar} aria-hidden="true">
        {spent.map(({ status, ms }) => (
          <Tooltip key={status} label={words.timeIn(STATUS_NAMES[status], formatDuration(ms))}>
            <span data-status={status} style={{ flexGrow: Math.max(1, ms) }} />
          </Tooltip>
        ))}
      </div>
      <table className={classes.times}>
        <thead>
          <tr>
            <th scope="col">{words.statusColumn}</th>
            <th scope="col">{words.timeColumn}</th>
          </tr>
        </thead>
        <tbody>
          {spent.map(({ status, ms }) => (
            <tr key={status}>
              <th scope="row">
                <StatusWord status={status} />
              </th>
              <td>{formatDuration(ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
