import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import type { SummaryAnswer, SummaryQuery } from '../../../domain/api/reports.ts';
import { addDays, addMonths, type CalendarDay, instant } from '../../../domain/kernel/calendar.ts';
import { type Actor, TEAMS } from '../../../domain/people.ts';
import { REQUEST_TYPE_KEYS } from '../../../domain/requests/define.ts';
import { inTransaction } from '../../db/transaction.ts';
import { foldMonth } from '../rollups/commands.ts';
import { readSummary } from './commands.ts';
import { discountAgain, loadCompletions, rejectAgain, standing } from './exact.testing.ts';
import { plainSummary } from './plain-summary.testing.ts';

/** D5: the whole answer against an independent computation; raise for a longer search. */
const RUNS = 40;
const ZONES = [
  'UTC',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
];
const NOW = instant('2026-03-20T12:00:00Z');
const FIRST_MONTH = '2025-09-01' as CalendarDay;
const MONTHS = Array.from({ length: 7 }, (_, index) => addMonths(FIRST_MONTH, index));

const test = useApp();
let admin: TestUser;
beforeAll(async () => {
  admin = await makeUser(test.db, { roles: ['admin'] });
  test.clock.set(NOW);
  await loadCompletions(test.db, admin.id, { count: 1_500, seed: 20_261 });
});

const actorIn = (timezone: string): Actor => ({
  id: admin.id,
  roles: ['admin'],
  teams: [],
  timezone,
});
const fold = (month: CalendarDay) => inTransaction(test.db, (tx) => foldMonth(tx, month, NOW));
const unfold = (month: CalendarDay) =>
  test.db
    .updateTable('report_months')
    .set({ folded_at: null })
    .where('month', '=', month)
    .execute();

async function expectExact(query: SummaryQuery, zone: string): Promise<void> {
  const answer = await readSummary(test.context, actorIn(zone), query);
  const { changedSince, changedSinceCount, ...rest } = answer;
  expect(rest).toEqual(
    plainSummary(await standing(test.db), query, zone) as Omit<
      SummaryAnswer,
      'changedSince' | 'changedSinceCount'
    >,
  );
  expect(changedSinceCount).toBeGreaterThanOrEqual(changedSince.length);
}

const queries = fc
  .record({
    start: fc.integer({ min: 0, max: 205 }),
    length: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 200 })),
    days: fc.constantFrom('local' as const, 'billing' as const),
    trend: fc.constantFrom('week' as const, 'month' as const),
    team: fc.option(fc.subarray([...TEAMS], { minLength: 1 }), { nil: undefined }),
    type: fc.option(fc.subarray([...REQUEST_TYPE_KEYS], { minLength: 1 }), { nil: undefined }),
  })
  .map(({ start, length, ...rest }): SummaryQuery => {
    const from = addDays(FIRST_MONTH, start);
    return { from, to: addDays(from, length), ...rest };
  });

it('there is something to add up, of every kind', async () => {
  const rows = await standing(test.db);
  expect(rows.length).toBeGreaterThan(1_300);
  const notPriced = rows.filter(({ clientTotal }) => clientTotal === null).length;
  expect(notPriced).toBeGreaterThan(50);
  expect(notPriced).toBeLessThan(200);
  expect(rows.filter(({ discount }) => Number(discount) > 0).length).toBeGreaterThan(150);
});

describe('D5: the summary equals a plain computation over its requests', () => {
  it('in every zone, for any period and filter, folded or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        queries,
        fc.constantFrom(...ZONES),
        fc.subarray(MONTHS),
        async (query, zone, folded) => {
          for (const month of MONTHS) await (folded.includes(month) ? fold(month) : unfold(month));
          await expectExact(query, zone);
        },
      ),
      { numRuns: RUNS },
    );
  }, 120_000);

  it.each([
    ['a whole month with a clock change', '2025-11-01', '2025-11-30', 'America/New_York'],
    ['the hour that comes twice', '2025-11-02', '2025-11-02', 'America/St_Johns'],
    ['a half hour that is skipped', '2025-10-05', '2025-10-05', 'Australia/Lord_Howe'],
    ['a quarter', '2025-10-01', '2025-12-31', 'Asia/Kolkata'],
    ['the end of a year', '2025-12-29', '2026-01-04', 'Pacific/Apia'],
    ['all there is', '2025-09-01', '2026-03-20', 'UTC'],
  ])('%s', async (_, from, to, zone) => {
    for (const month of MONTHS) await fold(month);
    await expectExact({ from, to, days: 'local', trend: 'week' }, zone);
  });

  it('after rejections and discounts that come while months are folded', async () => {
    for (const month of MONTHS) await fold(month);
    const changes = Array.from({ length: 12 }, async (_, index) => {
      if (index % 2 === 0) await rejectAgain(test.db, admin.id, index * 31, NOW);
      else await discountAgain(test.db, admin.id, index * 31, NOW);
    });
    const folds = [...MONTHS, ...MONTHS].map((month) => fold(month));
    const reads = ZONES.map((timezone) =>
      readSummary(test.context, actorIn(timezone), { days: 'local', from: '2025-09-01' }),
    );
    await Promise.all([...changes, ...folds, ...reads]);
    const everything = { from: '2025-09-01', to: '2026-03-20', days: 'local' } as const;
    for (const zone of ZONES) await expectExact({ ...everything, trend: 'month' }, zone);
    for (const month of MONTHS) await fold(month);
    for (const zone of ZONES) await expectExact({ ...everything, trend: 'week' }, zone);
  }, 60_000);
});
