import type { WhatIfAnswer } from '../../../domain/api/prices.ts';
import { checkWhatIfPeriod, missingClientPrices, whatIf } from '../../../domain/pricing/what-if.ts';
import type { Context } from '../../context.ts';
import { inSnapshot } from '../../db/transaction.ts';
import { invalidList, listNotFound } from './list-errors.ts';
import { findLists, loadPrices } from './queries.ts';
import { sumWhatIf } from './what-if-queries.ts';

/**
 * M5: what a list, published or not, would have done to a past period.
 *
 * @throws DomainError `not_found`, `validation_failed` at `from` and `to`, or at the client prices
 *   that a draft lacks
 */
export async function readWhatIf(
  context: Context,
  id: number,
  typed: { readonly from: string; readonly to: string },
): Promise<WhatIfAnswer> {
  const now = context.now();
  const { period, issues } = checkWhatIfPeriod(typed, now);
  return inSnapshot(context.db, async (db) => {
    const row = (await findLists(db)).find((one) => one.id === id);
    if (row === undefined) throw listNotFound();
    if (period === null) throw invalidList(issues);
    const prices = await loadPrices(db, id);
    const content = { title: row.title, effectiveOn: row.effective_on, prices };
    const missing = missingClientPrices(content, now);
    if (missing.length > 0) throw invalidList(missing);
    const { total, byTeam, byType, notPriced } = whatIf(await sumWhatIf(db, period, prices));
    return { total, byTeam: [...byTeam], byType: [...byType], notPriced };
  });
}
