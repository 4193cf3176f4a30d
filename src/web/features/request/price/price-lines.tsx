import { VisuallyHidden } from '@mantine/core';
import type { Receipt } from '../../../../domain/api/requests.ts';
import { NO_PERCENT } from '../../../../domain/kernel/money.ts';
import { OPERATIONS } from '../../../../domain/pricing/operations.ts';
import { formatCount, formatMoney, formatPercent } from '../../../format.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { price as words } from '../../../words/request-price.ts';
import classes from './price.module.css';

type Lines = readonly Pick<
  Receipt['lines'][number],
  'operation' | 'quantity' | 'clientPrice' | 'clientSubtotal'
>[];
type Totals = Omit<NonNullable<Receipt['totals']>, 'costs'>;

interface Props {
  readonly lines: Lines;
  readonly totals: Totals;
  /** Said to screen readers before the table. */
  readonly caption: string;
  /** Only a frozen price is worth copying. */
  readonly canCopy?: boolean;
}

/** quantity × price = subtotal, the total, the discount and what is left of it. */
export function PriceLines({ lines, totals, caption, canCopy = true }: Props) {
  const { clientTotal, discountPercent, discountAmount, finalPrice } = totals;
  const isDiscounted = discountPercent !== NO_PERCENT;
  return (
    <table className={classes.receipt}>
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <thead className={classes.columnNames}>
        <tr>
          <th scope="col">{words.operation}</th>
          <th scope="col">{words.subtotal}</th>
        </tr>
      </thead>
      <tbody>
        {lines.length === 0 && (
          <tr>
            <td colSpan={2} className={classes.nothing}>
              {words.nothingBilled}
            </td>
          </tr>
        )}
        {lines.map(({ operation, quantity, clientPrice, clientSubtotal }) => (
          <tr key={operation}>
            <th scope="row">
              {OPERATIONS[operation].name}
              <span className={classes.times}>
                {words.times(formatCount(quantity), formatMoney(clientPrice))}
              </span>
            </th>
            <td>{formatMoney(clientSubtotal)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {isDiscounted && (
          <>
            <tr>
              <th scope="row">{words.total}</th>
              <td>{formatMoney(clientTotal)}</td>
            </tr>
            <tr>
              <th scope="row">{words.discount(formatPercent(discountPercent))}</th>
              <td>{formatMoney(`-${discountAmount}`)}</td>
            </tr>
          </>
        )}
        <tr className={classes.final}>
          <th scope="row">{isDiscounted ? words.final : words.total}</th>
          <td>
            {canCopy && <CopyButton text={finalPrice} what={words.copy} />}
            {formatMoney(finalPrice)}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
