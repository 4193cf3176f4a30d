import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { SummaryAnswer } from '../../../../domain/api/reports.ts';
import { formatCount, formatInstant, formatMoney } from '../../../format.ts';
import { summaryWords as words } from '../../../words/summary.ts';
import shared from '../reports.module.css';
import { WideTable } from '../wide-table.tsx';
import classes from './summary.module.css';

type Change = SummaryAnswer['changedSince'][number];

/** D3: what was corrected after the period had ended, and what that did to its price. */
export function ChangedSince({ answer }: { answer: SummaryAnswer }) {
  const id = useId();
  const { changedSince: changes, changedSinceCount: count, period } = answer;
  if (count === 0) return null;
  return (
    <section className={classes.section}>
      <h2 id={id} className={classes.sectionTitle}>
        {words.changed}
      </h2>
      <p className={classes.note}>
        {words.changedLead}
        {changes.length < count &&
          ` ${words.changedNewest(formatCount(changes.length), formatCount(count))}`}
      </p>
      <WideTable labelledBy={id}>
        <thead>
          <tr>
            <th scope="col">{words.request}</th>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.what}</th>
            <th scope="col" className={shared.figure}>
              {words.before}
            </th>
            <th scope="col" className={shared.figure}>
              {words.after}
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={`${change.code} ${change.at} ${change.what}`}>
              <th scope="row">
                <Link
                  to="/requests/$code"
                  params={{ code: change.code }}
                  className={`mono ${classes.code}`}
                >
                  {change.code}
                </Link>
              </th>
              <td className={shared.instant}>{formatInstant(change.at, period.zone)}</td>
              <td>{words.whats[change.what]}</td>
              <td className={shared.figure}>{amount(change.before)}</td>
              <td className={shared.figure}>{after(change)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}

function amount(value: string | null): string {
  return value === null ? words.noAmount : formatMoney(value);
}

function after({ what, before, after: value }: Change): string {
  const isGone = what === 'rejected' || (what === 'team' && before !== null);
  return isGone && value === null ? words.noLonger : amount(value);
}
