import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { priceListsApi, seen } from '../../../../tests/helpers/price-lists.ts';
import { TEST_PRICES } from '../../../../tests/helpers/prices.ts';
import {
  type Cast,
  makeCast,
  problem,
  type Reply,
  requestsApi,
} from '../../../../tests/helpers/requests.ts';
import type { PriceListDetail } from '../../../domain/api/prices.ts';
import { type Instant, instantFromEpochMs } from '../../../domain/kernel/calendar.ts';
import { listInForce } from '../../../domain/pricing/price-list.ts';
import { inTransaction } from '../../db/transaction.ts';
import { publishDraft } from './publish.ts';
import { findLists, loadPrices } from './queries.ts';
import { published } from './view.ts';

/** A clock that never shows the same moment twice: what came first is told by the instants. */
let tick = Date.parse('2026-11-18T09:00:00Z');
const now = (): Instant => {
  tick += 1;
  return instantFromEpochMs(tick);
};

const test = useApp({ context: { now }, poolSize: 20 });
const requests = requestsApi(test);
const api = priceListsApi(test);
let cast: Cast;
let bea: TestUser;
beforeAll(async () => {
  cast = await makeCast(test);
  bea = await makeUser(test.db, { firstName: 'Bea', lastName: 'Example', roles: ['admin'] });
});

const won = (replies: readonly Reply[]) => replies.filter(({ status }) => status === 200);
const lost = (replies: readonly Reply[]) => replies.filter(({ status }) => status !== 200);

/** Publishes in a transaction that stays open until it is told to commit. */
async function publishSlowly(list: PriceListDetail) {
  let commit = (): void => undefined;
  const committing = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let began = (): void => undefined;
  const beginning = new Promise<void>((resolve) => {
    began = resolve;
  });
  const done = inTransaction(test.db, async (tx) => {
    await publishDraft(tx, test.context, cast.admin, list.id, seen(list), '127.0.0.1');
    began();
    await committing;
  });
  await Promise.race([beginning, done]);
  return { commit, done };
}

/** Long enough for whatever does not wait to be over. */
const aMoment = () => new Promise((done) => setTimeout(done, 300));

describe('M2, X1: two admins at once', () => {
  it('publishing waits for a publication that is not committed yet, and then hears of it', async () => {
    const one = await api.draft(cast.admin, '2027-01-01', {}, 'Slow');
    const two = await api.draft(bea, '2027-02-01');
    const slow = await publishSlowly(one);
    const second = api.publish(bea, two);
    await aMoment();
    slow.commit();
    await slow.done;
    expect(await second).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining('“Slow”') },
    });
  });

  it('publish two drafts: one wins, the other hears of it and may look again', async () => {
    const one = await api.draft(cast.admin, '2027-01-01', {}, 'One');
    const two = await api.draft(bea, '2027-02-01', {}, 'Two');
    const replies = await Promise.all([api.publish(cast.admin, one), api.publish(bea, two)]);
    expect(won(replies)).toHaveLength(1);
    const [late] = lost(replies);
    const winner = won(replies)[0]?.body as PriceListDetail;
    const name = winner.title === 'One' ? 'Ada Example' : 'Bea Example';
    expect(late && problem(late)).toMatchObject({
      status: 409,
      code: 'conflict',
      detail: expect.stringContaining(
        `${name} published version ${winner.version}, “${winner.title}”, on `,
      ),
    });
    const loser = winner.title === 'One' ? two : one;
    const fresh = await api.detail(cast.admin, loser.id);
    expect(fresh).toMatchObject({ state: 'draft', newestVersion: winner.version });
    expect((await api.publish(cast.admin, fresh)).body).toMatchObject({
      version: fresh.newestVersion + 1,
    });
  });

  it('publish the same draft: it is published once', async () => {
    const draft = await api.draft(cast.admin, '2027-03-01');
    const replies = await Promise.all([
      api.publish(cast.admin, draft),
      api.publish(bea, draft),
      api.publish(cast.admin, draft),
    ]);
    expect(won(replies)).toHaveLength(1);
    for (const late of lost(replies)) {
      expect(problem(late)).toMatchObject({
        code: 'conflict',
        detail: expect.stringMatching(/published this list as version \d+ on /),
      });
    }
    const { events, version } = await api.detail(bea, draft.id);
    expect(version).toBe(draft.newestVersion + 1);
    expect(events.filter(({ action }) => action === 'publish')).toHaveLength(1);
  });

  it('save the same draft: one is stored whole, the other is told by whom', async () => {
    const draft = await api.draft(cast.admin, '2027-04-01');
    const body = (title: string, clientPrice: string) => ({
      revision: draft.revision,
      title,
      effectiveOn: '2027-04-01',
      prices: {
        ...draft.prices,
        csv_row: { ...TEST_PRICES.csv_row, clientPrice },
        xml_file: { ...TEST_PRICES.xml_file, clientPrice },
      },
    });
    const replies = await Promise.all([
      api.save(cast.admin, draft.id, body('Ada', '1.00')),
      api.save(bea, draft.id, body('Bea', '2.00')),
    ]);
    expect(won(replies)).toHaveLength(1);
    const stored = await api.detail(cast.admin, draft.id);
    const price = stored.title === 'Ada' ? '1.00' : '2.00';
    expect(stored.prices.csv_row.clientPrice).toBe(price);
    expect(stored.prices.xml_file.clientPrice).toBe(price);
    expect(stored.revision).toBe(draft.revision + 1);
    expect(problem(lost(replies)[0] as Reply).detail).toMatch(
      new RegExp(`^${stored.title} Example saved this draft on `),
    );
  });

  it('publish and discard the same draft: one of the two happens', async () => {
    const draft = await api.draft(cast.admin, '2027-05-01');
    const [publish, discard] = await Promise.all([
      api.publish(cast.admin, draft),
      api.discard(bea, draft),
    ]);
    const outcomes = [publish.status, discard.status];
    expect([
      [200, 409],
      [404, 204],
    ]).toContainEqual(outcomes);
  });
});

