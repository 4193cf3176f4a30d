import type { ReactNode } from 'react';
import classes from './charts.module.css';
import { percentAt, type Scale, tickLabel } from './coordinate.ts';

export interface AxisLabel {
  /** 0 to 100, from the left. */
  readonly at: number;
  readonly text: string;
  /** Left out where there is little room. */
  readonly isMinor?: boolean;
}

interface PlotProps {
  readonly scale: Scale;
  readonly unit?: string;
  readonly labels: readonly AxisLabel[];
  /** What is drawn, in an SVG whose every length is a percentage: it fits any screen and paper. */
  readonly children: ReactNode;
  readonly tip?: ReactNode;
}

/** The axes around a drawing: a line for each round value, few labels below. */
export function Plot({ scale, unit = '', labels, children, tip }: PlotProps) {
  return (
    <div className={classes.plot}>
      <div className={classes.values}>
        {scale.ticks.map((tick) => (
          <span
            key={tick}
            className={classes.tick}
            style={{ bottom: `${percentAt(tick, scale.max)}%` }}
          >
            {unit}
            {tickLabel(tick)}
          </span>
        ))}
      </div>
      <div className={classes.area}>
        {scale.ticks.map((tick) => (
          <span
            key={tick}
            className={classes.rule}
            style={{ bottom: `${percentAt(tick, scale.max)}%` }}
          />
        ))}
        {children}
        {tip}
      </div>
      <div className={classes.labels}>
        {labels.map(({ at, text, isMinor }) => (
          <span
            key={`${at} ${text}`}
            className={classes.label}
            data-minor={isMinor || undefined}
            style={{ left: `${at}%` }}
          >
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}

/** What the pointer is over, in words; `at` and `height` in percent of the plot. */
export function Tip({ at, height, children }: { at: number; height: number; children: ReactNode }) {
  const side = at > 60 ? { right: `${100 - at}%` } : { left: `${at}%` };
  return (
    <div className={classes.tip} style={{ ...side, bottom: `${Math.min(height, 70)}%` }}>
      {children}
    </div>
  );
}
