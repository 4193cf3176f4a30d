import type { Issue } from '../errors.ts';
import {
  type CalendarDay,
  dayIn,
  type Instant,
  parseCalendarDay,
  startOfDay,
} from '../kernel/calendar.ts';
import { type Cost, compareMoney, type Money, parseCost, parseMoney } from '../kernel/money.ts';
import { plainText } from '../kernel/text.ts';
import { OPERATION_KEYS, OPERATIONS, type OperationKey } from './operations.ts';
import type { Price, Prices } from './price.ts';

/** Price lists (M2): what a draft may hold, what may be published, and which list is in force when. */

export const PRICE_FIELDS = ['clientPrice', 'operateCost', 'qaCost'] as const;
export type PriceField = (typeof PRICE_FIELDS)[number];

export const PRICE_FIELD_NAMES: Readonly<Record<PriceField, string>> = {
  clientPrice: 'Client price',
  operateCost: 'Operate cost',
  qaCost: 'QA cost',
};

/** One operation of a draft: null where nothing was filled in yet. */
export type DraftPrice = { readonly [Field in keyof Price]: Price[Field] | null };
export type DraftPrices = Readonly<Record<OperationKey, DraftPrice>>;

export interface DraftContent {
  readonly title: string;
  readonly effectiveOn: CalendarDay | null;
  readonly prices: DraftPrices;
}

/** Typed by an admin: any text, by operation and field. */
export interface TypedDraft {
  readonly title: string;
  readonly effectiveOn: string | null;
  readonly prices: Readonly<
    Partial<Record<OperationKey, Readonly<Partial<Record<PriceField, string | null>>>>>
  >;
}

export const TITLE_MAX_LENGTH = 100;
/** Nobody pays more for one unit; a slipped decimal point shows. */
const HIGHEST_PRICE = '100000.00' as Money;
const NOTHING: DraftPrice = { clientPrice: null, operateCost: null, qaCost: null };

/** A draft before anybody typed. */
export const EMPTY_PRICES: DraftPrices = record(() => NOTHING);

/** Reads what was typed; issues at `title`, `effectiveOn` and `prices.csv_row.clientPrice`. */
export function checkDraft(typed: TypedDraft): {
  readonly content: DraftContent;
  readonly issues: readonly Issue[];
} {
  const issues: Issue[] = [];
  const title = plainText(typed.title).replace(/\s+/g, ' ').trim();
  if (title === '') issues.push({ path: 'title', message: 'Enter a title, such as “Rates 2027”' });
  if (title.length > TITLE_MAX_LENGTH) {
    issues.push({
      path: 'title',
      message: `A title may have ${TITLE_MAX_LENGTH} characters, this has ${title.length}`,
    });
  }
  const day = (typed.effectiveOn ?? '').trim();
  const effectiveOn = day === '' ? null : parseCalendarDay(day);
  if (
    day !== '' &&
    (effectiveOn === null || effectiveOn < '2000-01-01' || effectiveOn > '2999-12-31')
  ) {
    issues.push({ path: 'effectiveOn', message: 'Enter a day like 2026-11-22' });
  }
  const prices = record((operation) => ({
    clientPrice: readPrice(typed, operation, 'clientPrice', parseMoney, 2, issues),
    operateCost: readPrice(typed, operation, 'operateCost', parseCost, 3, issues),
    qaCost: readPrice(typed, operation, 'qaCost', parseCost, 3, issues),
  }));
  return { content: { title, effectiveOn, prices }, issues };
}

