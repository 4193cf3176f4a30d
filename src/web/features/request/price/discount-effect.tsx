import type { RequestDetail } from '../../../../domain/api/requests.ts';
import { type Money, parsePercent } from '../../../../domain/kernel/money.ts';
import { discounted } from '../../../../domain/pricing/price.ts';
import { formatMoney, formatPercent } from '../../../format.ts';
import { price as priceWords, discountEffect as words } from '../../../words/request-price.ts';
import { Announced } from './announced.tsx';
import classes from './price.module.css';

/** M4: what the percentage typed so far makes of the present price, before anybody sets it. */
export default function DiscountEffect(props: {
  readonly pricing: NonNullable<RequestDetail['pricing']>;
  readonly typed: unknown;
}) {
  const { receipts } = props.pricing;
  const current = receipts.find(({ supersededAt }) => supersededAt === null);
  if (current === undefined) return <p className={classes.hint}>{words.notYet}</p>;
  if (current.totals === null) return <p className={classes.hint}>{words.notPriced}</p>;
  const { clientTotal, finalPrice } = current.totals;
  const percent = typeof props.typed === 'string' ? parsePercent(props.typed) : null;
  const after = percent === null ? null : discounted(clientTotal as Money, percent);
  return (
    <>
      <table className={classes.receipt}>
        <tbody>
          <tr>
            <th scope="row">{words.before}</th>
            <td>{formatMoney(clientTotal)}</td>
          </tr>
          {after !== null && (
            <>
              <tr>
                <th scope="row">{priceWords.discount(formatPercent(after.discountPercent))}</th>
                <td>{formatMoney(`-${after.discountAmount}`)}</td>
              </tr>
              <tr className={classes.final}>
                <th scope="row">{words.after}</th>
                <td>{formatMoney(after.finalPrice)}</td>
              </tr>
            </>
          )}
          <tr className={classes.quiet}>
            <th scope="row">{words.now}</th>
            <td>{formatMoney(finalPrice)}</td>
          </tr>
        </tbody>
      </table>
      <Announced text={after === null ? '' : words.announced(formatMoney(after.finalPrice))} />
    </>
  );
}
