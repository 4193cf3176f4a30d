import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import { type Cast, makeCast, requestsApi } from '../../../../tests/helpers/requests.ts';
import { type CalendarDay, instant } from '../../../domain/kernel/calendar.ts';
import type { ActionKey } from '../../../domain/requests/actions.ts';
import { inSnapshot, inTransaction } from '../../db/transaction.ts';
import { foldMonth, foldMonths } from './commands.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const DETAILS = { usersUpdated: 3, propertiesUpdated: 2 };
const day = (text: string) => text as CalendarDay;

async function step(user: Cast['qa'], code: string, action: ActionKey, values = {}) {
  test.clock.advance({ minutes: 10 });
  await api.did(user, code, action, values);
}

/** Created at the given instant; completed forty minutes later. */
async function completed(at: string): Promise<string> {
  test.clock.set(at);
  const code = await api.created(cast.requester);
  await step(cast.operator, code, 'operate');
  await step(cast.operator, code, 'send_to_qa', DETAILS);
  await step(cast.qa, code, 'start_qa');
  await step(cast.qa, code, 'complete', DETAILS);
  return code;
}

const foldedAt = async (month: string) => {
  const row = await test.db
    .selectFrom('report_months')
    .select('folded_at')
    .where('month', '=', day(month))
    .executeTakeFirst();
  return row?.folded_at ?? null;
};

const all = async (table: 'completion_days' | 'completion_day_quantities' | 'work_days') =>
  test.db.selectFrom(table).selectAll().orderBy('day').execute();

describe('D3, D4: the sums of a month', () => {
  it('hold what was completed, how long it took, what it cost and who did it', async () => {
    await completed('2025-03-04T22:00:00Z');
    await completed('2025-03-31T23:20:00Z');
    const rejected = await completed('2025-03-05T10:00:00Z');
    await step(cast.admin, rejected, 'reject', { reason: 'Wrong' });
    await inTransaction(test.db, (tx) => foldMonth(tx, day('2025-03-01'), test.clock.now()));
    expect(await foldedAt('2025-03-01')).toBe(test.clock.now());
    const days = await all('completion_days');
    expect(days).toHaveLength(1);
    expect(days[0]).toMatchObject({
      day: '2025-03-04',
      team: 'revenue',
      type: 'user_records',
      completed: 1,
      priced: 1,
      client_total: '8.25',
      final_price: '8.25',
      tat_ms: 40 * 60_000,
      operate_ms: 10 * 60_000,
    });
    expect(await all('completion_day_quantities')).toMatchObject([
      { day: '2025-03-04', operation: expect.any(String) },
      { day: '2025-03-04', operation: expect.any(String) },
    ]);
    const work = await all('work_days');
    const of = (at: string, person: number) =>
      work.find((row) => row.day === at && row.person_id === person);
    expect(of('2025-03-04', cast.operator.id)).toMatchObject({
      role: 'operator',
      taken: 1,
      completed: 1,
      rejected: 0,
    });
    expect(of('2025-03-05', cast.operator.id)).toMatchObject({ completed: 0, rejected: 1 });
    expect(of('2025-03-05', cast.qa.id)).toMatchObject({ role: 'qa_agent', completed: 0 });
    const histogram = await test.db.selectFrom('completion_histograms').selectAll().execute();
    expect(histogram.find(({ measure }) => measure === 'tat')).toMatchObject({
      dimension: 'revenue|user_records',
      count: 1,
      low: 40 * 60_000,
      high: 40 * 60_000,
    });
    expect(histogram.find(({ measure }) => measure === 'price')).toMatchObject({
      bucket: 0,
      count: 1,
    });
  });

  it.each([
    [
      'a discount',
      (code: string) =>
        step(cast.admin, code, 'discount', { discountPercent: '10', reason: 'Late' }),
    ],
    ['a rejection', (code: string) => step(cast.admin, code, 'reject', { reason: 'Wrong' })],
  ])(
    '%s of what was completed in it opens it again, in the same transaction',
    async (_, change) => {
      const code = await completed('2024-05-10T10:00:00Z');
      const month = day('2024-05-01');
      const now = instant('2024-07-01T00:00:00Z');
      await inTransaction(test.db, (tx) => foldMonth(tx, month, now));
      expect(await foldedAt(month)).toBe(now);
      test.clock.set('2024-06-02T10:00:00Z');
      await change(code);
      expect(await foldedAt(month)).toBeNull();
    },
  );

  it('a month that somebody is changing is left alone', async () => {
    const code = await completed('2024-08-10T10:00:00Z');
    const month = day('2024-08-01');
    await inTransaction(test.db, async (tx) => {
      await tx
        .updateTable('completions')
        .set({
          discount_percent: '1.0' as never,
          discount_amount: '0.08' as never,
          final_price: '8.17' as never,
        })
        .where('request_id', 'in', tx.selectFrom('requests').select('id').where('code', '=', code))
        .execute();
      const isDone = await inTransaction(test.db, (other) =>
        foldMonth(other, month, test.clock.now()),
      );
      expect(isDone).toBe(false);
      expect(await foldedAt(month)).toBeNull();
    });
    expect(await inTransaction(test.db, (tx) => foldMonth(tx, month, test.clock.now()))).toBe(true);
  });
});

