import type { PublishBody } from '../../../domain/api/prices.ts';
import { DomainError } from '../../../domain/errors.ts';
import { startOfDay } from '../../../domain/kernel/calendar.ts';
import { formatCalendarDay } from '../../../domain/kernel/time-words.ts';
import type { Actor } from '../../../domain/people.ts';
import { checkPublishable, listInForce, priceChanges } from '../../../domain/pricing/price-list.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { holdPriceListsAlone } from '../queries.ts';
import { refusePublished, refuseStale } from './drafts.ts';
import { invalidList, listConflict, listNotFound } from './list-errors.ts';
import { findLists, findNewestVersion, loadPrices, lockList } from './queries.ts';
import { published } from './view.ts';
import { appendListEvent, storePublication, storeWithdrawal } from './write-queries.ts';

/**
 * M2: gives a draft the next version, for good. From before the clock is read to the commit nothing
 * is completed and nobody else publishes: every completion finds exactly the lists that were
 * published by its instant.
 *
 * @throws DomainError `not_found`, `conflict` when this draft or another one was saved or published
 *   meanwhile (X1), `validation_failed` naming what is missing
 */
export async function publishDraft(
  tx: Tx,
  context: Context,
  actor: Actor,
  id: number,
  body: PublishBody,
  address: string,
): Promise<void> {
  await holdPriceListsAlone(tx);
  const now = context.now();
  const row = await lockList(tx, id);
  if (row === undefined) throw listNotFound();
  await refusePublished(tx, actor, row, 'There is nothing left to publish.');
  await refuseStale(tx, actor, row, body.revision);
  const newest = await findNewestVersion(tx);
  const lists = published(await findLists(tx));
  const other = lists.find(({ version }) => version === newest);
  if (newest !== body.newestVersion && other !== undefined) {
    const happened = {
      did: `published version ${newest}, “${other.title}”,`,
      action: 'publish',
      by: other.publishedBy,
      at: other.publishedAt,
    } as const;
    const advice = 'Compare this draft with it before you publish.';
    throw await listConflict(tx, actor, happened, advice, row.revision);
  }
  const prices = await loadPrices(tx, id);
  const issues = checkPublishable({ title: row.title, effectiveOn: row.effective_on, prices }, now);
  if (issues.length > 0) throw invalidList(issues);

  const version = newest + 1;
  const by = { actorId: actor.id, now };
  const replaced = listInForce(lists, now);
  const changes = replaced === null ? [] : priceChanges(await loadPrices(tx, replaced.id), prices);
  await storePublication(tx, id, version, by);
  await appendListEvent(tx, id, 'publish', [...changes], by);
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'price_list_published',
    target: `Version ${version}`,
    details: { priceList: id, title: row.title, effectiveOn: row.effective_on },
    address,
    now,
  });
}

/**
 * M2: takes back a published list whose day has not come. Under the same lock as publications:
 * whatever is completed at an instant agrees with everybody else about what is in force then.
 *
 * @throws DomainError `not_found`, `conflict` for drafts, for what was withdrawn already, and for
 *   what has come into force
 */
export async function withdrawList(
  tx: Tx,
  context: Context,
  actor: Actor,
  id: number,
  address: string,
): Promise<void> {
  await holdPriceListsAlone(tx);
  const now = context.now();
  const row = await lockList(tx, id);
  if (row === undefined) throw listNotFound();
  const { version, effective_on } = row;
  if (version === null || effective_on === null) {
    throw new DomainError(
      'conflict',
      'This is a draft: it applies to nothing. Discard it instead of withdrawing it.',
    );
  }
  if (row.withdrawn_at !== null && row.withdrawn_by !== null) {
    const happened = {
      did: `withdrew version ${version}`,
      action: 'withdraw',
      by: row.withdrawn_by,
      at: row.withdrawn_at,
    } as const;
    throw await listConflict(tx, actor, happened, 'There is nothing left to do.', row.revision);
  }
  if (startOfDay(effective_on, 'UTC') <= now) {
    throw new DomainError(
      'conflict',
      `Version ${version} has been in force since ${formatCalendarDay(effective_on)} (UTC) and stays in the records. Publish a new list to replace it.`,
    );
  }
  const by = { actorId: actor.id, now };
  await storeWithdrawal(tx, id, by);
  await appendListEvent(tx, id, 'withdraw', [], by);
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'price_list_withdrawn',
    target: `Version ${version}`,
    details: { priceList: id, title: row.title, effectiveOn: effective_on },
    address,
    now,
  });
}
