import { beforeAll, describe, expect, it, vi } from 'vitest';
import { makeUser } from '../../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../../tests/helpers/app.ts';
import { completedBeforeFirstList } from '../../../../../tests/helpers/not-priced.ts';
import { publishList, TEST_PRICES } from '../../../../../tests/helpers/prices.ts';
import { type Cast, makeCast, requestsApi } from '../../../../../tests/helpers/requests.ts';
import type { ListAnswer } from '../../../../domain/api/requests.ts';
import { canSeeCosts, canSeePrices } from '../../../../domain/permissions.ts';
import type { Values } from '../../../../domain/requests/define.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const DETAILS = { usersUpdated: 3, propertiesUpdated: 2, csvRows: 1 };

async function completed(details: Values = DETAILS): Promise<string> {
  const code = await api.created(cast.requester);
  await api.did(cast.operator, code, 'operate');
  await api.did(cast.operator, code, 'send_to_qa', details);
  await api.did(cast.qa, code, 'start_qa');
  await api.did(cast.qa, code, 'complete', details);
  return code;
}

/** Every key of an answer, however deep, and every string in it. */
function everythingIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...everythingIn(inner)]);
}

const PRICE_KEYS = [
  ...['price', 'pricing', 'receipts', 'totals', 'clientPrice', 'clientSubtotal', 'clientTotal'],
  ...['discountPercent', 'discountAmount', 'finalPrice', 'discount_percent', 'priceList'],
];
const COST_KEYS = [
  ...['costs', 'operateCost', 'qaCost', 'operateSubtotal', 'qaSubtotal'],
  ...['operateTotal', 'qaTotal', 'margin'],
];
const listed = async (user: Cast['admin'], code: string) => {
  const reply = await api.send(user, 'GET', `/api/requests?q=${code}`);
  expect(reply.status).toBe(200);
  return (reply.body as ListAnswer).requests.find((request) => request.code === code);
};

