import type { PersonRef } from '../../../domain/api/people.ts';
import type {
  PriceListDetail,
  PriceListState,
  PriceListSummary,
  PricesInForce,
} from '../../../domain/api/prices.ts';
import { type Instant, startOfDay } from '../../../domain/kernel/calendar.ts';
import { type Actor, displayName } from '../../../domain/people.ts';
import { canSeeCosts } from '../../../domain/permissions.ts';
import { OPERATION_KEYS, type OperationKey } from '../../../domain/pricing/operations.ts';
import {
  checkPublishable,
  type DraftPrices,
  listInForce,
  type Validity,
} from '../../../domain/pricing/price-list.ts';
import type { ListInForce } from '../queries.ts';
import { bySitting } from './history.ts';
import type { ListEventRow, ListRow, PersonRow } from './queries.ts';

/** Price lists as pages show them. Pure. */

/** A published list: what decides when it applies, and its row. */
export type Published = ListRow & Validity & { readonly publishedBy: number };

export function published(rows: readonly ListRow[]): readonly Published[] {
  return rows.flatMap((row) => {
    const { version, effective_on, published_at, published_by } = row;
    if (version === null || effective_on === null) return [];
    if (published_at === null || published_by === null) return [];
    return {
      ...row,
      version,
      effectiveOn: effective_on,
      publishedAt: published_at,
      publishedBy: published_by,
      withdrawnAt: row.withdrawn_at,
    };
  });
}

/** As `listInForce` weighs them: negative when `b` counts more once both have begun. */
function compareLists(a: Validity, b: Validity): number {
  if (a.effectiveOn === b.effectiveOn) return a.version - b.version;
  return a.effectiveOn < b.effectiveOn ? -1 : 1;
}

/** The list that takes over from this one, its day still to come or not. */
function successorOf(list: Published, lists: readonly Published[]): Published | undefined {
  return lists
    .filter((other) => other.withdrawnAt === null && compareLists(list, other) < 0)
    .sort(compareLists)[0];
}

/** The list that this one takes over from. */
export function predecessorOf(list: Published, lists: readonly Published[]): Published | undefined {
  return lists
    .filter((other) => other.withdrawnAt === null && compareLists(other, list) < 0)
    .sort(compareLists)
    .at(-1);
}

/**
 * M2. A list whose successor begins on the same day is `past` from the moment that one is published,
 * also while the day lies ahead: it has no instant left in which it applies (unless the successor is
 * withdrawn).
 */
export function stateOf(row: ListRow, lists: readonly Published[], now: Instant): PriceListState {
  const list = lists.find(({ id }) => id === row.id);
  if (list === undefined) return 'draft';
  if (list.withdrawnAt !== null) return 'withdrawn';
  if (listInForce(lists, now)?.id === list.id) return 'in_force';
  if (successorOf(list, lists)?.effectiveOn === list.effectiveOn) return 'past';
  return startOfDay(list.effectiveOn, 'UTC') > now ? 'upcoming' : 'past';
}

export interface Names {
  readonly one: (id: number) => PersonRef;
}

export function namesOf(rows: readonly PersonRow[]): Names {
  const byId = new Map(
    rows.map((row) => [row.id, { id: row.id, name: displayName(row), isActive: row.isActive }]),
  );
  return {
    one(id) {
      const person = byId.get(id);
      if (person === undefined) throw new Error(`the query did not bring user ${id}`);
      return person;
    },
  };
}

/** Everybody whom these lists and events name. */
export function peopleIn(
  rows: readonly ListRow[],
  events: readonly ListEventRow[] = [],
): readonly number[] {
  const ids = rows.flatMap((row) => [row.updated_by, row.published_by ?? row.updated_by]);
  return [...new Set([...ids, ...events.map((event) => event.actor_id)])];
}

export function summaryView(
  row: ListRow,
  lists: readonly Published[],
  facts: { readonly names: Names; readonly pricedRequests: number; readonly now: Instant },
): PriceListSummary {
  const list = lists.find(({ id }) => id === row.id);
  const successor = list?.withdrawnAt === null ? successorOf(list, lists) : undefined;
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    state: stateOf(row, lists, facts.now),
    effectiveOn: row.effective_on,
    endsOn: successor?.effectiveOn ?? null,
    updatedAt: row.updated_at,
    updatedBy: facts.names.one(row.updated_by),
    publishedAt: row.published_at,
    publishedBy: row.published_by === null ? null : facts.names.one(row.published_by),
    pricedRequests: facts.pricedRequests,
  };
}

/** Drafts first, the latest touched on top; then the published ones, the latest day on top. */
export function inOrder(rows: readonly ListRow[]): readonly ListRow[] {
  const drafts = rows
    .filter((row) => row.version === null)
    .sort((a, b) =>
      a.updated_at === b.updated_at ? b.id - a.id : a.updated_at < b.updated_at ? 1 : -1,
    );
  return [...drafts, ...[...published(rows)].sort((a, b) => compareLists(b, a))];
}

/** What a list is compared with: a draft with the list in force, a published one with the one before. */
export function comparedList(
  row: ListRow,
  lists: readonly Published[],
  now: Instant,
): Published | null {
  const list = lists.find(({ id }) => id === row.id);
  return list === undefined ? listInForce(lists, now) : (predecessorOf(list, lists) ?? null);
}

export function detailView(
  summary: PriceListSummary,
  facts: {
    readonly row: ListRow;
    readonly prices: DraftPrices;
    readonly compared: { readonly list: Published; readonly prices: DraftPrices } | null;
    readonly newestVersion: number;
    readonly events: readonly ListEventRow[];
    readonly names: Names;
    readonly now: Instant;
  },
): PriceListDetail {
  const { row, prices, compared, names } = facts;
  const content = { title: row.title, effectiveOn: row.effective_on, prices };
  return {
    ...summary,
    revision: row.revision,
    prices: { ...prices },
    comparedWith:
      compared === null
        ? null
        : {
            id: compared.list.id,
            version: compared.list.version,
            title: compared.list.title,
            prices: { ...compared.prices },
          },
    missing: row.version === null ? [...checkPublishable(content, facts.now)] : [],
    newestVersion: facts.newestVersion,
    events: bySitting(facts.events).map((event) => ({
      id: event.id,
      at: event.at,
      actor: names.one(event.actor_id),
      action: event.action,
      changes: event.changes,
    })),
  };
}

/** P4: costs for those who may see them, and no trace of them for others. */
export function inForceView(list: ListInForce | undefined, actor: Actor): PricesInForce {
  if (list === undefined) return { list: null };
  const { version, title, effectiveOn } = list;
  const withCosts = canSeeCosts(actor);
  const prices = OPERATION_KEYS.map((key): [OperationKey, ShownPrice] => {
    const { clientPrice, operateCost, qaCost } = list.prices[key];
    return [key, withCosts ? { clientPrice, costs: { operateCost, qaCost } } : { clientPrice }];
  });
  return { list: { version, title, effectiveOn, prices: Object.fromEntries(prices) as AllPrices } };
}

type AllPrices = NonNullable<PricesInForce['list']>['prices'];
type ShownPrice = AllPrices[OperationKey];
