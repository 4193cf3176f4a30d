import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPrices } from '../../../tests/helpers/any-prices.ts';
import { addMs, type CalendarDay, instant } from '../kernel/calendar.ts';
import { OPERATION_KEYS, type OperationKey } from './operations.ts';
import type { Prices } from './price.ts';
import {
  checkDraft,
  checkPublishable,
  completePrices,
  type DraftContent,
  EMPTY_PRICES,
  listInForce,
  PRICE_FIELDS,
  type PriceField,
  priceChanges,
  type TypedDraft,
  type Validity,
} from './price-list.ts';

const NOW = instant('2026-11-22T10:00:00Z');
const day = (text: string) => text as CalendarDay;

const typed = (more: Partial<TypedDraft> = {}): TypedDraft => ({
  title: 'Rates 2027',
  effectiveOn: '2027-01-01',
  prices: {},
  ...more,
});
const issuesOf = (draft: TypedDraft) => checkDraft(draft).issues;
const priceIssue = (field: string, text: string) =>
  issuesOf(typed({ prices: { csv_row: { [field]: text } } }));

const some = (): Prices => {
  const [prices] = fc.sample(anyPrices, { numRuns: 1, seed: 7 });
  if (prices === undefined) throw new Error('no prices were generated');
  return prices;
};

describe('M2: a draft, as an admin types it', () => {
  it('reads amounts in every way people write them, to two and three decimals', () => {
    const { content, issues } = checkDraft(
      typed({
        title: '  Rates   2027 ',
        prices: {
          csv_row: { clientPrice: '$1,234.5', operateCost: '0.1', qaCost: ' 7 ' },
          xml_file: { clientPrice: '0', operateCost: '1,000.125', qaCost: '$0.001' },
          bulk_update: { clientPrice: '', operateCost: null },
        },
      }),
    );
    expect(issues).toEqual([]);
    expect(content).toEqual({
      title: 'Rates 2027',
      effectiveOn: '2027-01-01',
      prices: {
        ...EMPTY_PRICES,
        csv_row: { clientPrice: '1234.50', operateCost: '0.100', qaCost: '7.000' },
        xml_file: { clientPrice: '0.00', operateCost: '1000.125', qaCost: '0.001' },
      },
    });
    expect(Object.keys(content.prices)).toEqual([...OPERATION_KEYS]);
  });

  it.each(['-1', '-0.01', '$-5', '- 3'])('refuses %s: below zero, and says so', (text) => {
    expect(priceIssue('clientPrice', text)).toEqual([
      {
        path: 'prices.csv_row.clientPrice',
        message: `Client price of CSV row must be 0 or more, not “${text}”`,
      },
    ]);
  });

  it.each([
    ['clientPrice', '1.234', 2],
    ['operateCost', '1.2345', 3],
    ['qaCost', '0.0001', 3],
  ])('refuses a more precise %s than lists hold: %s', (field, text, decimals) => {
    const [issue, ...others] = priceIssue(field, text);
    expect(others).toEqual([]);
    expect(issue?.path).toBe(`prices.csv_row.${field}`);
    expect(issue?.message).toContain(`at most ${decimals} decimals`);
    expect(issue?.message).toContain(`“${text}”`);
  });

  it.each(['free', '1,5', '1e3', 'NaN', 'Infinity', '0x10', '٣', '1 000', '€5', '+1', '1..2', '.'])(
    'refuses what is no amount: %s',
    (text) => {
      for (const field of PRICE_FIELDS) {
        expect(priceIssue(field, text)).toMatchObject([{ path: `prices.csv_row.${field}` }]);
      }
    },
  );

  it('refuses what nobody pays for one unit, and repeats no page of digits', () => {
    expect(priceIssue('clientPrice', '100000.00')).toEqual([]);
    expect(priceIssue('clientPrice', '100000.01')).toMatchObject([
      { message: 'Client price of CSV row must be 100000.00 or less' },
    ]);
    expect(priceIssue('qaCost', '100000.001')).toHaveLength(1);
    const [issue] = priceIssue('clientPrice', '9'.repeat(5_000));
    expect(issue?.message.length).toBeLessThan(200);
  });

  it.each([
    '2027-02-30',
    '2027-13-01',
    '01.01.2027',
    'tomorrow',
    '1999-12-31',
    '3000-01-01',
    '2027',
  ])('refuses the day %s', (effectiveOn) => {
    const { content, issues } = checkDraft(typed({ effectiveOn }));
    expect(issues).toEqual([{ path: 'effectiveOn', message: 'Enter a day like 2026-11-22' }]);
    if (!/^(1999|3000)/.test(effectiveOn)) expect(content.effectiveOn).toBeNull();
  });

  it('may be saved without a day, but not without a title, nor with an endless one', () => {
    expect(issuesOf(typed({ effectiveOn: null }))).toEqual([]);
    expect(issuesOf(typed({ effectiveOn: '  ' }))).toEqual([]);
    expect(issuesOf(typed({ title: ' \n ' }))).toMatchObject([{ path: 'title' }]);
    expect(issuesOf(typed({ title: 'x'.repeat(100) }))).toEqual([]);
    expect(issuesOf(typed({ title: 'x'.repeat(101) }))).toMatchObject([
      { path: 'title', message: 'A title may have 100 characters, this has 101' },
    ]);
  });

  it('reports everything that is wrong at once', () => {
    const issues = issuesOf({
      title: '',
      effectiveOn: 'soon',
      prices: { csv_row: { clientPrice: '-1' }, user_update: { qaCost: 'x' } },
    });
    expect(issues.map(({ path }) => path)).toEqual([
      'title',
      'effectiveOn',
      'prices.user_update.qaCost',
      'prices.csv_row.clientPrice',
    ]);
  });
});

