import type { Receipt, RequestDetail } from '../../../../domain/api/requests.ts';
import { margin, type Percent } from '../../../../domain/kernel/money.ts';
import { OPERATION_KEYS } from '../../../../domain/pricing/operations.ts';
import type { LineRow, ReceiptRow } from './queries.ts';

/** P4: what the request costs, for a reader whose query brought it. Nothing is computed but the margin. */
export function pricingView(
  discountPercent: Percent,
  receipts: readonly ReceiptRow[],
): NonNullable<RequestDetail['pricing']> {
  return { discountPercent, receipts: receipts.map(receiptView) };
}

/** The list item's price: of the completion that counts, null while there is none or it is not priced. */
export function currentPrice(receipts: readonly ReceiptRow[]) {
  const current = receipts.find(({ supersededAt }) => supersededAt === null);
  return current === undefined || current.clientTotal === null || current.finalPrice === null
    ? null
    : { total: current.clientTotal, final: current.finalPrice };
}

function receiptView(row: ReceiptRow): Receipt {
  const { version, title } = row;
  return {
    completedAt: row.completedAt,
    supersededAt: row.supersededAt,
    priceList: version === null || title === null ? null : { version, title },
    lines: [...row.lines].sort((a, b) => placeOf(a) - placeOf(b)).map(lineView),
    totals: totalsView(row),
  };
}

/** Lists, forms and receipts name operations in one order. */
function placeOf({ operation }: LineRow): number {
  return OPERATION_KEYS.indexOf(operation);
}

function lineView(line: LineRow): Receipt['lines'][number] {
  const { operation, quantity, clientPrice, clientSubtotal } = line;
  const { operateCost, qaCost, operateSubtotal, qaSubtotal } = line;
  const seesCosts =
    operateCost !== undefined &&
    qaCost !== undefined &&
    operateSubtotal !== undefined &&
    qaSubtotal !== undefined;
  return {
    operation,
    quantity,
    clientPrice,
    clientSubtotal,
    ...(seesCosts ? { costs: { operateCost, qaCost, operateSubtotal, qaSubtotal } } : {}),
  };
}

function totalsView(row: ReceiptRow): Receipt['totals'] {
  const { clientTotal, discountPercent, discountAmount, finalPrice } = row;
  // The four stand or fall together (the table's own check).
  if (
    clientTotal === null ||
    discountPercent === null ||
    discountAmount === null ||
    finalPrice === null
  ) {
    return null;
  }
  const { operateTotal, qaTotal } = row;
  const costs =
    operateTotal == null || qaTotal == null
      ? {}
      : { costs: { operateTotal, qaTotal, margin: margin(finalPrice, operateTotal, qaTotal) } };
  return { clientTotal, discountPercent, discountAmount, finalPrice, ...costs };
}
