import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Cost, Money } from '../../../domain/kernel/money.ts';
import { OPERATION_KEYS, type OperationKey } from '../../../domain/pricing/operations.ts';
import type { DraftContent, DraftPrices } from '../../../domain/pricing/price-list.ts';
import type { PriceListAction } from '../../db/schema.ts';
import type { Tx } from '../../db/transaction.ts';
import type { ListChanges } from './queries.ts';

export interface By {
  readonly actorId: number;
  readonly now: Instant;
}

/** @returns the id of a new draft with these contents */
export async function insertDraft(tx: Tx, content: DraftContent, by: By): Promise<number> {
  const { id } = await tx
    .insertInto('price_lists')
    .values({
      title: content.title,
      effective_on: content.effectiveOn,
      created_at: by.now,
      created_by: by.actorId,
      updated_at: by.now,
      updated_by: by.actorId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.insertInto('price_list_prices').values(priceRows(id, content.prices)).execute();
  return id;
}

/** Stores the contents of a draft that the caller has locked, as its next revision. */
export async function storeDraft(tx: Tx, id: number, content: DraftContent, by: By): Promise<void> {
  await tx
    .updateTable('price_lists')
    .set((eb) => ({
      title: content.title,
      effective_on: content.effectiveOn,
      revision: eb('revision', '+', 1),
      updated_at: by.now,
      updated_by: eb.val(by.actorId),
    }))
    .where('id', '=', id)
    .execute();
  await tx
    .insertInto('price_list_prices')
    .values(priceRows(id, content.prices))
    .onConflict((conflict) =>
      conflict.columns(['price_list_id', 'operation']).doUpdateSet((eb) => ({
        client_price: eb.ref('excluded.client_price'),
        operate_cost: eb.ref('excluded.operate_cost'),
        qa_cost: eb.ref('excluded.qa_cost'),
      })),
    )
    .execute();
}

function priceRows(
  id: number,
  prices: DraftPrices,
): {
  price_list_id: number;
  operation: OperationKey;
  client_price: Money | null;
  operate_cost: Cost | null;
  qa_cost: Cost | null;
}[] {
  return OPERATION_KEYS.map((operation) => ({
    price_list_id: id,
    operation,
    client_price: prices[operation].clientPrice,
    operate_cost: prices[operation].operateCost,
    qa_cost: prices[operation].qaCost,
  }));
}

/** M2: gives a draft its version for good. The database refuses one that lacks a price. */
export async function storePublication(tx: Tx, id: number, version: number, by: By): Promise<void> {
  await tx
    .updateTable('price_lists')
    .set({ version, published_at: by.now, published_by: by.actorId })
    .where('id', '=', id)
    .execute();
}

export async function storeWithdrawal(tx: Tx, id: number, by: By): Promise<void> {
  await tx
    .updateTable('price_lists')
    .set({ withdrawn_at: by.now, withdrawn_by: by.actorId })
    .where('id', '=', id)
    .execute();
}

export async function storeDiscard(tx: Tx, id: number, by: By): Promise<void> {
  await tx
    .updateTable('price_lists')
    .set({ discarded_at: by.now, discarded_by: by.actorId })
    .where('id', '=', id)
    .execute();
}

export async function appendListEvent(
  tx: Tx,
  id: number,
  action: PriceListAction,
  changes: ListChanges,
  by: By,
): Promise<void> {
  await tx
    .insertInto('price_list_events')
    .values({
      price_list_id: id,
      at: by.now,
      actor_id: by.actorId,
      action,
      changes: JSON.stringify(changes),
    })
    .execute();
}