describe('M2: publishing', () => {
  const full = (effectiveOn: CalendarDay | null): DraftContent => ({
    title: 'Rates',
    effectiveOn,
    prices: some(),
  });

  it('today (UTC) and later days are possible, yesterday is not', () => {
    expect(checkPublishable(full(day('2026-11-22')), NOW)).toEqual([]);
    expect(checkPublishable(full(day('2027-01-01')), NOW)).toEqual([]);
    expect(checkPublishable(full(day('2026-11-21')), NOW)).toMatchObject([
      { path: 'effectiveOn', message: expect.stringContaining('2026-11-22') },
    ]);
    // The last second of a day in UTC, wherever the admin sits.
    const late = instant('2026-11-22T23:59:59.999Z');
    expect(checkPublishable(full(day('2026-11-22')), late)).toEqual([]);
    expect(checkPublishable(full(day('2026-11-22')), addMs(late, 1))).toHaveLength(1);
  });

  it('names the missing day and every missing price', () => {
    const prices = { ...some(), csv_row: { ...some().csv_row, qaCost: null } };
    expect(checkPublishable({ title: 'Rates', effectiveOn: null, prices }, NOW)).toEqual([
      { path: 'effectiveOn', message: 'Choose the day from which the list applies' },
      { path: 'prices.csv_row.qaCost', message: 'Enter the QA cost of CSV row' },
    ]);
    const nothing = { title: 'Rates', effectiveOn: day('2027-01-01'), prices: EMPTY_PRICES };
    expect(checkPublishable(nothing, NOW)).toHaveLength(30);
  });

  it('prices are complete when none is missing, zero included', () => {
    const prices = some();
    expect(completePrices(prices)).toBe(prices);
    expect(completePrices(EMPTY_PRICES)).toBeNull();
    for (const key of OPERATION_KEYS) {
      for (const field of PRICE_FIELDS) {
        expect(completePrices({ ...prices, [key]: { ...prices[key], [field]: null } })).toBeNull();
      }
    }
  });
});

