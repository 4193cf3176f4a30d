import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/helpers/app.ts';
import { publishList, TEST_PRICES } from '../../../tests/helpers/prices.ts';
import { type Cast, makeCast, problem, requestsApi } from '../../../tests/helpers/requests.ts';
import { epochMs } from '../../domain/kernel/calendar.ts';
import { inTransaction } from '../db/transaction.ts';
import { holdPriceLists, holdPriceListsAlone } from './queries.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const DETAILS = { usersUpdated: 3, propertiesUpdated: 2 };

/** Each step ten minutes after the one before. */
async function step(
  user: Cast['qa'],
  code: string,
  action: Parameters<typeof api.did>[2],
  values = {},
) {
  test.clock.advance({ minutes: 10 });
  await api.did(user, code, action, values);
}

async function completed(details: object = DETAILS): Promise<string> {
  const code = await api.created(cast.requester);
  await step(cast.operator, code, 'operate');
  await step(cast.operator, code, 'send_to_qa', details);
  await step(cast.qa, code, 'start_qa');
  await step(cast.qa, code, 'complete', details);
  return code;
}

const completions = (code: string) =>
  test.db
    .selectFrom('completions')
    .innerJoin('requests', 'requests.id', 'completions.request_id')
    .leftJoin('price_lists', 'price_lists.id', 'price_list_id')
    .selectAll('completions')
    .select('price_lists.version as list_version')
    .where('requests.code', '=', code)
    .orderBy('completions.id')
    .execute();

const lines = (completionId: number | undefined) =>
  test.db
    .selectFrom('completion_lines')
    .selectAll()
    .where('completion_id', '=', completionId ?? 0)
    .orderBy('operation')
    .execute();

describe('prices are frozen with the completion', () => {
  it('M3: each operation gets three subtotals and the request three totals, by the list in force', async () => {
    const [row] = await completions(await completed());
    expect(row).toMatchObject({
      list_version: 1,
      priced_at: test.clock.now(),
      client_total: '8.25',
      discount_percent: '0.0',
      discount_amount: '0.00',
      final_price: '8.25',
      superseded_at: null,
    });
    expect(await lines(row?.id)).toMatchObject([
      { operation: 'property_update', quantity: 2, client_price: '2.25', client_subtotal: '4.50' },
      { operation: 'user_update', quantity: 3, client_price: '1.25', client_subtotal: '3.75' },
    ]);
  });

  it('M2: a list that begins later changes nothing that is completed', async () => {
    const before = await completed();
    const prices = { ...TEST_PRICES, user_update: TEST_PRICES.xml_file };
    const day = test.clock.now().slice(0, 10);
    await publishList(test.db, {
      by: cast.admin.id,
      effectiveOn: day,
      publishedAt: test.clock.now(),
      prices,
    });
    const after = await completed();
    expect((await completions(before))[0]).toMatchObject({ list_version: 1, client_total: '8.25' });
    expect((await completions(after))[0]).toMatchObject({ list_version: 2, client_total: '35.25' });
  });

  it('L12, M4: a rejection supersedes the frozen price, keeps it and the discount, and the next completion has its own', async () => {
    const code = await completed();
    await step(cast.admin, code, 'discount', { discountPercent: '10', reason: 'Late' });
    const [first] = await completions(code);
    await step(cast.requester, code, 'reject', { reason: 'Wrong' });
    const rejectedAt = test.clock.now();
    await step(cast.operator, code, 'send_to_qa', { ...DETAILS, usersUpdated: 1 });
    await step(cast.qa2, code, 'start_qa');
    await step(cast.qa2, code, 'complete', { ...DETAILS, usersUpdated: 1 });
    const rows = await completions(code);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({
      ...first,
      superseded_at: rejectedAt,
      superseded_event_id: expect.any(Number),
    });
    expect(await lines(first?.id)).toHaveLength(2);
    expect(rows[1]).toMatchObject({
      discount_percent: '10.0',
      qa_agent_id: cast.qa2.id,
      superseded_at: null,
    });
    // X4, D4: every minute on the way belongs to the status of that time, also as completed.
    expect(rows[1]).toMatchObject({
      completed_ms: 20 * 60_000,
      elapsed_ms: 90 * 60_000,
      tat_ms: 90 * 60_000,
    });
    const { completed_at, created_at } = await api.row(code);
    expect(rows[1]?.elapsed_ms).toBe(epochMs(completed_at ?? created_at) - epochMs(created_at));
  });

  it('M4: a discount after completion recomputes discount and final price, never the totals', async () => {
    const code = await completed();
    const [before] = await completions(code);
    await step(cast.admin, code, 'discount', { discountPercent: 33.3, reason: 'As agreed' });
    const [after] = await completions(code);
    expect(after).toEqual({
      ...before,
      discount_percent: '33.3',
      discount_amount: expect.any(String),
      final_price: expect.any(String),
      price_band: 1,
      corrected_at: test.clock.now(),
    });
  });

  it('M4: 100.1, two decimals, a negative one and none at all are refused at the field', async () => {
    const code = await completed();
    for (const discountPercent of ['100.1', '12.55', '-1', 'ten', '', null]) {
      const reply = await api.act(cast.admin, code, 'discount', {
        values: { discountPercent, reason: 'No' },
      });
      expect(reply.status).toBe(422);
      expect(problem(reply).issues?.[0]?.path).toBe('discountPercent');
    }
    const silent = await api.act(cast.admin, code, 'discount', {
      values: { discountPercent: '10' },
    });
    expect(problem(silent).issues?.[0]?.path).toBe('reason');
    expect((await api.row(code)).discount_percent).toBe('0.0');
  });

  it('P4: only readers of prices see in the history that a discount was set', async () => {
    const code = await completed();
    await step(cast.admin, code, 'discount', { discountPercent: '5', reason: 'Goodwill' });
    for (const reader of [cast.leader2, cast.admin]) {
      const [newest] = (await api.detail(reader, code)).events;
      expect(newest).toMatchObject({ action: 'discount', message: 'Goodwill' });
    }
    for (const other of [cast.requester, cast.operator, cast.qa]) {
      const detail = JSON.stringify(await api.detail(other, code));
      expect(detail).not.toContain('Goodwill');
      expect(detail).not.toContain('"5.0"');
    }
  });

  it('M2: completing waits for a publication under way, and a publication for completions', async () => {
    const order: string[] = [];
    await inTransaction(test.db, async (tx) => {
      await holdPriceLists(tx);
      const publishing = inTransaction(test.db, async (other) => {
        await holdPriceListsAlone(other);
        order.push('published');
      });
      await new Promise((done) => setTimeout(done, 50));
      order.push('completed');
      return { publishing };
    }).then(({ publishing }) => publishing);
    expect(order).toEqual(['completed', 'published']);
  });
});

