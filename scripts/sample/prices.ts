import {
  addDays,
  addMs,
  type CalendarDay,
  DAY_MS,
  dayIn,
  epochMs,
  type Instant,
  startOfDay,
} from '../../src/domain/kernel/calendar.ts';
import { type Cost, type Money, parseCost, parseMoney } from '../../src/domain/kernel/money.ts';
import { OPERATION_KEYS, type OperationKey } from '../../src/domain/pricing/operations.ts';
import {
  discounted,
  type Price,
  type Priced,
  type Prices,
  priceOf,
} from '../../src/domain/pricing/price.ts';
import { listInForce, priceChanges, type Validity } from '../../src/domain/pricing/price-list.ts';
import type { Invented } from './invent.ts';
import type { Life } from './life.ts';
import { completionRow, lineRows, listPriceRows } from './price-rows.ts';
import { numberedEvents, type Row } from './rows.ts';

/**
 * The company's price lists, and what its completed requests cost by them. The year began before
 * the first list: what was completed until then is not priced (M2).
 */

interface SampleList extends Validity {
  readonly id: number;
  readonly title: string;
  readonly prices: Prices;
  /** Null: a draft. */
  readonly published: Instant | null;
}

type Rates = Readonly<Record<OperationKey, readonly [client: string, operate: string, qa: string]>>;

const FIRST: Rates = {
  user_update: ['2.20', '0.850', '0.240'],
  property_update: ['3.50', '1.300', '0.400'],
  bulk_update: ['42.00', '14.500', '4.250'],
  manual_property_update: ['6.00', '2.400', '0.700'],
  manual_unit_update: ['1.20', '0.450', '0.120'],
  csv_row: ['0.06', '0.018', '0.005'],
  processing_report_row: ['0.08', '0.024', '0.007'],
  address_validation_unit: ['0.35', '0.110', '0.035'],
  stripe_dispute: ['17.50', '7.200', '2.150'],
  xml_file: ['135.00', '48.000', '16.500'],
};
const SECOND: Rates = {
  ...FIRST,
  user_update: ['2.35', '0.900', '0.250'],
  bulk_update: ['45.00', '15.250', '4.400'],
  csv_row: ['0.07', '0.019', '0.006'],
  stripe_dispute: ['18.00', '7.350', '2.200'],
};
const THIRD: Rates = {
  ...SECOND,
  property_update: ['3.75', '1.350', '0.425'],
  manual_unit_update: ['1.25', '0.470', '0.125'],
  xml_file: ['140.00', '49.500', '17.000'],
};
const NEXT: Rates = {
  ...THIRD,
  user_update: ['2.50', '0.920', '0.255'],
  property_update: ['3.95', '1.400', '0.440'],
  address_validation_unit: ['0.38', '0.112', '0.036'],
};
const PLANNED: Rates = {
  ...NEXT,
  bulk_update: ['39.00', '15.250', '4.400'],
  csv_row: ['0.09', '0.020', '0.006'],
};

/** The first day on which something had a price, and the days from which it changed. */
function lists(now: Instant): readonly SampleList[] {
  const today = dayIn('UTC', now);
  const first = (daysAgo: number): CalendarDay =>
    `${addDays(today, -daysAgo).slice(0, 8)}01` as CalendarDay;
  const weekBefore = (day: CalendarDay): Instant =>
    addMs(startOfDay(day, 'UTC'), -7 * DAY_MS + 9.25 * 3_600_000);
  const list = (
    version: number,
    title: string,
    effectiveOn: CalendarDay,
    rates: Rates,
  ): SampleList => {
    const published =
      weekBefore(effectiveOn) < now ? weekBefore(effectiveOn) : addMs(now, -2 * DAY_MS);
    return {
      id: version,
      version,
      title,
      effectiveOn,
      publishedAt: published,
      published,
      withdrawnAt: null,
      prices: pricesOf(rates),
    };
  };
  const next = nextMonth(today);
  return [
    list(1, 'First rates', first(330), FIRST),
    list(2, 'Rates after the spring review', first(210), SECOND),
    list(3, 'Rates after the summer review', first(75), THIRD),
    list(4, 'Rates from next month', next, NEXT),
    { ...list(5, 'Idea: cheaper bulk updates', next, PLANNED), published: null },
  ];
}

function nextMonth(day: CalendarDay): CalendarDay {
  return `${addDays(`${day.slice(0, 8)}01` as CalendarDay, 32).slice(0, 8)}01` as CalendarDay;
}

