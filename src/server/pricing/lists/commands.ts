import type {
  PriceListDetail,
  PriceListsAnswer,
  PricesInForce,
} from '../../../domain/api/prices.ts';
import type { Actor } from '../../../domain/people.ts';
import type { Context } from '../../context.ts';
import { inSnapshot } from '../../db/transaction.ts';
import { findListInForce } from '../queries.ts';
import { listNotFound } from './list-errors.ts';
import {
  countNotPriced,
  countPriced,
  countPricedBy,
  findLists,
  findNewestVersion,
  loadListEvents,
  loadPeople,
  loadPrices,
} from './queries.ts';
import {
  comparedList,
  detailView,
  inForceView,
  inOrder,
  namesOf,
  peopleIn,
  published,
  summaryView,
} from './view.ts';

/** M5: the list in force now, as far as this person may see it (P4). The caller asked who may. */
export async function readPricesInForce(context: Context, actor: Actor): Promise<PricesInForce> {
  return inForceView(await findListInForce(context.db, context.now()), actor);
}

/** M2: every list with its state and what it has priced, drafts first. */
export function readPriceLists(context: Context): Promise<PriceListsAnswer> {
  const now = context.now();
  return inSnapshot(context.db, async (db) => {
    const rows = await findLists(db);
    const names = namesOf(await loadPeople(db, peopleIn(rows)));
    const priced = await countPriced(db);
    const lists = published(rows);
    return {
      lists: inOrder(rows).map((row) =>
        summaryView(row, lists, { names, pricedRequests: priced.get(row.id) ?? 0, now }),
      ),
      notPriced: await countNotPriced(db),
    };
  });
}

/**
 * M2: one list with its prices, its difference to another and its history. One snapshot: the
 * revision must be that of the prices beside it, or a later save would undo what nobody saw.
 *
 * @throws DomainError `not_found`, for discarded drafts too
 */
export function readPriceList(context: Context, id: number): Promise<PriceListDetail> {
  const now = context.now();
  return inSnapshot(context.db, async (db) => {
    const rows = await findLists(db);
    const row = rows.find((one) => one.id === id);
    if (row === undefined) throw listNotFound();
    const lists = published(rows);
    const events = await loadListEvents(db, id);
    const names = namesOf(await loadPeople(db, peopleIn([row], events)));
    const pricedRequests = row.version === null ? 0 : await countPricedBy(db, id);
    const list = comparedList(row, lists, now);
    return detailView(summaryView(row, lists, { names, pricedRequests, now }), {
      row,
      prices: await loadPrices(db, id),
      compared: list === null ? null : { list, prices: await loadPrices(db, list.id) },
      newestVersion: await findNewestVersion(db),
      events,
      names,
      now,
    });
  });
}
