import type { Receipt } from '../../../../domain/api/requests.ts';
import { type Cost, type Money, shareOf } from '../../../../domain/kernel/money.ts';
import { OPERATIONS } from '../../../../domain/pricing/operations.ts';
import { formatMoney, formatPercent } from '../../../format.ts';
import { price as words } from '../../../words/request-price.ts';
import classes from './price.module.css';

interface Props {
  readonly lines: Receipt['lines'];
  readonly finalPrice: string;
  readonly totals: {
    readonly operateTotal: string;
    readonly qaTotal: string;
    readonly margin: string;
  };
}

/** P4: what it cost us and what is left, for admins; quieter than the price. */
export function Costs({ lines, finalPrice, totals }: Props) {
  // Both come from the server as exact text in the decimals of their kind.
  const share = shareOf(totals.margin as Cost, finalPrice as Money);
  return (
    <table className={classes.costs}>
      <caption>{words.costs}</caption>
      <thead>
        <tr>
          <th scope="col">{words.operation}</th>
          <th scope="col">{words.operate}</th>
          <th scope="col">{words.qa}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ operation, costs }) => (
          <tr key={operation}>
            <th scope="row">{OPERATIONS[operation].name}</th>
            <td>{costs !== undefined && formatMoney(costs.operateSubtotal)}</td>
            <td>{costs !== undefined && formatMoney(costs.qaSubtotal)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.costsTotal}</th>
          <td>{formatMoney(totals.operateTotal)}</td>
          <td>{formatMoney(totals.qaTotal)}</td>
        </tr>
        <tr>
          <th scope="row" colSpan={2}>
            {share === null ? words.margin : words.marginOf(formatPercent(share))}
          </th>
          <td>{formatMoney(totals.margin)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