describe('M2: publishing while requests are completed', () => {
  it('a completion waits for a publication that is not committed yet, and uses it', async () => {
    const details = { usersUpdated: 1, propertiesUpdated: 0 };
    const code = await requests.created(cast.requester);
    await requests.did(cast.operator, code, 'operate');
    await requests.did(cast.operator, code, 'send_to_qa', details);
    await requests.did(cast.qa, code, 'start_qa');
    const draft = await api.draft(cast.admin, '2026-11-18');
    const slow = await publishSlowly(draft);
    const completing = requests.did(cast.qa, code, 'complete', details);
    await aMoment();
    slow.commit();
    await slow.done;
    await completing;
    const completion = await test.db
      .selectFrom('completions')
      .innerJoin('requests', 'requests.id', 'completions.request_id')
      .select('price_list_id')
      .where('requests.code', '=', code)
      .executeTakeFirstOrThrow();
    expect(completion.price_list_id).toBe(draft.id);
  });

  it('every completion uses one version wholly: the one in force at its instant', async () => {
    const details = { usersUpdated: 3, propertiesUpdated: 2, csvRows: 7 };
    const codes: string[] = [];
    for (let made = 0; made < 30; made += 1) {
      const code = await requests.created(cast.requester);
      await requests.did(cast.operator, code, 'operate');
      await requests.did(cast.operator, code, 'send_to_qa', details);
      await requests.did(cast.qa, code, 'start_qa');
      codes.push(code);
    }
    const drafts: PriceListDetail[] = [];
    for (const cents of ['11', '22', '33']) {
      const price = { clientPrice: `1.${cents}`, operateCost: `0.${cents}`, qaCost: `0.0${cents}` };
      const prices = { user_update: price, property_update: price, csv_row: price };
      drafts.push(await api.draft(cast.admin, '2026-11-18', prices));
    }
    const complete = async (code: string) => requests.did(cast.qa, code, 'complete', details);
    const publishAll = async () => {
      for (const draft of drafts) {
        const { newestVersion } = await api.detail(cast.admin, draft.id);
        const reply = await api.publish(cast.admin, { ...draft, newestVersion });
        expect(reply).toMatchObject({ status: 200 });
      }
    };
    const [first = '', last = '', ...others] = codes;
    await complete(first);
    const before = listInForce(published(await findLists(test.db)), now())?.id;
    await Promise.all([...others.map(complete), publishAll()]);
    await complete(last);

    const lists = published(await findLists(test.db));
    const prices = new Map(
      await Promise.all(lists.map(async ({ id }) => [id, await loadPrices(test.db, id)] as const)),
    );
    const completions = await test.db
      .selectFrom('completions')
      .innerJoin('requests', 'requests.id', 'completions.request_id')
      .select(['completions.id', 'completions.completed_at', 'price_list_id', 'code'])
      .where('requests.code', 'in', codes)
      .execute();
    expect(completions).toHaveLength(30);
    for (const { id, completed_at, price_list_id } of completions) {
      expect(price_list_id).toBe(listInForce(lists, completed_at)?.id);
      const lines = await test.db
        .selectFrom('completion_lines')
        .selectAll()
        .where('completion_id', '=', id)
        .execute();
      expect(lines).toHaveLength(3);
      for (const line of lines) {
        expect(prices.get(price_list_id ?? 0)?.[line.operation]).toEqual({
          clientPrice: line.client_price,
          operateCost: line.operate_cost,
          qaCost: line.qa_cost,
        });
      }
    }
    const usedBy = new Map(completions.map((row) => [row.code, row.price_list_id]));
    expect(usedBy.get(first)).toBe(before);
    expect(usedBy.get(last)).toBe(drafts.at(-1)?.id);
  });
});