describe('the receipt', () => {
  it('M3: shows an admin quantity × price = subtotal, the totals, the list used, costs and margin', async () => {
    const code = await completed();
    const { price, pricing } = await api.detail(cast.admin, code);
    expect(price).toEqual({ total: '14.50', final: '14.50' });
    expect(pricing).toEqual({
      discountPercent: '0.0',
      receipts: [
        {
          completedAt: test.clock.now(),
          supersededAt: null,
          priceList: { version: 1, title: 'Test rates' },
          lines: [
            {
              operation: 'user_update',
              quantity: 3,
              clientPrice: '1.25',
              clientSubtotal: '3.75',
              costs: {
                operateCost: '0.105',
                qaCost: '0.005',
                operateSubtotal: '0.315',
                qaSubtotal: '0.015',
              },
            },
            {
              operation: 'property_update',
              quantity: 2,
              clientPrice: '2.25',
              clientSubtotal: '4.50',
              costs: {
                operateCost: '0.205',
                qaCost: '0.015',
                operateSubtotal: '0.410',
                qaSubtotal: '0.030',
              },
            },
            {
              operation: 'csv_row',
              quantity: 1,
              clientPrice: '6.25',
              clientSubtotal: '6.25',
              costs: {
                operateCost: '0.605',
                qaCost: '0.055',
                operateSubtotal: '0.605',
                qaSubtotal: '0.055',
              },
            },
          ],
          totals: {
            clientTotal: '14.50',
            discountPercent: '0.0',
            discountAmount: '0.00',
            finalPrice: '14.50',
            // 1.330 and 0.100 from 14.50.
            costs: { operateTotal: '1.330', qaTotal: '0.100', margin: '13.070' },
          },
        },
      ],
    });
  });

  it('M4: a discount before completion is there before any price, and comes off when it is frozen', async () => {
    const code = await api.created(cast.requester);
    await api.did(cast.admin, code, 'discount', { discountPercent: '12.5', reason: 'Agreed' });
    const before = await api.detail(cast.leader, code);
    expect(before).toMatchObject({
      price: null,
      pricing: { discountPercent: '12.5', receipts: [] },
    });
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.operator, code, 'send_to_qa', { ...DETAILS, csvRows: 0 });
    await api.did(cast.qa, code, 'start_qa');
    await api.did(cast.qa, code, 'complete', { ...DETAILS, csvRows: 0 });
    const after = await api.detail(cast.leader, code);
    // 8.25 × 12.5 % = 1.03125, to 1.03.
    expect(after.price).toEqual({ total: '8.25', final: '7.22' });
    expect(after.pricing?.receipts[0]?.totals).toEqual({
      clientTotal: '8.25',
      discountPercent: '12.5',
      discountAmount: '1.03',
      finalPrice: '7.22',
    });
  });

  it('L12: after reject and complete the new receipt stands first, the superseded one below it', async () => {
    const code = await completed();
    const firstAt = test.clock.now();
    test.clock.advance({ minutes: 5 });
    await api.did(cast.requester, code, 'reject', { reason: 'Two more' });
    const rejectedAt = test.clock.now();
    const rejected = await api.detail(cast.leader, code);
    expect(rejected.price).toBeNull();
    expect(rejected.pricing?.receipts).toMatchObject([{ supersededAt: rejectedAt }]);

    test.clock.advance({ minutes: 5 });
    const corrected = { ...DETAILS, usersUpdated: 5 };
    await api.did(cast.operator, code, 'send_to_qa', corrected);
    await api.did(cast.qa, code, 'start_qa');
    await api.did(cast.qa, code, 'complete', corrected);
    const { price, pricing } = await api.detail(cast.leader, code);
    expect(price).toEqual({ total: '17.00', final: '17.00' });
    expect(pricing?.receipts).toMatchObject([
      { completedAt: test.clock.now(), supersededAt: null, totals: { clientTotal: '17.00' } },
      { completedAt: firstAt, supersededAt: rejectedAt, totals: { clientTotal: '14.50' } },
    ]);
    expect(await listed(cast.leader, code)).toMatchObject({ price });
  });

  it('M2: completed before the first price list, it is not priced, and says so', async () => {
    const code = await completed();
    await completedBeforeFirstList(test.db, code);
    expect(await api.detail(cast.admin, code)).toMatchObject({
      price: null,
      pricing: { receipts: [{ priceList: null, lines: [], totals: null, supersededAt: null }] },
    });
  });
});

