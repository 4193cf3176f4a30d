import { type ReactNode, useId, useState } from 'react';
import classes from './charts.module.css';
import { labelledPlaces, percentAt, type Scale } from './coordinate.ts';
import { Plot, Tip } from './plot.tsx';

export interface Column {
  readonly key: string;
  readonly value: number;
  /** Below the axis, where there is room for it. */
  readonly label: string;
  /** Only a part of its week or month lies in the period. */
  readonly isPartial: boolean;
  readonly tip: ReactNode;
}

interface ColumnsProps {
  readonly columns: readonly Column[];
  readonly scale: Scale;
  readonly unit?: string;
}

const LABELS = 6;
/** Of the place of a column; the rest is the gap to the next. */
const COLUMN_WIDTH = 0.72;
/** In percent of the plot: a few columns stand apart instead of becoming walls. */
const WIDEST = 12;

/** Values over time as columns; one that its period cuts is hatched. */
export function Columns({ columns, scale, unit }: ColumnsProps) {
  const [over, setOver] = useState<number | null>(null);
  const pattern = useId();
  const place = 100 / Math.max(columns.length, 1);
  const width = Math.min(place * COLUMN_WIDTH, WIDEST);
  const shown = over === null ? undefined : columns[over];
  return (
    <Plot
      scale={scale}
      {...(unit === undefined ? {} : { unit })}
      labels={labelledPlaces(columns.length, LABELS).map((at, order) => ({
        at: (at + 0.5) * place,
        text: columns[at]?.label ?? '',
        isMinor: order % 2 === 1,
      }))}
      tip={
        shown !== undefined &&
        over !== null && (
          <Tip at={(over + 0.5) * place} height={percentAt(shown.value, scale.max)}>
            {shown.tip}
          </Tip>
        )
      }
    >
      <svg
        aria-hidden="true"
        data-hue="accent"
        className={classes.drawing}
        onPointerLeave={() => setOver(null)}
      >
        <defs>
          <pattern
            id={pattern}
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect className={classes.hatchGround} width="5" height="5" />
            <rect className={classes.hatchLine} width="2" height="5" />
          </pattern>
        </defs>
        {columns.map(({ key, value, isPartial }, at) => {
          const height = percentAt(value, scale.max);
          return (
            <g
              key={key}
              className={classes.column}
              data-over={at === over || undefined}
              onPointerEnter={() => setOver(at)}
            >
              <rect
                className={classes.hit}
                x={`${at * place}%`}
                width={`${place}%`}
                height="100%"
              />
              <rect
                className={classes.fill}
                x={`${(at + 0.5) * place - width / 2}%`}
                width={`${width}%`}
                y={`${100 - height}%`}
                height={`${height}%`}
                {...(isPartial ? { style: { fill: `url(#${pattern})` } } : {})}
              />
            </g>
          );
        })}
      </svg>
    </Plot>
  );
}
