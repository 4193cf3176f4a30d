import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  anyPrices,
  anyQuantities,
  anyTenths,
  dividedHalfEven,
  percentOfTenths,
  units,
  written,
} from '../../../../tests/helpers/any-prices.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { priceListsApi } from '../../../../tests/helpers/price-lists.ts';
import { TEST_PRICES } from '../../../../tests/helpers/prices.ts';
import { type Cast, makeCast, problem } from '../../../../tests/helpers/requests.ts';
import type { WhatIfAnswer } from '../../../domain/api/prices.ts';
import {
  addDays,
  type CalendarDay,
  instant,
  instantFromEpochMs,
  parseCalendarDay,
} from '../../../domain/kernel/calendar.ts';
import { type Money, percentOf } from '../../../domain/kernel/money.ts';
import { TEAMS, type Team } from '../../../domain/people.ts';
import { discounted, type Prices, priceOf, type Quantity } from '../../../domain/pricing/price.ts';
import { whatIf } from '../../../domain/pricing/what-if.ts';
import { REQUEST_TYPE_KEYS, type RequestTypeKey } from '../../../domain/requests/define.ts';
import { inSnapshot, inTransaction } from '../../db/transaction.ts';
import { foldMonth } from '../../reports/rollups/commands.ts';
import { store, stored } from '../../requests/list/stored.testing.ts';
import { freeze, setDiscount } from '../queries.ts';
import { percentOfSql, sumWhatIf } from './what-if-queries.ts';

const test = useApp();
const api = priceListsApi(test);
let cast: Cast;

/** One completion as it was generated: everything else is computed from it, twice. */
interface Fact {
  readonly code: string;
  readonly team: Team;
  readonly type: RequestTypeKey;
  readonly completedAt: string;
  readonly day: CalendarDay;
  readonly quantities: readonly Quantity[];
  tenths: number;
  readonly isPriced: boolean;
  readonly isSuperseded: boolean;
}

const MONTHS = ['01', '02', '03', '04', '05'].map((month) => day(`2026-${month}-01`));
const FIRST_MS = Date.parse('2026-01-01T00:00:00Z');
const LAST_MS = Date.parse('2026-06-01T00:00:00Z') - 1;
const DAY_MS = 86_400_000;

