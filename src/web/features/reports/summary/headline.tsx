import { ArrowDown, ArrowRight, ArrowUp, Minus } from 'lucide-react';
import type { Figures, SummaryAnswer } from '../../../../domain/api/reports.ts';
import { formatCount, formatDays, formatDuration, formatMoney } from '../../../format.ts';
import { summaryWords as words } from '../../../words/summary.ts';
import { type Change, costChange, countChange, durationChange, moneyChange } from './changes.ts';
import classes from './summary.module.css';

interface Tile {
  readonly name: string;
  readonly value: string;
  readonly change: Change | null;
  readonly note?: string;
}

/** D3: what the period came to, each figure with its change against the period before. */
export function Headline({ answer }: { answer: SummaryAnswer }) {
  const { total, previous, previousPeriod } = answer;
  return (
    <section aria-label={words.headline} className={classes.headline}>
      <dl className={classes.tiles}>
        {tilesOf(total, previous).map(({ name, value, change, note }) => (
          <div key={name} className={classes.tile}>
            <dt className={classes.tileName}>{name}</dt>
            <dd className={classes.tileValue} data-length={lengthOf(value)}>
              {value}
            </dd>
            <dd className={classes.tileNote}>
              {change === null ? note : <ChangeLine change={change} />}
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>
        {words.comparedWith(formatDays(previousPeriod.from, previousPeriod.to))}
      </p>
    </section>
  );
}

function tilesOf(total: Figures, previous: Figures): readonly Tile[] {
  const { costs } = total;
  const notPriced = total.completed - total.priced;
  return [
    {
      name: words.billed,
      value: formatMoney(total.total),
      change: moneyChange(total.total, previous.total),
    },
    {
      name: words.completed,
      value: formatCount(total.completed),
      change: countChange(total.completed, previous.completed),
    },
    {
      name: words.averagePrice,
      value: total.averagePrice === null ? words.none : formatMoney(total.averagePrice),
      change: moneyChange(total.averagePrice, previous.averagePrice),
    },
    {
      name: words.averageTat,
      value: total.averageTatMs === null ? words.none : formatDuration(total.averageTatMs),
      change: durationChange(total.averageTatMs, previous.averageTatMs),
    },
    {
      name: words.medianTat,
      value: total.medianTatMs === null ? words.none : formatDuration(total.medianTatMs),
      change: durationChange(total.medianTatMs, previous.medianTatMs),
    },
    {
      name: words.discount,
      value: formatMoney(total.discount),
      change: moneyChange(total.discount, previous.discount),
    },
    ...(notPriced > 0
      ? [
          {
            name: words.notPriced,
            value: formatCount(notPriced),
            change: null,
            note: words.notPricedNote,
          },
        ]
      : []),
    ...(costs === undefined
      ? []
      : [
          {
            name: words.operateCost,
            value: formatMoney(costs.operate),
            change: costChange(costs.operate, previous.costs?.operate),
          },
          {
            name: words.qaCost,
            value: formatMoney(costs.qa),
            change: costChange(costs.qa, previous.costs?.qa),
          },
          {
            name: words.margin,
            value: formatMoney(costs.margin),
            change: costChange(costs.margin, previous.costs?.margin),
          },
        ]),
  ];
}

/** A figure in the billions still stands on one line. */
function lengthOf(value: string): 'long' | 'longest' | undefined {
  if (value.length > 16) return 'longest';
  return value.length > 12 ? 'long' : undefined;
}

const ARROWS = { up: ArrowUp, down: ArrowDown, same: ArrowRight, none: Minus };

function ChangeLine({ change: { direction, text } }: { change: Change }) {
  const Arrow = ARROWS[direction];
  return (
    <>
      <Arrow size={12} aria-hidden="true" />
      {text}
    </>
  );
}