function pricesOf(rates: Rates): Prices {
  const money = (text: string): Money => {
    const amount = parseMoney(text);
    if (amount === null) throw new Error(`${text} is no price`);
    return amount;
  };
  const cost = (text: string): Cost => {
    const amount = parseCost(text);
    if (amount === null) throw new Error(`${text} is no cost`);
    return amount;
  };
  const prices = OPERATION_KEYS.map((key): [OperationKey, Price] => {
    const [client, operate, qa] = rates[key];
    return [key, { clientPrice: money(client), operateCost: cost(operate), qaCost: cost(qa) }];
  });
  return Object.fromEntries(prices) as Record<OperationKey, Price>;
}

export interface PriceRows {
  readonly lists: readonly Row[];
  readonly prices: readonly Row[];
  readonly events: readonly Row[];
  /** To be written into the completions that their events made, by `event_id`. */
  readonly completions: readonly Row[];
  /** With `event_id` in place of the completion's id. */
  readonly lines: readonly Row[];
}

export function priceRows({ people, lives }: Invented, now: Instant): PriceRows {
  const admin = people.find(({ isActive, roles }) => isActive && roles.includes('admin'));
  if (admin === undefined) throw new Error('the company has no admin');
  const by = admin.actor.id;
  const all = lists(now);
  const published = all.filter((list) => list.published !== null);
  const priced = pricedCompletions(lives, published);
  return {
    lists: all.map((list) => listRow(list, by)),
    prices: all.flatMap(({ id, prices }) => listPriceRows(id, prices)),
    events: all.flatMap((list, index) => listEvents(list, all[index - 1], by)),
    completions: priced.map(({ eventId, at, list, price }) =>
      completionRow(eventId, { priceListId: list.id, at }, price),
    ),
    lines: priced.flatMap(({ eventId, price }) => lineRows(eventId, price)),
  };
}

function listRow(list: SampleList, by: number): Row {
  const written = addMs(list.publishedAt, -3 * 3_600_000);
  return {
    id: list.id,
    version: list.published === null ? null : list.version,
    title: list.title,
    effective_on: list.effectiveOn,
    revision: 3,
    created_at: written,
    created_by: by,
    updated_at: addMs(written, 40 * 60_000),
    updated_by: by,
    published_at: list.published,
    published_by: list.published === null ? null : by,
  };
}

function listEvents(list: SampleList, before: SampleList | undefined, by: number): readonly Row[] {
  const written = addMs(list.publishedAt, -3 * 3_600_000);
  const changes = before === undefined ? [] : priceChanges(before.prices, list.prices);
  const event = (at: Instant, action: string, what: readonly unknown[]): Row => ({
    price_list_id: list.id,
    at,
    actor_id: by,
    action,
    changes: what,
  });
  return [
    event(written, 'create', []),
    ...(changes.length === 0 ? [] : [event(addMs(written, 40 * 60_000), 'edit', changes)]),
    ...(list.published === null ? [] : [event(list.published, 'publish', changes)]),
  ];
}

interface PricedCompletion {
  readonly eventId: number;
  readonly at: Instant;
  readonly list: SampleList;
  readonly price: Priced;
}

/** M2–M4: each completion by the list in force then; the one that counts with the present discount. */
function pricedCompletions(
  lives: readonly Life[],
  published: readonly SampleList[],
): readonly PricedCompletion[] {
  const current = new Map<number, PricedCompletion>();
  const done: PricedCompletion[] = [];
  for (const { id, requestId, event } of numberedEvents(lives)) {
    const { action, set } = event.transition;
    const before = current.get(requestId);
    if (action === 'complete' && event.billed !== null) {
      const list = listInForce(published, event.at);
      if (list === null) continue;
      const { quantities, discountPercent } = event.billed;
      const price = priceOf(quantities, list.prices, discountPercent);
      current.set(requestId, { eventId: id, at: event.at, list, price });
    } else if (action === 'reject' && before !== undefined) {
      done.push(before);
      current.delete(requestId);
    } else if (action === 'discount' && before !== undefined && set.discountPercent !== undefined) {
      const price = {
        ...before.price,
        ...discounted(before.price.clientTotal, set.discountPercent),
      };
      current.set(requestId, { ...before, price });
    }
  }
  return [...done, ...current.values()].sort((a, b) => epochMs(a.at) - epochMs(b.at));
}
