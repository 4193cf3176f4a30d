import { z } from 'zod';
import { TEAMS } from '../people.ts';
import { OPERATION_KEYS } from '../pricing/operations.ts';
import { PRICE_FIELDS } from '../pricing/price-list.ts';
import { REQUEST_TYPE_KEYS } from '../requests/define.ts';
import { personRef } from './people.ts';

/** Price lists over the wire (M2, M5). Amounts are decimal strings in USD, days `YYYY-MM-DD`. */

const amount = z.string();

/** P4: what leadership and admins see of the list in force; costs for admins only. */
export const pricesInForce = z.object({
  /** Null: no list is in force, nothing can be completed. */
  list: z
    .object({
      version: z.number().int(),
      title: z.string(),
      effectiveOn: z.string(),
      prices: z.record(
        z.enum(OPERATION_KEYS),
        z.object({
          clientPrice: amount,
          costs: z.object({ operateCost: amount, qaCost: amount }).optional(),
        }),
      ),
    })
    .nullable(),
});
export type PricesInForce = z.infer<typeof pricesInForce>;

export const PRICE_LIST_STATES = [
  'draft',
  /** Published, its day has not come. */
  'upcoming',
  'in_force',
  /** Another one applies instead, or will from its first day on. */
  'past',
  /** Taken back before its day. */
  'withdrawn',
] as const;
export type PriceListState = (typeof PRICE_LIST_STATES)[number];

const draftPrice = z.object({
  clientPrice: amount.nullable(),
  operateCost: amount.nullable(),
  qaCost: amount.nullable(),
});

export const priceListSummary = z.object({
  id: z.number().int(),
  /** Null for drafts. */
  version: z.number().int().nullable(),
  title: z.string(),
  state: z.enum(PRICE_LIST_STATES),
  effectiveOn: z.string().nullable(),
  /** The first day on which it is no longer in force; null while none follows. */
  endsOn: z.string().nullable(),
  updatedAt: z.string(),
  updatedBy: personRef,
  publishedAt: z.string().nullable(),
  publishedBy: personRef.nullable(),
  /** Completed requests priced by it, the superseded ones left out. */
  pricedRequests: z.number().int(),
});
export type PriceListSummary = z.infer<typeof priceListSummary>;

export const priceListsAnswer = z.object({
  lists: z.array(priceListSummary),
  /** M2: completed before the first list and not priced since. */
  notPriced: z.number().int(),
});
export type PriceListsAnswer = z.infer<typeof priceListsAnswer>;

export const priceListEvent = z.object({
  id: z.number().int(),
  at: z.string(),
  actor: personRef,
  action: z.enum(['create', 'edit', 'publish', 'withdraw', 'discard', 'apply']),
  /** `operation` is absent for the title and the effective day. */
  changes: z.array(
    z.object({
      operation: z.enum(OPERATION_KEYS).optional(),
      field: z.enum([...PRICE_FIELDS, 'title', 'effectiveOn', 'requests']),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
});
export type PriceListEvent = z.infer<typeof priceListEvent>;

export const priceListDetail = priceListSummary.extend({
  /** Sent back with every change of a draft: an older one is a conflict (X1). */
  revision: z.number().int(),
  prices: z.record(z.enum(OPERATION_KEYS), draftPrice),
  /** The list it is compared with: for a draft the one in force, for a published one its predecessor. */
  comparedWith: z
    .object({
      id: z.number().int(),
      version: z.number().int(),
      title: z.string(),
      prices: z.record(z.enum(OPERATION_KEYS), draftPrice),
    })
    .nullable(),
  /** What stands in the way of publishing a draft; empty when nothing does, and for published lists. */
  missing: z.array(z.object({ path: z.string(), message: z.string() })),
  /** The newest published version the answer knows: sent back when publishing. */
  newestVersion: z.number().int(),
  events: z.array(priceListEvent),
});
export type PriceListDetail = z.infer<typeof priceListDetail>;

/** A new draft: a copy of `copyOf`, or of the newest published list, or empty. */
export const createDraftBody = z.object({
  title: z.string().max(1000),
  copyOf: z.number().int().optional(),
});
export type CreateDraftBody = z.infer<typeof createDraftBody>;

export const saveDraftBody = z.object({
  revision: z.number().int(),
  title: z.string().max(1000),
  effectiveOn: z.string().max(100).nullable(),
  prices: z.partialRecord(
    z.enum(OPERATION_KEYS),
    z.partialRecord(z.enum(PRICE_FIELDS), z.string().max(1000).nullable()),
  ),
});
export type SaveDraftBody = z.infer<typeof saveDraftBody>;

export const publishBody = z.object({
  revision: z.number().int(),
  /** `newestVersion` as the publisher saw it: another one published meanwhile is a conflict. */
  newestVersion: z.number().int(),
});
export type PublishBody = z.infer<typeof publishBody>;

export const revisionBody = z.object({ revision: z.number().int() });

/** M5, "what if". Days in UTC (billing), both included, by completed-at. */
export const whatIfQuery = z.object({ from: z.string().max(100), to: z.string().max(100) });
const whatIfRow = z.object({
  requests: z.number().int(),
  /** Current final prices, discounts taken off. */
  before: amount,
  after: amount,
  /** After less before; may be negative. */
  difference: amount,
});
export const whatIfAnswer = z.object({
  total: whatIfRow,
  byTeam: z.array(whatIfRow.extend({ team: z.enum(TEAMS) })),
  byType: z.array(whatIfRow.extend({ type: z.enum(REQUEST_TYPE_KEYS) })),
  /** Completed in the period without a price: left out of the figures above. */
  notPriced: z.number().int(),
});
export type WhatIfAnswer = z.infer<typeof whatIfAnswer>;

/** M2: prices everything that is completed and not priced, by this list. Answers how many were found. */
export const applyAnswer = z.object({ requests: z.number().int() });
export type ApplyAnswer = z.infer<typeof applyAnswer>;