describe('M2: the list in force', () => {
  const list = (version: number, effectiveOn: string, more: Partial<Validity> = {}): Validity => ({
    version,
    effectiveOn: day(effectiveOn),
    publishedAt: instant('2026-01-01T00:00:00Z'),
    withdrawnAt: null,
    ...more,
  });
  const versionAt = (lists: readonly Validity[], at: string) =>
    listInForce(lists, instant(at))?.version ?? null;

  it('begins at 00:00 UTC of its day, to the millisecond, and ends where the next begins', () => {
    const lists = [list(1, '2026-03-01'), list(2, '2026-06-01')];
    expect(versionAt(lists, '2026-02-28T23:59:59.999Z')).toBeNull();
    expect(versionAt(lists, '2026-03-01T00:00:00.000Z')).toBe(1);
    expect(versionAt(lists, '2026-05-31T23:59:59.999Z')).toBe(1);
    expect(versionAt(lists, '2026-06-01T00:00:00.000Z')).toBe(2);
  });

  it('the latest day counts, whatever the order of publishing; of one day the highest version', () => {
    expect(versionAt([list(3, '2026-03-01'), list(2, '2026-04-01')], '2026-05-01T00:00:00Z')).toBe(
      2,
    );
    const sameDay = [list(1, '2026-03-01'), list(3, '2026-03-01'), list(2, '2026-03-01')];
    expect(versionAt(sameDay, '2026-05-01T00:00:00Z')).toBe(3);
  });

  it('one published during its day counts from its publication, and a withdrawn one never', () => {
    const published = { publishedAt: instant('2026-03-01T12:00:00Z') };
    const lists = [list(1, '2026-01-01'), list(2, '2026-03-01', published)];
    expect(versionAt(lists, '2026-03-01T11:59:59.999Z')).toBe(1);
    expect(versionAt(lists, '2026-03-01T12:00:00.000Z')).toBe(2);
    const withdrawn = { withdrawnAt: instant('2026-02-01T00:00:00Z') };
    expect(
      versionAt([list(1, '2026-01-01'), list(2, '2026-03-01', withdrawn)], '2026-04-01T00:00:00Z'),
    ).toBe(1);
  });

  it('M2: whatever the lists, the one chosen applies and no other that applies goes before it', () => {
    const days = ['2026-01-01', '2026-01-02', '2026-01-03'];
    const instants = days.flatMap((one) => [`${one}T00:00:00.000Z`, `${one}T15:00:00.000Z`]);
    const anyLists = fc.uniqueArray(
      fc.record({
        version: fc.integer({ min: 1, max: 9 }),
        effectiveOn: fc.constantFrom(...days).map(day),
        publishedAt: fc.constantFrom(...instants).map((at) => instant(at)),
        withdrawnAt: fc.option(fc.constantFrom(...instants).map((at) => instant(at))),
      }),
      { selector: ({ version }) => version, maxLength: 6 },
    );
    fc.assert(
      fc.property(anyLists, fc.constantFrom(...instants), (lists, text) => {
        const at = instant(text);
        const applies = lists
          .filter((one) => one.withdrawnAt === null && one.publishedAt <= at)
          .filter((one) => `${one.effectiveOn}T00:00:00.000Z` <= at)
          .map((one) => `${one.effectiveOn} ${one.version}`)
          .sort();
        const found = listInForce(lists, at);
        expect(found === null ? undefined : `${found.effectiveOn} ${found.version}`).toBe(
          applies.at(-1),
        );
      }),
    );
  });
});

describe('what changed between two lists', () => {
  it('names each price that differs, and nothing else', () => {
    const from = some();
    expect(priceChanges(from, from)).toEqual([]);
    expect(priceChanges(EMPTY_PRICES, from)).toHaveLength(30);
    const xmlFile = { ...from.xml_file, clientPrice: '99999.99' } as Prices['xml_file'];
    const bulk = { ...from.bulk_update, qaCost: null };
    expect(priceChanges(from, { ...from, xml_file: xmlFile, bulk_update: bulk })).toEqual([
      { operation: 'bulk_update', field: 'qaCost', from: from.bulk_update.qaCost, to: null },
      {
        operation: 'xml_file',
        field: 'clientPrice',
        from: from.xml_file.clientPrice,
        to: '99999.99',
      },
    ]);
  });

  it('taking the changes over makes the one list the other', () => {
    fc.assert(
      fc.property(anyPrices, anyPrices, (from, to) => {
        const result = structuredClone(from) as Record<
          OperationKey,
          Record<PriceField, string | null>
        >;
        for (const change of priceChanges(from, to)) {
          expect(result[change.operation][change.field]).toBe(change.from);
          result[change.operation][change.field] = change.to;
        }
        expect(result).toEqual(to);
      }),
    );
  });
});