function day(text: string): CalendarDay {
  const parsed = parseCalendarDay(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

/** The edges of days and months as often as anything between them. */
const anyMoment = fc.oneof(
  fc.integer({ min: FIRST_MS, max: LAST_MS }),
  fc.integer({ min: 0, max: 150 }).map((days) => FIRST_MS + days * DAY_MS),
  fc.integer({ min: 1, max: 151 }).map((days) => FIRST_MS + days * DAY_MS - 1),
);

const anyFact = fc.record({
  team: fc.constantFrom(...TEAMS),
  type: fc.constantFrom(...REQUEST_TYPE_KEYS),
  at: anyMoment,
  quantities: anyQuantities,
  tenths: fc.oneof(fc.constant(0), anyTenths),
  isPriced: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  isSuperseded: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

const facts: Fact[] = [];

beforeAll(async () => {
  cast = await makeCast(test);
  const generated = fc.sample(anyFact, { numRuns: 240, seed: 20260101 });
  facts.push(
    ...generated.map(({ at, ...fact }, index): Fact => {
      const completedAt = instantFromEpochMs(at);
      const code = `WI-26Q${Math.ceil((index + 1) / 900)}${String(index + 1).padStart(3, '0')}`;
      return { ...fact, code, completedAt, day: day(completedAt.slice(0, 10)) };
    }),
  );
  await storeFacts();
});

async function storeFacts() {
  await store(
    test.db,
    facts.map((fact) =>
      stored({
        code: fact.code,
        team: fact.team,
        type: fact.type,
        status: fact.isSuperseded ? 'in_progress' : 'completed',
        requesterId: cast.requester.id,
        operatorId: cast.operator.id,
        createdAt: instant('2025-12-01T00:00:00Z'),
      }),
    ),
  );
  const { rows: requests } = await sql<{ id: number; code: string }>`
    SELECT id, code FROM requests`.execute(test.db);
  const idOf = new Map(requests.map(({ id, code }) => [code, id]));
  const event = (fact: Fact, action: 'create' | 'complete' | 'reject') => ({
    request_id: idOf.get(fact.code) ?? 0,
    at: action === 'create' ? instant('2025-12-01T00:00:00Z') : instant(fact.completedAt),
    actor_id: cast.qa.id,
    action,
    from_status: ({ create: null, complete: 'qa_in_progress', reject: 'completed' } as const)[
      action
    ],
    to_status: ({ create: 'pending', complete: 'completed', reject: 'in_progress' } as const)[
      action
    ],
  });
  await inTransaction(test.db, async (tx) => {
    const add = (events: readonly ReturnType<typeof event>[]) =>
      tx
        .insertInto('request_events')
        .values([...events])
        .execute();
    await add(facts.map((fact) => event(fact, 'create')));
    await add(facts.map((fact) => event(fact, 'complete')));
    const { rows: completions } = await sql<{ code: string; event_id: number }>`
      SELECT code, event_id FROM completions JOIN requests ON requests.id = request_id`.execute(tx);
    const eventOf = new Map(completions.map(({ code, event_id }) => [code, event_id]));
    for (const fact of facts.filter(({ isPriced }) => isPriced)) {
      const price = priceOf(fact.quantities, TEST_PRICES, percentOfTenths(fact.tenths));
      await freeze(tx, eventOf.get(fact.code) ?? 0, price, 1, instant(fact.completedAt));
    }
    await add(
      facts.filter(({ isSuperseded }) => isSuperseded).map((fact) => event(fact, 'reject')),
    );
  });
}

/** In whole cents, request by request, sharing nothing with the code under test. */
function finalCents(fact: Fact, prices: Prices): bigint {
  const total = fact.quantities.reduce(
    (sum, { operation, quantity }) => sum + BigInt(quantity) * units(prices[operation].clientPrice),
    0n,
  );
  return total - dividedHalfEven(total * BigInt(fact.tenths), 1000n);
}

function expected(from: CalendarDay, to: CalendarDay, prices: Prices) {
  const inside = facts.filter((fact) => !fact.isSuperseded && fact.day >= from && fact.day <= to);
  const rowOf = (some: readonly Fact[]) => {
    const before = some.reduce((sum, fact) => sum + finalCents(fact, TEST_PRICES), 0n);
    const after = some.reduce((sum, fact) => sum + finalCents(fact, prices), 0n);
    return {
      requests: some.length,
      before: written(before, 2),
      after: written(after, 2),
      difference: written(after - before, 2),
    };
  };
  const priced = inside.filter(({ isPriced }) => isPriced);
  const groups = <Key extends 'team' | 'type'>(key: Key, order: readonly Fact[Key][]) =>
    order
      .map((value) => ({ [key]: value, ...rowOf(priced.filter((fact) => fact[key] === value)) }))
      .filter(({ requests }) => requests > 0);
  return {
    total: rowOf(priced),
    byTeam: groups('team', TEAMS),
    byType: groups('type', REQUEST_TYPE_KEYS),
    notPriced: inside.length - priced.length,
  };
}

const anyPeriod = fc
  .tuple(fc.integer({ min: -3, max: 152 }), fc.integer({ min: 0, max: 160 }))
  .map(([start, length]) => {
    const from = addDays(day('2026-01-01'), start);
    return { from, to: addDays(from, length) };
  });

async function fold(months: readonly CalendarDay[]): Promise<void> {
  await test.db.updateTable('report_months').set({ folded_at: null }).execute();
  for (const month of months) {
    const isDone = await inTransaction(test.db, (tx) => foldMonth(tx, month, test.clock.now()));
    expect(isDone).toBe(true);
  }
}

const holds = () =>
  fc.assert(
    fc.asyncProperty(anyPeriod, anyPrices, async (period, prices) => {
      const cells = await inSnapshot(test.db, (db) => sumWhatIf(db, period, prices));
      expect(whatIf(cells)).toEqual(expected(period.from, period.to, prices));
    }),
    { numRuns: 25 },
  );

describe('M5 what a price list would have done', () => {
  it('D5: equals the computation request by request, with no month, some months and all months summed up', async () => {
    expect(facts.filter(({ tenths, isPriced }) => isPriced && tenths > 0).length).toBeGreaterThan(
      50,
    );
    for (const months of [[], MONTHS.filter((_, index) => index % 2 === 0), MONTHS]) {
      await fold(months);
      await holds();
    }
  });

  it('D5: a discount given after a month was summed up counts at once', async () => {
    await fold(MONTHS);
    const fact = facts.find((one) => one.isPriced && !one.isSuperseded && one.tenths === 0);
    if (fact === undefined) throw new Error('nothing to discount');
    const { id } = await test.db
      .selectFrom('requests')
      .select('id')
      .where('code', '=', fact.code)
      .executeTakeFirstOrThrow();
    const total = priceOf(fact.quantities, TEST_PRICES).clientTotal;
    await inTransaction(test.db, (tx) =>
      setDiscount(tx, id, discounted(total, percentOfTenths(333))),
    );
    fact.tenths = 333;
    await holds();
  });

  it('M4: rounds half-even in the database exactly as the domain does', async () => {
    const anyTotal = fc.oneof(
      fc.bigInt({ min: 0n, max: 10n ** 14n }),
      // Ties: 50 % of an odd cent, 2.5 % of twenty cents, and their neighbours.
      fc.bigInt({ min: 0n, max: 10_000n }),
    );
    const anyPercent = fc.oneof(anyTenths, fc.constantFrom(25, 50, 125, 250, 375, 500, 750));
    const cases = fc.sample(fc.tuple(anyTotal, anyPercent), 5_000);
    const totals = cases.map(([total]) => written(total, 2) as Money);
    const percents = cases.map(([, tenths]) => percentOfTenths(tenths));
    const { rows } = await sql<{ amount: string }>`
      SELECT ${percentOfSql(sql`total`, sql`percent`)} AS amount
      FROM unnest(${totals}::numeric[], ${percents}::numeric[]) WITH ORDINALITY
        AS cases (total, percent, place)
      ORDER BY place`.execute(test.db);
    const inDomain = totals.map((total, index) =>
      percentOf(total, percents[index] ?? percentOfTenths(0)),
    );
    expect(rows.map(({ amount }) => amount)).toEqual(inDomain);
    const inWholeCents = cases.map(([total, tenths]) =>
      written(dividedHalfEven(total * BigInt(tenths), 1000n), 2),
    );
    expect(inDomain).toEqual(inWholeCents);
  });

  it('answers over the API for a draft that was never published', async () => {
    const prices = { ...TEST_PRICES, csv_row: { ...TEST_PRICES.csv_row, clientPrice: '0.01' } };
    const draft = await api.draft(cast.admin, '2027-01-01', prices);
    const reply = await api.whatIf(cast.admin, draft.id, '2026-01-01', '2026-05-31');
    expect(reply.status).toBe(200);
    const answer = reply.body as WhatIfAnswer;
    expect(answer).toEqual(expected(day('2026-01-01'), day('2026-05-31'), draft.prices as Prices));
    expect(answer.total.requests).toBeGreaterThan(100);
  });

  it('names what is wrong with the period, and the client prices a draft lacks', async () => {
    const draft = await api.draft(cast.admin, '2027-01-01', {
      csv_row: { clientPrice: null, operateCost: null, qaCost: null },
      xml_file: { ...TEST_PRICES.xml_file, qaCost: null },
    });
    for (const [from, to, path] of [
      ['2026-02-30', '2026-03-31', 'from'],
      ['2026-02-01', 'soon', 'to'],
      ['2026-02-02', '2026-02-01', 'to'],
      ['2026-11-19', '2026-11-30', 'from'],
      ['1999-12-31', '2000-01-31', 'from'],
      ['2010-01-01', '2026-01-01', 'to'],
      ['-271821-04-20', '2026-01-01', 'from'],
    ] as const) {
      const reply = await api.whatIf(cast.admin, draft.id, from, to);
      expect(reply.status, from).toBe(422);
      expect(problem(reply).issues).toMatchObject([{ path }]);
    }
    const incomplete = await api.whatIf(cast.admin, draft.id, '2026-01-01', '2026-11-30');
    expect(incomplete.status).toBe(422);
    expect(problem(incomplete).issues).toEqual([
      { path: 'prices.csv_row.clientPrice', message: 'Enter the client price of CSV row' },
    ]);
    const silent = await api.send(cast.admin, 'GET', `/api/admin/price-lists/${draft.id}/what-if`);
    expect(problem(silent).issues?.map(({ path }) => path)).toEqual(['from', 'to']);
  });
});
