import type { CreateDraftBody, PriceListEvent, SaveDraftBody } from '../../../domain/api/prices.ts';
import type { Actor } from '../../../domain/people.ts';
import {
  checkDraft,
  type DraftContent,
  type DraftPrices,
  EMPTY_PRICES,
  priceChanges,
} from '../../../domain/pricing/price-list.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { invalidList, listConflict, listNotFound } from './list-errors.ts';
import { findLists, type ListRow, loadPrices, lockList } from './queries.ts';
import { published } from './view.ts';
import { appendListEvent, insertDraft, storeDiscard, storeDraft } from './write-queries.ts';

type Changes = PriceListEvent['changes'];

/**
 * M2: a new draft with the prices of `copyOf`, else of the newest published list, else without any.
 * It has no effective day: that is the one thing that never stays the same.
 *
 * @returns its id
 * @throws DomainError `validation_failed` at `title` or `copyOf`
 */
export async function createDraft(
  tx: Tx,
  context: Context,
  actor: Actor,
  body: CreateDraftBody,
): Promise<number> {
  const { content, issues } = checkDraft({ title: body.title, effectiveOn: null, prices: {} });
  if (issues.length > 0) throw invalidList(issues);
  const by = { actorId: actor.id, now: context.now() };
  const prices = await copiedPrices(tx, body.copyOf);
  const id = await insertDraft(tx, { ...content, prices }, by);
  const title = { field: 'title' as const, from: null, to: content.title };
  await appendListEvent(tx, id, 'create', [title], by);
  return id;
}

async function copiedPrices(tx: Tx, copyOf: number | undefined): Promise<DraftPrices> {
  const rows = await findLists(tx);
  if (copyOf === undefined) {
    const newest = published(rows)
      .filter((list) => list.withdrawnAt === null)
      .reduce<number | null>((best, { version }) => Math.max(best ?? 0, version), null);
    const row = rows.find(({ version }) => version !== null && version === newest);
    return row === undefined ? EMPTY_PRICES : loadPrices(tx, row.id);
  }
  if (rows.some(({ id }) => id === copyOf)) return loadPrices(tx, copyOf);
  throw invalidList([
    { path: 'copyOf', message: 'There is no such price list, or it was discarded' },
  ]);
}

/**
 * M2: stores what was typed into a draft, amounts as they are shown (`12.5` → `12.50`), and records
 * every change. Saving what stands already is no change, whichever revision it was based on.
 *
 * @throws DomainError `not_found`, `validation_failed` at the fields, `conflict` when somebody saved
 *   or published it meanwhile (X1)
 */
export async function saveDraft(
  tx: Tx,
  context: Context,
  actor: Actor,
  id: number,
  body: SaveDraftBody,
): Promise<void> {
  const { content, issues } = checkDraft(body);
  const row = await lockList(tx, id);
  if (row === undefined) throw listNotFound();
  await refusePublished(tx, actor, row, 'What is published does not change: make a new draft.');
  if (issues.length > 0) throw invalidList(issues);
  const before = await loadPrices(tx, id);
  const changes = contentChanges(
    { title: row.title, effectiveOn: row.effective_on, prices: before },
    content,
  );
  if (changes.length === 0) return;
  await refuseStale(tx, actor, row, body.revision);
  const by = { actorId: actor.id, now: context.now() };
  await storeDraft(tx, id, content, by);
  await appendListEvent(tx, id, 'edit', changes, by);
}

function contentChanges(before: DraftContent, after: DraftContent): Changes {
  const plain = (['title', 'effectiveOn'] as const)
    .map((field) => ({ field, from: before[field], to: after[field] }))
    .filter((change) => change.from !== change.to);
  return [...plain, ...priceChanges(before.prices, after.prices)];
}

/**
 * Throws a draft away. Its history stays in the database, it is never shown again.
 *
 * @throws DomainError `not_found`, `conflict` when it was published or changed meanwhile (X1)
 */
export async function discardDraft(
  tx: Tx,
  context: Context,
  actor: Actor,
  id: number,
  revision: number,
  address: string,
): Promise<void> {
  const row = await lockList(tx, id);
  if (row === undefined) throw listNotFound();
  await refusePublished(tx, actor, row, 'What is published cannot be discarded.');
  await refuseStale(tx, actor, row, revision);
  const by = { actorId: actor.id, now: context.now() };
  await storeDiscard(tx, id, by);
  await appendListEvent(tx, id, 'discard', [], by);
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'price_list_discarded',
    target: row.title,
    details: { priceList: id },
    address,
    now: by.now,
  });
}

/** @throws DomainError `conflict` naming who published the list, and when */
export async function refusePublished(
  tx: Tx,
  actor: Actor,
  row: ListRow,
  advice: string,
): Promise<void> {
  const { version, published_by, published_at } = row;
  if (version === null || published_by === null || published_at === null) return;
  const did = `published this list as version ${version}`;
  const happened = { did, action: 'publish', by: published_by, at: published_at } as const;
  throw await listConflict(tx, actor, happened, advice, row.revision);
}

/** X1. @throws DomainError `conflict` naming who saved the draft last, and when */
export async function refuseStale(
  tx: Tx,
  actor: Actor,
  row: ListRow,
  revision: number,
): Promise<void> {
  if (row.revision === revision) return;
  const happened = {
    did: 'saved this draft',
    action: 'edit',
    by: row.updated_by,
    at: row.updated_at,
  } as const;
  throw await listConflict(
    tx,
    actor,
    happened,
    'Nothing of yours was stored: look at what stands now and try again.',
    row.revision,
  );
}