describe('P4: who sees what', () => {
  it('prices for leadership and admins, costs for admins: on the page, in the list, after every action', async () => {
    const code = await completed();
    await api.did(cast.admin, code, 'discount', { discountPercent: '3.7', reason: 'A gesture' });
    const everybody = {
      ...cast,
      everything: await makeUser(test.db, {
        roles: ['operator', 'qa_agent'],
        teams: ['revenue', 'support', 'compliance', 'accounting'],
      }),
    };
    for (const user of Object.values(everybody)) {
      const detail = await api.send(user, 'GET', `/api/requests/${code}`);
      if (detail.status === 404) continue;
      const older = await api.send(user, 'GET', `/api/requests/${code}/events?before=999999999`);
      const list = await api.send(user, 'GET', '/api/requests');
      const commented = await api.send(user, 'POST', `/api/requests/${code}/comments`, {
        body: { message: 'Seen.' },
      });
      const drafts = await api.send(user, 'GET', '/api/drafts');
      for (const [surface, reply] of Object.entries({ detail, older, list, commented, drafts })) {
        const name = `${user.name}: ${surface}`;
        expect(reply.status, name).toBe(200);
        const words = everythingIn(reply.body);
        const found = (keys: readonly string[]) => keys.filter((key) => words.includes(key));
        if (!canSeePrices(user)) {
          expect(found([...PRICE_KEYS, ...COST_KEYS, '3.7', 'A gesture']), name).toEqual([]);
        } else if (!canSeeCosts(user)) {
          expect(found(COST_KEYS), name).toEqual([]);
        }
      }
      const seesPrices = canSeePrices(user);
      expect('pricing' in (detail.body as object), user.name).toBe(seesPrices);
      expect((await listed(user, code))?.price, user.name).toEqual(
        seesPrices ? { total: '14.50', final: '13.96' } : undefined,
      );
      expect(everythingIn(detail.body).includes('margin'), user.name).toBe(canSeeCosts(user));
    }
  });

  it('what a reader may not see never leaves the database', async () => {
    const code = await completed();
    const statementsFor = async (user: Cast['admin']) => {
      const spied = vi.spyOn(test.db.getExecutor(), 'executeQuery');
      await api.detail(user, code);
      const text = spied.mock.calls.map(([query]) => query.sql).join('\n');
      spied.mockRestore();
      return {
        prices: /completion_lines|client_/.test(text),
        costs: /operate_|qa_cost/.test(text),
      };
    };
    expect(await statementsFor(cast.admin)).toEqual({ prices: true, costs: true });
    expect(await statementsFor(cast.leader)).toEqual({ prices: true, costs: false });
    for (const other of [cast.requester, cast.operator, cast.qa]) {
      expect(await statementsFor(other)).toEqual({ prices: false, costs: false });
    }
  });

  it('what somebody answers to an action is what they may see: rejecting and completing again', async () => {
    const code = await completed();
    const rejected = await api.did(cast.requester, code, 'reject', { reason: 'Again' });
    expect(rejected.pricing).toBeUndefined();
    const sent = await api.did(cast.operator, code, 'send_to_qa', DETAILS);
    await api.did(cast.qa, code, 'start_qa');
    const done = await api.did(cast.qa, code, 'complete', DETAILS);
    for (const answer of [rejected, sent, done]) {
      const words = everythingIn(answer);
      expect([...PRICE_KEYS, ...COST_KEYS].filter((key) => words.includes(key))).toEqual([]);
    }
  });
});

describe('the list that was used', () => {
  it('M2: completed without operations costs nothing; each receipt names the list that was in force', async () => {
    const before = await completed({ usersUpdated: 0, propertiesUpdated: 0 });
    await publishList(test.db, {
      by: cast.admin.id,
      title: 'Newer rates',
      effectiveOn: test.clock.now().slice(0, 10),
      publishedAt: test.clock.now(),
      prices: { ...TEST_PRICES, user_update: TEST_PRICES.xml_file },
    });
    const after = await completed({ usersUpdated: 1, propertiesUpdated: 0 });
    const receiptOf = async (code: string) =>
      (await api.detail(cast.leader, code)).pricing?.receipts[0];
    expect(await receiptOf(before)).toMatchObject({
      priceList: { version: 1, title: 'Test rates' },
      lines: [],
      totals: { clientTotal: '0.00', finalPrice: '0.00' },
    });
    expect(await receiptOf(after)).toMatchObject({
      priceList: { version: 2, title: 'Newer rates' },
      totals: { clientTotal: '10.25' },
    });
  });

  it('M1: an amount beyond what a float can hold comes through to the cent', async () => {
    const { db } = test;
    const prices = { ...TEST_PRICES, user_update: { ...TEST_PRICES.user_update } };
    Object.assign(prices.user_update, { clientPrice: '99999999999999.99', operateCost: '0.001' });
    await publishList(db, {
      by: cast.admin.id,
      effectiveOn: test.clock.now().slice(0, 10),
      publishedAt: test.clock.now(),
      prices,
    });
    const code = await completed({ usersUpdated: 1_000, propertiesUpdated: 0 });
    const { price, pricing } = await api.detail(cast.admin, code);
    expect(price).toEqual({ total: '99999999999999990.00', final: '99999999999999990.00' });
    expect(pricing?.receipts[0]?.lines[0]?.costs).toMatchObject({ operateSubtotal: '1.000' });
    expect(pricing?.receipts[0]?.totals?.costs?.margin).toBe('99999999999999984.000');
    expect(await listed(cast.admin, code)).toMatchObject({ price });
  });
});
