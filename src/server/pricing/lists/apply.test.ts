import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import { completedBeforeFirstList } from '../../../../tests/helpers/not-priced.ts';
import { priceListsApi } from '../../../../tests/helpers/price-lists.ts';
import { TEST_PRICES } from '../../../../tests/helpers/prices.ts';
import { type Cast, makeCast, problem, requestsApi } from '../../../../tests/helpers/requests.ts';
import { unwatched } from '../../../../tests/helpers/unwatched.ts';
import type { PriceListDetail, PriceListsAnswer } from '../../../domain/api/prices.ts';
import { openJobPool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { registry } from '../../jobs/registry.ts';
import { startJobs } from '../../jobs/runner.ts';
import { actOnRequest } from '../../requests/act/commands.ts';
import { priceUnpriced } from './apply.ts';

const test = useApp();
const requests = requestsApi(test);
const api = priceListsApi(test);
let cast: Cast;
let list: PriceListDetail;
beforeAll(async () => {
  cast = await makeCast(test);
  const prices = { user_update: { ...TEST_PRICES.user_update, clientPrice: '10.05' } };
  list = await api.published(cast.admin, '2026-11-18', prices);
});

const DETAILS = { usersUpdated: 3, propertiesUpdated: 2 };
/** 3 × 10.05 + 2 × 2.25. */
const TOTAL = '34.65';

async function completed(details: object = DETAILS): Promise<string> {
  const code = await requests.created(cast.requester);
  await requests.did(cast.operator, code, 'operate');
  await requests.did(cast.operator, code, 'send_to_qa', { ...details });
  await requests.did(cast.qa, code, 'start_qa');
  await requests.did(cast.qa, code, 'complete', { ...details });
  return code;
}
async function notPriced(details: object = DETAILS): Promise<string> {
  const code = await completed(details);
  await completedBeforeFirstList(test.db, code);
  return code;
}

const run = (signal?: AbortSignal) =>
  priceUnpriced(test.context, { priceListId: list.id, actorId: cast.admin.id }, signal);
const priceEvents = async (code: string) =>
  (await requests.events(code)).filter(({ action }) => action === 'price');
const current = (code: string) =>
  test.db
    .selectFrom('completions')
    .innerJoin('requests', 'requests.id', 'completions.request_id')
    .selectAll('completions')
    .where('requests.code', '=', code)
    .where('superseded_at', 'is', null)
    .executeTakeFirstOrThrow();

afterEach(async () => {
  // What one test leaves without a price is not the next one's.
  await run();
});

describe('M2 pricing what was completed before the first list', () => {
  it('is a command that answers how many wait, is recorded, and is done by the worker', async () => {
    const codes = [await notPriced(), await notPriced()];
    const priced = await completed();
    const before = await current(priced);
    const reply = await api.apply(cast.admin, list.id, 'apply-once');
    expect(reply).toMatchObject({ status: 200, body: { requests: 2 } });
    expect((await api.apply(cast.admin, list.id, 'apply-once')).body).toEqual({ requests: 2 });
    const { events } = await api.detail(cast.admin, list.id);
    expect(events.filter(({ action }) => action === 'apply')).toMatchObject([
      { actor: { name: 'Ada Example' }, changes: [{ field: 'requests', from: null, to: '2' }] },
    ]);
    expect(
      await test.db
        .selectFrom('audit_log')
        .select(['target', 'details'])
        .where('action', '=', 'prices_applied')
        .execute(),
    ).toEqual([
      { target: `Version ${list.version}`, details: { priceList: list.id, requests: 2 } },
    ]);
    expect((await current(codes[0] ?? '')).price_list_id).toBeNull();

    const pool = openJobPool({
      connectionString: test.connectionString,
      size: 3,
      name: 'test-worker',
      onError: () => undefined,
    });
    const worker = await startJobs({
      pool,
      registry: { jobs: registry.jobs, cron: [] },
      context: test.context,
      concurrency: 2,
      log: test.context.log,
      liveness: unwatched,
    });
    try {
      await expect
        .poll(async () => (await api.detail(cast.admin, list.id)).pricedRequests, {
          timeout: 10_000,
        })
        .toBe(3);
    } finally {
      await worker.stop();
      await pool.end();
    }
    for (const code of codes) {
      expect(await current(code)).toMatchObject({
        price_list_id: list.id,
        client_total: TOTAL,
        final_price: TOTAL,
        priced_at: test.clock.now(),
      });
      expect(await priceEvents(code)).toMatchObject([
        {
          actor_id: cast.admin.id,
          from_status: 'completed',
          to_status: 'completed',
          details: {
            prices: true,
            changes: [{ field: 'priceList', from: null, to: list.version }],
          },
        },
      ]);
    }
    // What had a price keeps it.
    expect(await current(priced)).toEqual(before);
    expect(await priceEvents(priced)).toEqual([]);
    const { body } = await api.send(cast.admin, 'GET', '/api/admin/price-lists');
    expect((body as PriceListsAnswer).notPriced).toBe(0);
  });

  it('P4: only readers of prices see it in the history', async () => {
    const code = await notPriced();
    await run();
    for (const reader of [cast.admin, cast.leader2]) {
      expect((await requests.detail(reader, code)).events[0]).toMatchObject({
        action: 'price',
        changes: [{ field: 'priceList', from: null, to: list.version }],
      });
    }
    for (const other of [cast.requester, cast.operator, cast.qa]) {
      const { events } = await requests.detail(other, code);
      expect(events.map(({ action }) => action)).not.toContain('price');
    }
  });

  it('M4: takes the discount that was set before there was a price, and notifies nobody', async () => {
    const code = await notPriced();
    await requests.did(cast.admin, code, 'discount', { discountPercent: '50', reason: 'Agreed' });
    const { version } = await requests.row(code);
    const told = await requests.notified(code);
    await run();
    expect(await current(code)).toMatchObject({
      client_total: TOTAL,
      discount_percent: '50.0',
      // Half of 34.65 is 17.325: to the even cent.
      discount_amount: '17.32',
      final_price: '17.33',
    });
    expect(await requests.notified(code)).toEqual(told);
    expect((await requests.row(code)).version).toBe(version);
  });

  it('prices each exactly once although several runs go over them at the same time', async () => {
    const codes: string[] = [];
    for (let made = 0; made < 8; made += 1) codes.push(await notPriced());
    const counts = await Promise.all([run(), run(), run()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(8);
    for (const code of codes) expect(await priceEvents(code)).toHaveLength(1);
    expect(await run()).toBe(0);
  });

  it('M4: waits for a discount that is being set, and takes it', async () => {
    const code = await notPriced();
    let running: Promise<number> = Promise.resolve(0);
    await inTransaction(test.db, async (tx) => {
      const values = { discountPercent: '10', reason: 'Agreed' };
      await actOnRequest(tx, test.context, cast.admin, code, 'discount', { values });
      running = run();
      // Long enough for a run that does not wait to be over.
      await new Promise((done) => setTimeout(done, 300));
    });
    expect(await running).toBe(1);
    expect(await current(code)).toMatchObject({
      client_total: TOTAL,
      discount_percent: '10.0',
      discount_amount: '3.46',
      final_price: '31.19',
    });
  });

  it('goes on where it died: one that fails keeps no other waiting, and is priced by the next run', async () => {
    const [good, bad, last] = [await notPriced(), await notPriced(), await notPriced()];
    const { id } = await current(bad);
    await sql`CREATE FUNCTION break_one() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'injected'; END $$`.execute(test.db);
    await sql`CREATE TRIGGER injected BEFORE INSERT ON completion_lines FOR EACH ROW
      WHEN (NEW.completion_id = ${sql.lit(id)}) EXECUTE FUNCTION break_one()`.execute(test.db);
    await expect(run()).rejects.toThrow('1 requests were not priced');
    expect((await current(good)).client_total).toBe(TOTAL);
    expect((await current(last)).client_total).toBe(TOTAL);
    // Neither price nor event without the other.
    expect((await current(bad)).price_list_id).toBeNull();
    expect(await priceEvents(bad)).toEqual([]);
    await sql`DROP FUNCTION break_one CASCADE`.execute(test.db);
    expect(await run()).toBe(1);
    for (const code of [good, bad, last]) expect(await priceEvents(code)).toHaveLength(1);
  });

  it('asked to stop, says so, so that the queue goes on later', async () => {
    const code = await notPriced();
    await expect(run(AbortSignal.abort())).rejects.toThrow('stopped before');
    expect((await current(code)).price_list_id).toBeNull();
  });

  it('L12: leaves what was rejected meanwhile to its next completion', async () => {
    const code = await notPriced();
    await requests.did(cast.requester, code, 'reject', { reason: 'Wrong' });
    expect(await run()).toBe(0);
    expect(await priceEvents(code)).toEqual([]);
  });

  it('is refused for drafts, for what was withdrawn and for what has not begun', async () => {
    const draft = await api.draft(cast.admin, '2027-01-01');
    const upcoming = await api.published(cast.admin, '2027-01-01');
    const withdrawn = await api.published(cast.admin, '2027-02-01');
    await api.withdraw(cast.admin, withdrawn.id);
    await notPriced();
    for (const [id, detail] of [
      [draft.id, /publish it before/],
      [upcoming.id, /prices nothing before Fri 1 Jan 2027 \(UTC\)/],
      [withdrawn.id, /was withdrawn/],
    ] as const) {
      const reply = await api.apply(cast.admin, id);
      expect(reply.status).toBe(409);
      expect(problem(reply).detail).toMatch(detail);
    }
    await api.withdraw(cast.admin, upcoming.id);
  });

  it('with nothing to price answers 0 and records nothing', async () => {
    const before = await api.detail(cast.admin, list.id);
    expect((await api.apply(cast.admin, list.id)).body).toEqual({ requests: 0 });
    expect(await api.detail(cast.admin, list.id)).toEqual(before);
  });
});
