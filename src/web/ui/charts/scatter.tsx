import { type MouseEvent, type ReactNode, useState } from 'react';
import classes from './charts.module.css';
import { percentAt, type Scale } from './coordinate.ts';
import type { Hue } from './hues.ts';
import { type AxisLabel, Plot, Tip } from './plot.tsx';

export interface ScatterPoint {
  readonly key: string;
  /** 0 to 100, from the left. */
  readonly at: number;
  readonly value: number;
  readonly href: string;
  readonly tip: ReactNode;
}

interface ScatterProps {
  readonly points: readonly ScatterPoint[];
  readonly scale: Scale;
  readonly unit?: string;
  readonly labels: readonly AxisLabel[];
  readonly hue: Hue;
  /** A plain click; every other one is the browser's (a new tab, a new window). */
  readonly onOpen: (key: string) => void;
}

/**
 * One point each. Points are links for the mouse; for the keyboard the same links stand in the table
 * behind the chart, where two thousand of them can be walked through.
 */
export function Scatter({ points, scale, unit, labels, hue, onOpen }: ScatterProps) {
  const [over, setOver] = useState<number | null>(null);
  const shown = over === null ? undefined : points[over];
  const open = (event: MouseEvent, key: string) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(key);
  };
  return (
    <Plot
      scale={scale}
      {...(unit === undefined ? {} : { unit })}
      labels={labels}
      tip={
        shown !== undefined && (
          <Tip at={shown.at} height={percentAt(shown.value, scale.max)}>
            {shown.tip}
          </Tip>
        )
      }
    >
      <svg
        aria-hidden="true"
        className={classes.drawing}
        data-hue={hue}
        onPointerLeave={() => setOver(null)}
      >
        {points.map(({ key, at, value, href }, index) => {
          const place = { cx: `${at}%`, cy: `${100 - percentAt(value, scale.max)}%` };
          return (
            <a
              key={key}
              href={href}
              tabIndex={-1}
              className={classes.point}
              onPointerEnter={() => setOver(index)}
              onClick={(event) => open(event, key)}
            >
              <circle className={classes.reach} {...place} r="9" />
              <circle className={classes.dot} {...place} r="3.5" />
            </a>
          );
        })}
      </svg>
    </Plot>
  );
}
