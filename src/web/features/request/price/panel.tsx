import { useId } from 'react';
import type { Receipt, RequestDetail } from '../../../../domain/api/requests.ts';
import { NO_PERCENT } from '../../../../domain/kernel/money.ts';
import { formatInstant, formatMoney, formatPercent } from '../../../format.ts';
import { useViewerZone } from '../../../ui/now.ts';
import { price as words } from '../../../words/request-price.ts';
import facts from '../facts.module.css';
import { Costs } from './costs.tsx';
import classes from './price.module.css';
import { PriceLines } from './price-lines.tsx';

/** P4, M3, M4: what the request costs and how that came about; earlier prices folded below. */
export default function PricePanel({
  pricing,
}: {
  pricing: NonNullable<RequestDetail['pricing']>;
}) {
  const headingId = useId();
  const { discountPercent, receipts } = pricing;
  const current = receipts.find(({ supersededAt }) => supersededAt === null);
  const earlier = receipts.filter((receipt) => receipt !== current);
  return (
    <section aria-labelledby={headingId} className={classes.panel}>
      <h2 id={headingId} className={facts.heading}>
        {words.title}
      </h2>
      {current === undefined ? (
        <p className={facts.quiet}>{words.notYet}</p>
      ) : (
        <ReceiptView receipt={current} caption={words.title} />
      )}
      {current?.totals == null && discountPercent !== NO_PERCENT && (
        <p>{words.discountSet(formatPercent(discountPercent))}</p>
      )}
      {earlier.map((receipt) => (
        <Earlier key={receipt.supersededAt} receipt={receipt} />
      ))}
    </section>
  );
}

function ReceiptView({ receipt, caption }: { receipt: Receipt; caption: string }) {
  const { priceList, lines, totals } = receipt;
  if (totals === null) return <p className={facts.quiet}>{words.notPriced}</p>;
  return (
    <>
      <PriceLines lines={lines} totals={totals} caption={caption} />
      {priceList !== null && (
        <p className={classes.list}>{words.pricedBy(priceList.version, priceList.title)}</p>
      )}
      {totals.costs !== undefined && (
        <Costs lines={lines} finalPrice={totals.finalPrice} totals={totals.costs} />
      )}
    </>
  );
}

/** L12: superseded, never deleted. */
function Earlier({ receipt }: { receipt: Receipt }) {
  const zone = useViewerZone();
  const when = receipt.supersededAt === null ? '' : formatInstant(receipt.supersededAt, zone);
  const title = words.superseded(when);
  const { totals } = receipt;
  return (
    <details className={classes.earlier}>
      <summary>
        <span>{title}</span>
        {totals !== null && (
          <span className={classes.amount}>{formatMoney(totals.finalPrice)}</span>
        )}
      </summary>
      <ReceiptView receipt={receipt} caption={title} />
    </details>
  );
}
