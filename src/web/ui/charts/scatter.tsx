import { type MouseEvent, type PointerEvent, type ReactNode, useState } from 'react';
import classes from './charts.module.css';
import { nearestTo, percentAt, type Scale } from './coordinate.ts';
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

/** How far the pointer may be from a point, in pixels. */
const REACH = 14;

/**
 * One point each. The one nearest to the pointer is a link, so that of two that overlap the right one
 * opens; for the keyboard the same links stand in the table behind the chart.
 */
export function Scatter({ points, scale, unit, labels, hue, onOpen }: ScatterProps) {
  const [over, setOver] = useState<number | null>(null);
  const shown = over === null ? undefined : points[over];
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const places = points.map(({ at, value }) => ({
      x: (at / 100) * width,
      y: (1 - percentAt(value, scale.max) / 100) * height,
    }));
    setOver(nearestTo(places, event.clientX - left, event.clientY - top, REACH));
  };
  const open = (event: MouseEvent, key: string) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(key);
  };
  const placeOf = ({ at, value }: ScatterPoint) => ({
    cx: `${at}%`,
    cy: `${100 - percentAt(value, scale.max)}%`,
  });
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
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={() => setOver(null)}
      >
        <rect className={classes.hit} width="100%" height="100%" />
        {points.map((point) => (
          <circle key={point.key} className={classes.dot} {...placeOf(point)} r="3.5" />
        ))}
        {shown !== undefined && (
          <a href={shown.href} tabIndex={-1} onClick={(event) => open(event, shown.key)}>
            <circle className={classes.hit} {...placeOf(shown)} r={REACH} />
            <circle className={classes.chosen} {...placeOf(shown)} r="5" />
          </a>
        )}
      </svg>
    </Plot>
  );
}