describe('the job that folds', () => {
  it('takes every month that ended more than a day ago, oldest first, and each only once', async () => {
    await sql`UPDATE report_months SET folded_at = NULL`.execute(test.db);
    await completed('2022-12-31T23:50:00Z');
    await completed('2023-02-01T00:00:00Z');
    test.clock.set('2023-03-01T23:59:59Z');
    await foldMonths(test.context);
    expect(await foldedAt('2023-01-01')).not.toBeNull();
    expect(await foldedAt('2023-02-01')).toBeNull();
    test.clock.advance({ seconds: 1 });
    expect(await foldMonths(test.context)).toBe(1);
    expect(await foldedAt('2023-02-01')).toBe(test.clock.now());
    expect(await foldMonths(test.context)).toBe(0);
  });

  it('stops between two months when the worker stops', async () => {
    test.clock.set('2026-11-18T09:00:00Z');
    await sql`UPDATE report_months SET folded_at = NULL`.execute(test.db);
    expect(await foldMonths(test.context, AbortSignal.abort())).toBe(0);
    expect(await foldMonths(test.context)).toBeGreaterThan(3);
  });
});

it('a snapshot shows one state from its first statement to its last, and takes no writes', async () => {
  const count = async (db: typeof test.db) => {
    const { rows } = await sql<{ count: number }>`SELECT count(*) FROM completions`.execute(db);
    return rows[0]?.count;
  };
  await inSnapshot(test.db, async (snapshot) => {
    const before = await count(snapshot);
    await completed('2026-11-18T09:00:00Z');
    expect(await count(snapshot)).toBe(before);
    expect(await count(test.db)).not.toBe(before);
  });
  const writing = inSnapshot(test.db, (snapshot) => sql`DELETE FROM work_days`.execute(snapshot));
  await expect(writing).rejects.toThrow(/read-only/);
});

describe('what is summed up', () => {
  it('is not changed by a writer whose snapshot is older than the sums: it would not see them', async () => {
    await completed('2024-09-10T10:00:00Z');
    const month = day('2024-09-01');
    const older = await test.db.startTransaction().setIsolationLevel('repeatable read').execute();
    try {
      await older.selectFrom('report_months').selectAll().execute();
      await inTransaction(test.db, (tx) => foldMonth(tx, month, test.clock.now()));
      const late = older
        .updateTable('completions')
        .set({ corrected_at: test.clock.now() })
        .where('completed_at', '>=', instant('2024-09-01T00:00:00Z'))
        .where('completed_at', '<', instant('2024-10-01T00:00:00Z'))
        .execute();
      await expect(late).rejects.toThrow(/read committed/);
    } finally {
      await older.rollback().execute();
    }
    expect(await foldedAt(month)).not.toBeNull();
  });

  it.each([
    [
      'a completion',
      "UPDATE completions SET completed_at = completed_at + interval '40 days'",
      /does not change/,
    ],
    ['whose work it was', 'UPDATE completions SET operator_id = qa_agent_id', /does not change/],
    ['a rejection', 'DELETE FROM rejections', /append-only/],
  ])(
    'keeps its month and its people, as far as the database can see to it: %s',
    async (_, statement, why) => {
      await expect(sql.raw(statement).execute(test.db)).rejects.toThrow(why);
    },
  );
});
