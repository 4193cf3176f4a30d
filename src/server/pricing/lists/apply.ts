import { DomainError } from '../../../domain/errors.ts';
import { startOfDay } from '../../../domain/kernel/calendar.ts';
import { formatCalendarDay } from '../../../domain/kernel/time-words.ts';
import type { Actor } from '../../../domain/people.ts';
import { priceOf, quantitiesOf } from '../../../domain/pricing/price.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Tx } from '../../db/transaction.ts';
import { appendEvent } from '../../requests/history/queries.ts';
import { ownValues, type RequestRow } from '../../requests/stored-request.ts';
import { freeze } from '../queries.ts';
import { type AppliedList, loadAppliedList } from './applied-list.ts';
import {
  enqueuePriceUnpriced,
  findNotPriced,
  findStillNotPriced,
  lockRequests,
  type PriceUnpricedPayload,
} from './apply-queries.ts';
import { listNotFound } from './list-errors.ts';
import { countNotPriced, lockList } from './queries.ts';
import { appendListEvent } from './write-queries.ts';

/**
 * M2: the explicit command by which requests completed before the first list get a price: by this
 * list, with its version recorded. The worker does it; nothing that has a price changes.
 *
 * @returns how many requests wait for it
 * @throws DomainError `not_found`, `conflict` for lists that apply to nothing (yet)
 */
export async function applyPrices(
  tx: Tx,
  context: Context,
  actor: Actor,
  id: number,
  address: string,
): Promise<number> {
  const row = await lockList(tx, id);
  if (row === undefined) throw listNotFound();
  const now = context.now();
  const { version, effective_on } = row;
  if (version === null || effective_on === null) {
    throw new DomainError('conflict', 'This is a draft: publish it before you apply it.');
  }
  if (row.withdrawn_at !== null) {
    throw new DomainError('conflict', `Version ${version} was withdrawn: it prices nothing.`);
  }
  if (startOfDay(effective_on, 'UTC') > now) {
    throw new DomainError(
      'conflict',
      `Version ${version} prices nothing before ${formatCalendarDay(effective_on)} (UTC). Apply a list that is in force.`,
    );
  }
  const requests = await countNotPriced(tx);
  if (requests === 0) return 0;
  const by = { actorId: actor.id, now };
  await appendListEvent(
    tx,
    id,
    'apply',
    [{ field: 'requests', from: null, to: String(requests) }],
    by,
  );
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'prices_applied',
    target: `Version ${version}`,
    details: { priceList: id, requests },
    address,
    now,
  });
  await enqueuePriceUnpriced(tx, { priceListId: id, actorId: actor.id });
  return requests;
}

/** Few enough that nobody waits long for one of them, many enough to share a commit. */
const BATCH = 50;

/**
 * M2: prices whatever is completed and has no price, a batch in a transaction. Each request is looked
 * at again under its lock, so that a second run, and a run that goes on where another one died,
 * price what is left and nothing twice. One that fails keeps no other waiting.
 *
 * @returns how many this run priced
 * @throws Error when some could not be priced, or when it was stopped before the end: the queue
 *   tries again
 */
export async function priceUnpriced(
  context: Context,
  { priceListId, actorId }: PriceUnpricedPayload,
  signal?: AbortSignal,
): Promise<number> {
  const list = await loadAppliedList(context.db, priceListId);
  const failed: number[] = [];
  let priced = 0;
  for (;;) {
    const ids = await findNotPriced(context.db, BATCH, failed);
    if (ids.length === 0) break;
    if (signal?.aborted === true) throw new Error('stopped before everything was priced');
    const price = (some: readonly number[]) =>
      inTransaction(context.db, (tx) => priceThese(tx, context, some, list, actorId));
    try {
      priced += await price(ids);
    } catch (error) {
      context.log.warn({ err: error }, 'a batch was not priced and is tried one by one');
      for (const id of ids) {
        try {
          priced += await price([id]);
        } catch (cause) {
          context.log.error({ err: cause, request: id }, 'a request was not priced');
          failed.push(id);
        }
      }
    }
  }
  if (failed.length > 0) throw new Error(`${failed.length} requests were not priced`);
  return priced;
}

async function priceThese(
  tx: Tx,
  context: Context,
  ids: readonly number[],
  list: AppliedList,
  actorId: number,
): Promise<number> {
  const rows = await lockRequests(tx, ids);
  const events = await findStillNotPriced(tx, ids);
  let priced = 0;
  for (const row of rows) {
    const eventId = events.get(row.id);
    if (eventId === undefined) continue;
    await priceOne(tx, context, row, eventId, list, actorId);
    priced += 1;
  }
  return priced;
}

async function priceOne(
  tx: Tx,
  context: Context,
  row: RequestRow,
  eventId: number,
  list: AppliedList,
  actorId: number,
): Promise<void> {
  const now = context.now();
  const quantities = quantitiesOf(requestType(row.type), row.operation ?? {}, ownValues(row));
  const price = priceOf(quantities, list.prices, row.discount_percent);
  await freeze(tx, eventId, price, list.id, now);
  await appendEvent(tx, row.id, {
    at: now,
    actorId,
    transition: {
      ok: true,
      action: 'price',
      from: row.status,
      to: row.status,
      set: {},
      message: null,
      changes: [],
      bumpsVersion: false,
      notify: [],
    },
    details: { changes: [{ field: 'priceList', from: null, to: list.version }], prices: true },
    typed: {},
    notifications: [],
  });
}
