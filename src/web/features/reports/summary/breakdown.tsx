import { type ReactNode, useId } from 'react';
import type { Figures } from '../../../../domain/api/reports.ts';
import { compareMoney, type Money, shareOf } from '../../../../domain/kernel/money.ts';
import { formatCount, formatDuration, formatMoney, formatPercent } from '../../../format.ts';
import { Bar } from '../../../ui/charts/bar.tsx';
import { coordinateOf, percentAt } from '../../../ui/charts/coordinate.ts';
import type { Hue } from '../../../ui/charts/hues.ts';
import { summaryWords as words } from '../../../words/summary.ts';
import shared from '../reports.module.css';
import { WideTable } from '../wide-table.tsx';
import classes from './summary.module.css';

export interface BreakdownRow extends Figures {
  readonly key: string;
  readonly name: string;
  readonly hue: Hue;
}

interface BreakdownProps {
  readonly title: string;
  /** What the rows are: the head of the first column. */
  readonly rowName: string;
  readonly rows: readonly BreakdownRow[];
  readonly total: Figures;
}

/** D3: the same figures for each team or type, the most billed first; the bars show who is billed what. */
export function Breakdown({ title, rowName, rows, total }: BreakdownProps) {
  const id = useId();
  const shown = rows
    .filter(({ completed }) => completed > 0)
    .toSorted(
      (a, b) => compareMoney(b.total as Money, a.total as Money) || b.completed - a.completed,
    );
  const longest = Math.max(0, ...shown.map((row) => coordinateOf(row.total)));
  const hasCosts = total.costs !== undefined;
  return (
    <section className={classes.section}>
      <h2 id={id} className={classes.sectionTitle}>
        {title}
      </h2>
      <WideTable labelledBy={id}>
        <thead>
          <tr>
            <th scope="col">{rowName}</th>
            <th scope="col" className={shared.figure}>
              {words.billed}
            </th>
            <td className={shared.barCell} />
            <th scope="col" className={shared.figure}>
              {words.completedShort}
            </th>
            <th scope="col" className={shared.figure}>
              {words.averagePrice}
            </th>
            <th scope="col" className={shared.figure}>
              {words.averageTatShort}
            </th>
            <th scope="col" className={shared.figure}>
              {words.medianTatShort}
            </th>
            <th scope="col" className={shared.figure}>
              {words.discountShort}
            </th>
            {hasCosts && (
              <th scope="col" className={shared.figure}>
                {words.margin}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              <td className={shared.figure}>{formatMoney(row.total)}</td>
              <td className={shared.barCell}>
                <span className={classes.barLine}>
                  <Bar share={percentAt(coordinateOf(row.total), longest)} hue={row.hue} />
                  <Share part={row.total} whole={total.total} />
                </span>
              </td>
              <Rest figures={row} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.total}</th>
            <td className={shared.figure}>{formatMoney(total.total)}</td>
            <td className={shared.barCell} />
            <Rest figures={total} />
          </tr>
        </tfoot>
      </WideTable>
    </section>
  );
}

function Share({ part, whole }: { part: string; whole: string }): ReactNode {
  const percent = shareOf(part as Money, whole as Money);
  return percent === null ? null : <span className={classes.share}>{formatPercent(percent)}</span>;
}

function Rest({ figures }: { figures: Figures }) {
  const { averagePrice, averageTatMs, medianTatMs, completed, discount, costs } = figures;
  return (
    <>
      <td className={shared.figure}>{formatCount(completed)}</td>
      <td className={shared.figure}>
        {averagePrice === null ? words.none : formatMoney(averagePrice)}
      </td>
      <td className={shared.figure}>
        {averageTatMs === null ? words.none : formatDuration(averageTatMs)}
      </td>
      <td className={shared.figure}>
        {medianTatMs === null ? words.none : formatDuration(medianTatMs)}
      </td>
      <td className={shared.figure}>{formatMoney(discount)}</td>
      {costs !== undefined && <td className={shared.figure}>{formatMoney(costs.margin)}</td>}
    </>
  );
}
