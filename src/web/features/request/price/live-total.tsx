import type { RequestDetail } from '../../../../domain/api/requests.ts';
import type { Values } from '../../../../domain/requests/define.ts';
import { formatMoney } from '../../../format.ts';
import { livePrice as words } from '../../../words/request-price.ts';
import classes from './price.module.css';
import { useLivePrice } from './use-live-price.ts';

/** M5: the sum alone, in sight beside the button however long the form is. */
export default function LiveTotal(props: {
  readonly request: RequestDetail;
  readonly operation: Values;
}) {
  const live = useLivePrice(props.request, props.operation);
  if (live.kind !== 'priced') return null;
  return (
    <span className={classes.sum}>{words.announced(formatMoney(live.priced.finalPrice))}</span>
  );
}
