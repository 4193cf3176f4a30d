import type { WhatIfAnswer } from '../../../../domain/api/prices.ts';
import { TEAM_NAMES } from '../../../../domain/people.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';
import { formatCount, formatMoney } from '../../../format.ts';
import { whatIfWords as words } from '../../../words/prices.ts';
import { barLength, largestOf, percentOfChange, signedMoney } from './differences.ts';
import classes from './prices.module.css';
import whatIfClasses from './what-if.module.css';

type Row = WhatIfAnswer['total'];

/** Before → after → difference, by team and by type, each with its bars. */
export function WhatIfTables({ answer }: { answer: WhatIfAnswer }) {
  const { total } = answer;
  return (
    <>
      <dl className={whatIfClasses.totals} aria-label={words.totals}>
        <Total name={words.requests} value={formatCount(total.requests)} />
        <Total name={words.before} value={formatMoney(total.before)} />
        <Total name={words.after} value={formatMoney(total.after)} />
        <Total name={words.difference} value={signedMoney(total.difference)} note={change(total)} />
      </dl>
      <Table
        name={words.byTeam}
        first={words.team}
        rows={answer.byTeam.map(({ team, ...row }) => ({ key: TEAM_NAMES[team], row }))}
      />
      <Table
        name={words.byType}
        first={words.type}
        rows={answer.byType.map(({ type, ...row }) => ({ key: requestType(type).name, row }))}
      />
    </>
  );
}

function Total({ name, value, note }: { name: string; value: string; note?: string | null }) {
  return (
    <div className={whatIfClasses.totalItem}>
      <dt>{name}</dt>
      <dd>
        {value}
        {note !== null && note !== undefined && (
          <span className={whatIfClasses.totalNote}> {note}</span>
        )}
      </dd>
    </div>
  );
}

interface TableProps {
  readonly name: string;
  readonly first: string;
  readonly rows: readonly { readonly key: string; readonly row: Row }[];
}

function Table({ name, first, rows }: TableProps) {
  const largest = largestOf(rows.flatMap(({ row }) => [row.before, row.after]));
  return (
    <div className={whatIfClasses.whatIfBlock}>
      <h3 className={whatIfClasses.tableTitle}>{name}</h3>
      <table
        className={`${classes.table} ${whatIfClasses.whatIf}`}
        aria-label={`${words.title}, ${name}`}
      >
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col" className={classes.figure} data-optional>
              {words.requests}
            </th>
            <th scope="col" className={classes.figure}>
              {words.before}
            </th>
            <th scope="col" className={classes.figure}>
              {words.after}
            </th>
            <th scope="col" className={classes.figure}>
              {words.difference}
            </th>
            <th scope="col" className={whatIfClasses.barsCell}>
              <span className={whatIfClasses.legend}>
                <span className={whatIfClasses.bar} data-side="before" />
                {words.legendBefore}
              </span>
              <span className={whatIfClasses.legend}>
                <span className={whatIfClasses.bar} data-side="after" />
                {words.legendAfter}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, row }) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td className={classes.figure} data-optional>
                {formatCount(row.requests)}
              </td>
              <td className={classes.figure}>{formatMoney(row.before)}</td>
              <td className={classes.figure}>{formatMoney(row.after)}</td>
              <td className={classes.figure}>
                {signedMoney(row.difference)}
                <span className={whatIfClasses.percent}>{change(row)}</span>
              </td>
              <td className={whatIfClasses.barsCell} aria-hidden="true">
                <Bars row={row} largest={largest} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Bars({ row, largest }: { row: Row; largest: string }) {
  return (
    <span className={whatIfClasses.bars}>
      <span
        className={whatIfClasses.bar}
        data-side="before"
        style={{ width: barLength(row.before, largest) }}
      />
      <span
        className={whatIfClasses.bar}
        data-side="after"
        style={{ width: barLength(row.after, largest) }}
      />
    </span>
  );
}

function change(row: Row): string | null {
  return /[1-9]/.test(row.difference) ? percentOfChange(row.difference, row.before) : null;
}
