import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../../../domain/kernel/calendar.ts';
import type { Cost, Money, Percent } from '../../../../domain/kernel/money.ts';
import type { Actor } from '../../../../domain/people.ts';
import { canSeeCosts, canSeePrices } from '../../../../domain/permissions.ts';
import type { OperationKey } from '../../../../domain/pricing/operations.ts';

/** What a completion was billed by (M3, M4). Amounts are text: a JSON number would be a float (M1). */

export interface LineRow {
  readonly operation: OperationKey;
  readonly quantity: number;
  readonly clientPrice: Money;
  readonly clientSubtotal: Money;
  /** P4: these four come for admins only. */
  readonly operateCost?: Cost;
  readonly qaCost?: Cost;
  readonly operateSubtotal?: Cost;
  readonly qaSubtotal?: Cost;
}

export interface ReceiptRow {
  readonly completedAt: Instant;
  readonly supersededAt: Instant | null;
  readonly version: number | null;
  readonly title: string | null;
  readonly clientTotal: Money | null;
  readonly discountPercent: Percent | null;
  readonly discountAmount: Money | null;
  readonly finalPrice: Money | null;
  /** P4: these two come for admins only. */
  readonly operateTotal?: Cost | null;
  readonly qaTotal?: Cost | null;
  readonly lines: readonly LineRow[];
}

/** JSON text of an instant as the driver's own parser would give it (db/types.ts). */
const asInstant = (column: string): RawBuilder<string> =>
  sql`to_char(${sql.ref(column)}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const NO_COLUMN = sql``;

/**
 * P4: a further column `receipts` of a statement over `seen`, newest completion first; for whoever
 * may not see prices no column at all, and no costs for whoever may not see those: what a reader may
 * not see never leaves the database.
 */
export function receiptsColumn(actor: Actor): RawBuilder<unknown> {
  if (!canSeePrices(actor)) return NO_COLUMN;
  const seesCosts = canSeeCosts(actor);
  const lineCosts = seesCosts
    ? sql`, 'operateCost', operate_cost::text, 'qaCost', qa_cost::text,
        'operateSubtotal', operate_subtotal::text, 'qaSubtotal', qa_subtotal::text`
    : NO_COLUMN;
  const totalCosts = seesCosts
    ? sql`, 'operateTotal', completions.operate_total::text, 'qaTotal', completions.qa_total::text`
    : NO_COLUMN;
  return sql`,
    (SELECT coalesce(json_agg(json_build_object(
        'completedAt', ${asInstant('completions.completed_at')},
        'supersededAt', ${asInstant('completions.superseded_at')},
        'version', price_lists.version, 'title', price_lists.title,
        'clientTotal', completions.client_total::text,
        'discountPercent', completions.discount_percent::text,
        'discountAmount', completions.discount_amount::text,
        'finalPrice', completions.final_price::text ${totalCosts},
        'lines', (SELECT coalesce(json_agg(json_build_object(
            'operation', operation, 'quantity', quantity, 'clientPrice', client_price::text,
            'clientSubtotal', client_subtotal::text ${lineCosts})), '[]')
          FROM completion_lines WHERE completion_id = completions.id)
        ) ORDER BY completions.id DESC), '[]')
      FROM completions LEFT JOIN price_lists ON price_lists.id = completions.price_list_id
      WHERE completions.request_id = seen.id) AS receipts`;
}
