import {
  formatCount,
  formatDuration,
  formatDurationExactly,
  formatShare,
} from '../../../format.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { DELAY_PART_NAMES, operationsWords as words } from '../../../words/operations.ts';
import classes from './operations.module.css';
import { Scrolled } from './scrolled.tsx';
import { type DelayBar, type Delay as DelayFigures, waterfallOf } from './waterfall.ts';

/** D4: where the time from creation to completion goes; bars and figures are one table. */
export function Delay({ delay }: { delay: DelayFigures }) {
  const waterfall = waterfallOf(delay);
  if (waterfall === null) {
    return <EmptyState title={words.noDelayTitle}>{words.noDelayText}</EmptyState>;
  }
  const { bars, averageElapsedMs, averageTatMs, elapsedSeconds, tat } = waterfall;
  return (
    <>
      <div className={classes.legend}>
        <span>{words.requests(formatCount(delay.completed), delay.completed === 1)}</span>
        <span className={classes.key}>
          <i className={classes.swatch} data-piece="before" aria-hidden="true" />
          {words.before}
        </span>
        <span className={classes.key}>
          <i className={classes.swatch} data-piece="within" aria-hidden="true" />
          {words.within}
        </span>
      </div>
      <Scrolled name={words.delayTable}>
        <table className={`${classes.table} ${classes.delay}`} aria-label={words.delayTable}>
          <thead>
            <tr>
              <th scope="col">
                <div className={classes.part}>
                  <span className={classes.partName}>{words.part}</span>
                  <span className={classes.axis} aria-hidden="true">
                    <span>{words.startAxis}</span>
                    <span>{words.endAxis}</span>
                  </span>
                </div>
              </th>
              <th scope="col" className={classes.number}>
                {words.average}
              </th>
              <th scope="col" className={classes.number}>
                {words.share}
              </th>
              <th scope="col" className={classes.number}>
                {words.ofTat}
              </th>
              <th scope="col" className={classes.number} title={words.totalHelp}>
                {words.totalTime}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <BarRow key={bar.part} bar={bar} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">
                <div className={classes.part}>
                  <span className={classes.partName}>{words.elapsed}</span>
                  <Track>
                    <i className={classes.whole} />
                  </Track>
                </div>
              </th>
              <td className={classes.number}>{formatDuration(averageElapsedMs)}</td>
              <td className={classes.number}>{formatShare(elapsedSeconds === 0 ? 0 : 1)}</td>
              <td className={classes.number}>{formatDuration(averageTatMs)}</td>
              <td className={classes.number}>{formatDurationExactly(elapsedSeconds)}</td>
            </tr>
            <tr>
              <th scope="row">
                <div className={classes.part}>
                  <span className={classes.partName}>{words.tat}</span>
                  <Track>
                    <i
                      className={classes.bracket}
                      style={{ insetInlineStart: percent(1 - tat), width: percent(tat) }}
                    />
                  </Track>
                </div>
              </th>
              <td className={classes.number}>{formatDuration(averageTatMs)}</td>
              <td className={classes.number}>{formatShare(tat)}</td>
              <td className={classes.number}>{formatDuration(averageTatMs)}</td>
              <td className={classes.number}>
                {formatDurationExactly(Math.floor(delay.tatMs / 1000))}
              </td>
            </tr>
          </tfoot>
        </table>
      </Scrolled>
      <p className={classes.note}>
        {words.tatMark(formatDuration(averageTatMs), formatShare(tat))} {words.totalHelp}
      </p>
    </>
  );
}

function BarRow({ bar }: { bar: DelayBar }) {
  const { part, start, beforeTat, withinTat, averageMs, averageTatMs, seconds } = bar;
  const isEmpty = averageMs === 0;
  return (
    <tr data-empty={isEmpty || undefined}>
      <th scope="row">
        <div className={classes.part}>
          <span className={classes.partName}>{DELAY_PART_NAMES[part]}</span>
          <Track>
            <i
              className={classes.piece}
              data-piece="before"
              style={{ insetInlineStart: percent(start), width: percent(beforeTat) }}
            />
            <i
              className={classes.piece}
              data-piece="within"
              style={{ insetInlineStart: percent(start + beforeTat), width: percent(withinTat) }}
            />
          </Track>
        </div>
      </th>
      <td className={classes.number}>{isEmpty ? words.none : formatDuration(averageMs)}</td>
      <td className={classes.number}>
        {isEmpty ? words.none : formatShare(beforeTat + withinTat)}
      </td>
      <td className={classes.number}>
        {averageTatMs === 0 ? words.none : formatDuration(averageTatMs)}
      </td>
      <td className={classes.number}>{isEmpty ? words.none : formatDurationExactly(seconds)}</td>
    </tr>
  );
}

/** What the figures beside it say: nothing for screen readers. */
function Track({ children }: { children: React.ReactNode }) {
  return (
    <span className={classes.track} aria-hidden="true">
      {children}
    </span>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}
