import type { Prices } from '../../../domain/pricing/price.ts';
import { completePrices } from '../../../domain/pricing/price-list.ts';
import type { Db } from '../../db/pool.ts';
import { findLists, loadPrices } from './queries.ts';

export interface AppliedList {
  readonly id: number;
  readonly version: number;
  readonly prices: Prices;
}

/** A published list with its prices: neither ever changes (M2), so it is read once for a whole run. */
export async function loadAppliedList(db: Db, id: number): Promise<AppliedList> {
  const row = (await findLists(db)).find((list) => list.id === id);
  const prices = completePrices(await loadPrices(db, id));
  if (row === undefined || row.version === null || prices === null) {
    throw new Error(`price list ${id} is not published`);
  }
  return { id, version: row.version, prices };
}
