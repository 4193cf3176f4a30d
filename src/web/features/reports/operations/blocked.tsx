import type { OperationsAnswer } from '../../../../domain/api/reports.ts';
import { formatCount, formatDuration } from '../../../format.ts';
import { operationsWords as words } from '../../../words/operations.ts';
import { Figures } from './block.tsx';
import classes from './operations.module.css';
import { ReasonText } from './reason-text.tsx';
import { Scrolled } from './scrolled.tsx';

/** D4: how long work waited for its requesters, and what for. */
export function Blocked({ blocked }: { blocked: OperationsAnswer['blocked'] }) {
  const { count, totalMs, averageMs, open, reasons, redacted } = blocked;
  return (
    <>
      <Figures
        figures={[
          { label: words.blocks, value: formatCount(count) },
          { label: words.blockedTotal, value: formatDuration(totalMs) },
          {
            label: words.blockedAverage,
            value: averageMs === null ? words.none : formatDuration(averageMs),
          },
          { label: words.blockedOpen, value: formatCount(open) },
        ]}
      />
      <h3 className={classes.subtitle}>{words.reasonsTitle}</h3>
      {reasons.length === 0 ? (
        <p className={classes.note}>{words.noReasons}</p>
      ) : (
        <Scrolled name={words.reasonsTitle}>
          <table className={`${classes.table} ${classes.reasons}`} aria-label={words.reasonsTitle}>
            <thead>
              <tr>
                <th scope="col">{words.reason}</th>
                <th scope="col" className={classes.number}>
                  {words.times}
                </th>
                <th scope="col" className={classes.number}>
                  {words.reasonTime}
                </th>
              </tr>
            </thead>
            <tbody>
              {reasons.map(({ reason, count: times, totalMs: spentMs }) => (
                <tr key={reason}>
                  <td>
                    <ReasonText text={reason} />
                  </td>
                  <td className={classes.number}>{formatCount(times)}</td>
                  <td className={classes.number}>{formatDuration(spentMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
      {redacted > 0 && (
        <p className={classes.note}>{words.redacted(formatCount(redacted), redacted === 1)}</p>
      )}
    </>
  );
}
