import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import type { SummaryAnswer } from '../../../../domain/api/reports.ts';
import type { TrendStep } from '../../../../domain/reports/choices.ts';
import { mayShowWeeks } from '../../../api/reports.ts';
import {
  formatCount,
  formatDays,
  formatDuration,
  formatMoney,
  formatMonth,
  formatShortDay,
} from '../../../format.ts';
import { type Column, Columns } from '../../../ui/charts/columns.tsx';
import { coordinateOf, scaleTo } from '../../../ui/charts/coordinate.ts';
import { Figure } from '../../../ui/charts/figure.tsx';
import { summaryWords as words } from '../../../words/summary.ts';
import shared from '../reports.module.css';
import { isPartial } from './spans.ts';
import classes from './summary.module.css';

type Span = SummaryAnswer['trend'][number];

interface TrendProps {
  readonly answer: SummaryAnswer;
  readonly onStep: (step: TrendStep) => void;
}

/** D3: what was billed and how many were completed, week by week or month by month. */
export function Trend({ answer, onStep }: TrendProps) {
  const id = useId();
  const { trend, trendStep } = answer;
  const hasPart = trend.some((span) => isPartial(span, trendStep));
  const mayBeWeeks = mayShowWeeks(answer.period.from, answer.period.to);
  return (
    <section aria-labelledby={id} className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 id={id} className={classes.sectionTitle}>
          {words.trend}
        </h2>
        <SegmentedControl
          aria-label={words.trendStep}
          size="xs"
          className={classes.control ?? ''}
          value={trendStep}
          onChange={(step) => onStep(step as TrendStep)}
          data={[
            { value: 'week', label: words.week, disabled: !mayBeWeeks },
            { value: 'month', label: words.month },
          ]}
        />
      </div>
      <Figure
        name={words.trendTable[trendStep]}
        note={
          <>
            {hasPart && words.partial} {!mayBeWeeks && words.weeksTooMany}
          </>
        }
        chart={
          <div className={classes.pair}>
            <div>
              <p className={classes.chartTitle}>{words.billedPer[trendStep]}</p>
              <Columns
                columns={trend.map((span) => column(span, trendStep, coordinateOf(span.total)))}
                scale={scaleTo(Math.max(0, ...trend.map(({ total }) => coordinateOf(total))))}
                unit="$"
              />
            </div>
            <div>
              <p className={classes.chartTitle}>{words.completedPer[trendStep]}</p>
              <Columns
                columns={trend.map((span) => column(span, trendStep, span.completed))}
                scale={scaleTo(Math.max(0, ...trend.map(({ completed }) => completed)), {
                  whole: true,
                })}
              />
            </div>
          </div>
        }
        table={() => <TrendTable trend={trend} step={trendStep} />}
      />
    </section>
  );
}

function column(span: Span, step: TrendStep, value: number): Column {
  return {
    key: span.from,
    value,
    label: step === 'week' ? formatShortDay(span.from) : formatMonth(span.from),
    isPartial: isPartial(span, step),
    tip: (
      <>
        <strong>{spanName(span, step)}</strong>
        <br />
        {formatMoney(span.total)}
        <br />
        {words.requestCount(formatCount(span.completed), span.completed === 1)}
      </>
    ),
  };
}

function TrendTable({ trend, step }: { trend: readonly Span[]; step: TrendStep }) {
  return (
    <table className={shared.table} aria-label={words.trendTable[step]}>
      <thead>
        <tr>
          <th scope="col">{words.days}</th>
          <th scope="col" className={shared.figure}>
            {words.billed}
          </th>
          <th scope="col" className={shared.figure}>
            {words.completedShort}
          </th>
          <th scope="col" className={shared.figure}>
            {words.averagePrice}
          </th>
          <th scope="col" className={shared.figure}>
            {words.averageTatShort}
          </th>
        </tr>
      </thead>
      <tbody>
        {trend.map((span) => (
          <tr key={span.from}>
            <th scope="row">{spanName(span, step)}</th>
            <td className={shared.figure}>{formatMoney(span.total)}</td>
            <td className={shared.figure}>{formatCount(span.completed)}</td>
            <td className={shared.figure}>
              {span.averagePrice === null ? words.none : formatMoney(span.averagePrice)}
            </td>
            <td className={shared.figure}>
              {span.averageTatMs === null ? words.none : formatDuration(span.averageTatMs)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function spanName(span: Span, step: TrendStep): string {
  const days = formatDays(span.from, span.to);
  return isPartial(span, step) ? words.partialMark(days) : days;
}
