import { useId } from 'react';
import type { SummaryAnswer } from '../../../../domain/api/reports.ts';
import { formatCount, formatDuration, formatMoney } from '../../../format.ts';
import { Bar } from '../../../ui/charts/bar.tsx';
import { percentAt } from '../../../ui/charts/coordinate.ts';
import { summaryWords as words } from '../../../words/summary.ts';
import shared from '../reports.module.css';
import classes from './summary.module.css';

interface Range {
  readonly name: string;
  readonly count: number;
}

/** D3: how turn-around times and prices spread; a table whose bars are the histogram. */
export function Distribution({ distribution }: { distribution: SummaryAnswer['distribution'] }) {
  const id = useId();
  const tat = distribution.tat.map(({ fromMs, untilMs, count }) => ({
    name: rangeName(
      fromMs === 0 ? null : formatDuration(fromMs),
      untilMs === null ? null : formatDuration(untilMs),
    ),
    count,
  }));
  const price = distribution.price.map(({ from, until, count }) => ({
    name: rangeName(
      /[1-9]/.test(from) ? formatMoney(from) : null,
      until === null ? null : formatMoney(until),
    ),
    count,
  }));
  return (
    <section aria-labelledby={id} className={classes.section}>
      <h2 id={id} className={classes.sectionTitle}>
        {words.distribution}
      </h2>
      <div className={classes.pair}>
        <Histogram name={words.tatDistribution} ranges={tat} />
        <Histogram name={words.priceDistribution} ranges={price} />
      </div>
    </section>
  );
}

function Histogram({ name, ranges }: { name: string; ranges: readonly Range[] }) {
  const id = useId();
  const most = Math.max(0, ...ranges.map(({ count }) => count));
  const all = ranges.reduce((sum, { count }) => sum + count, 0);
  return (
    <div>
      <h3 id={id} className={classes.chartTitle}>
        {name}
      </h3>
      {all === 0 ? (
        <p className={classes.note}>{words.nothingPriced}</p>
      ) : (
        <table className={`${shared.table} ${shared.histogram}`} aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{words.range}</th>
              <td className={shared.barCell} />
              <th scope="col" className={shared.figure}>
                {words.requests}
              </th>
            </tr>
          </thead>
          <tbody>
            {ranges.map((range) => (
              <tr key={range.name}>
                <th scope="row" className={shared.range}>
                  {range.name}
                </th>
                <td className={shared.barCell}>
                  <Bar share={percentAt(range.count, most)} />
                </td>
                <td className={shared.figure}>{formatCount(range.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function rangeName(from: string | null, until: string | null): string {
  if (until === null) return words.from(from ?? '');
  return from === null ? words.below(until) : words.between(from, until);
}