function readPrice<T extends Money | Cost>(
  typed: TypedDraft,
  operation: OperationKey,
  field: PriceField,
  parse: (text: string) => T | null,
  decimals: number,
  issues: Issue[],
): T | null {
  const text = (typed.prices[operation]?.[field] ?? '').trim();
  if (text === '') return null;
  const path = `prices.${operation}.${field}`;
  const what = `${PRICE_FIELD_NAMES[field]} of ${OPERATIONS[operation].name}`;
  const amount = parse(text);
  if (amount === null) {
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    const message = /^\$?\s*-/.test(text)
      ? `${what} must be 0 or more, not “${shown}”`
      : `${what} must be an amount with at most ${decimals} decimals, such as 12.50, not “${shown}”`;
    issues.push({ path, message });
    return null;
  }
  // Both are plain decimals: comparing does not mind how many places they have.
  if (compareMoney(amount as string as Money, HIGHEST_PRICE) > 0) {
    issues.push({ path, message: `${what} must be ${HIGHEST_PRICE} or less` });
    return null;
  }
  return amount;
}

/**
 * M2: may this draft be published at `now`? Issues name what is missing, and a day that is over.
 * An effective day of today (UTC) comes into force with its publication.
 */
export function checkPublishable(content: DraftContent, now: Instant): readonly Issue[] {
  const issues: Issue[] = [];
  const today = dayIn('UTC', now);
  if (content.effectiveOn === null) {
    issues.push({ path: 'effectiveOn', message: 'Choose the day from which the list applies' });
  } else if (content.effectiveOn < today) {
    issues.push({
      path: 'effectiveOn',
      message: `Choose today (${today}, UTC) or a later day: what is completed keeps its price`,
    });
  }
  for (const operation of OPERATION_KEYS) {
    for (const field of PRICE_FIELDS) {
      if (content.prices[operation][field] !== null) continue;
      const name = `${PRICE_FIELD_NAMES[field]} of ${OPERATIONS[operation].name}`;
      issues.push({
        path: `prices.${operation}.${field}`,
        message: `Enter the ${lowerFirst(name)}`,
      });
    }
  }
  return issues;
}

/** Complete prices, or null while one is missing. */
export function completePrices(prices: DraftPrices): Prices | null {
  const complete = Object.values(prices).every((price) =>
    PRICE_FIELDS.every((field) => price[field] !== null),
  );
  return complete ? (prices as Prices) : null;
}

/** What decides when a published list applies. */
export interface Validity {
  readonly version: number;
  readonly effectiveOn: CalendarDay;
  readonly publishedAt: Instant;
  readonly withdrawnAt: Instant | null;
}

/**
 * M2: the list in force at an instant: published by then, begun (00:00 UTC of its day), not
 * withdrawn; of several the one with the latest day, of one day the highest version. Null before
 * the first. `server/pricing/queries.ts` says the same in SQL, and a test holds the two together.
 */
export function listInForce<T extends Validity>(lists: readonly T[], at: Instant): T | null {
  const begun = lists.filter(
    (list) =>
      list.withdrawnAt === null &&
      list.publishedAt <= at &&
      startOfDay(list.effectiveOn, 'UTC') <= at,
  );
  return begun.reduce<T | null>(
    (last, list) =>
      last === null ||
      list.effectiveOn > last.effectiveOn ||
      (list.effectiveOn === last.effectiveOn && list.version > last.version)
        ? list
        : last,
    null,
  );
}

export interface PriceChange {
  readonly operation: OperationKey;
  readonly field: PriceField;
  readonly from: string | null;
  readonly to: string | null;
}

/** Every price in which two lists differ, in the order of the list. */
export function priceChanges(from: DraftPrices, to: DraftPrices): readonly PriceChange[] {
  return OPERATION_KEYS.flatMap((operation) =>
    PRICE_FIELDS.map((field) => ({
      operation,
      field,
      from: from[operation][field],
      to: to[operation][field],
    })),
  ).filter((change) => change.from !== change.to);
}

function record(make: (operation: OperationKey) => DraftPrice): DraftPrices {
  return Object.fromEntries(OPERATION_KEYS.map((key) => [key, make(key)])) as DraftPrices;
}

function lowerFirst(text: string): string {
  return text.startsWith('QA') ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
