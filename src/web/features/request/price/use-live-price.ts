import { useQuery } from '@tanstack/react-query';
import type { PricesInForce } from '../../../../domain/api/prices.ts';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import {
  type Cost,
  type Money,
  NO_COST,
  NO_PERCENT,
  parsePercent,
} from '../../../../domain/kernel/money.ts';
import { OPERATION_KEYS } from '../../../../domain/pricing/operations.ts';
import {
  type Priced,
  type Prices,
  priceOf,
  quantitiesOf,
} from '../../../../domain/pricing/price.ts';
import type { Values } from '../../../../domain/requests/define.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';
import { pricesInForceQuery } from '../../../api/prices-in-force.ts';

export type LivePrice =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  /** M2: no list is in force. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'priced';
      readonly version: number;
      readonly title: string;
      readonly priced: Priced;
    };

/**
 * M5: what the request would cost if it were completed now with these operation details.
 * @param operation what the form would send, as far as it can be read
 */
export function useLivePrice(request: RequestDetail, operation: Values): LivePrice {
  const { data, isError } = useQuery(pricesInForceQuery);
  if (data === undefined) return { kind: isError ? 'failed' : 'loading' };
  if (data.list === null) return { kind: 'none' };
  const { version, title, prices } = data.list;
  const quantities = quantitiesOf(requestType(request.type), operation, request.values);
  const percent = parsePercent(request.pricing?.discountPercent ?? NO_PERCENT) ?? NO_PERCENT;
  return {
    kind: 'priced',
    version,
    title,
    priced: priceOf(quantities, pricesOf(prices), percent),
  };
}

type Sent = NonNullable<PricesInForce['list']>['prices'];

/** Amounts cross the wire as exact text; costs are not sent to everybody, and not shown here. */
function pricesOf(sent: Sent): Prices {
  const entries = OPERATION_KEYS.map((key) => {
    const { clientPrice, costs } = sent[key];
    return [
      key,
      {
        clientPrice: clientPrice as Money,
        operateCost: (costs?.operateCost ?? NO_COST) as Cost,
        qaCost: (costs?.qaCost ?? NO_COST) as Cost,
      },
    ] as const;
  });
  return Object.fromEntries(entries) as Record<(typeof OPERATION_KEYS)[number], Prices['csv_row']>;
}