describe('M2: without a price list', () => {
  it('completing is refused with that reason, and nothing is written', async () => {
    const now = test.clock.now();
    test.clock.set('2019-06-01T00:00:00Z');
    try {
      const code = await api.created(cast.requester);
      await step(cast.operator, code, 'operate');
      await step(cast.operator, code, 'send_to_qa', DETAILS);
      await step(cast.qa, code, 'start_qa');
      const { version } = await api.row(code);
      const reply = await api.act(cast.qa, code, 'complete', { version, values: DETAILS });
      expect(reply.status).toBe(409);
      expect(problem(reply)).toMatchObject({
        code: 'not_set_up',
        detail: expect.stringContaining('No price list is in force'),
      });
      expect(await completions(code)).toEqual([]);
      expect((await api.row(code)).status).toBe('qa_in_progress');
    } finally {
      test.clock.set(now);
    }
  });
});

describe('the database keeps what was frozen', () => {
  it('M3: refuses to change or delete frozen totals and lines', async () => {
    const [row] = await completions(await completed());
    const id = row?.id ?? 0;
    const update = (set: object) =>
      test.db.updateTable('completions').set(set).where('id', '=', id).execute();
    await expect(update({ client_total: '1.00', final_price: '1.00' })).rejects.toThrow(/frozen/);
    await expect(update({ final_price: '1.00' })).rejects.toThrow(/check constraint/);
    await expect(test.db.deleteFrom('completions').where('id', '=', id).execute()).rejects.toThrow(
      /never deleted/,
    );
    await expect(
      test.db.deleteFrom('completion_lines').where('completion_id', '=', id).execute(),
    ).rejects.toThrow();
  });

  it('M2: refuses to change what was published, and to publish half a list', async () => {
    const { id } = await publishList(test.db, { by: cast.admin.id });
    const list = test.db.updateTable('price_lists').where('id', '=', id);
    await expect(list.set({ title: 'Other' }).execute()).rejects.toThrow(/does not change/);
    const prices = test.db.updateTable('price_list_prices').where('price_list_id', '=', id);
    await expect(prices.set({ client_price: null }).execute()).rejects.toThrow(/do not change/);
    await expect(sql`TRUNCATE price_list_prices`.execute(test.db)).rejects.toThrow(/append-only/);
    const draft = await test.db
      .insertInto('price_lists')
      .values({
        title: 'Half',
        effective_on: '2030-01-01' as never,
        created_at: test.clock.now(),
        created_by: cast.admin.id,
        updated_at: test.clock.now(),
        updated_by: cast.admin.id,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await expect(
      test.db
        .updateTable('price_lists')
        .set({ version: 999, published_at: test.clock.now(), published_by: cast.admin.id })
        .where('id', '=', draft.id)
        .execute(),
    ).rejects.toThrow(/every price/);
  });
});
