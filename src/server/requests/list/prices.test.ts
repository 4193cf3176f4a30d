import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import { completedBeforeFirstList } from '../../../../tests/helpers/not-priced.ts';
import { type Cast, makeCast, OPERATION, requestsApi } from '../../../../tests/helpers/requests.ts';
import type { ListAnswer } from '../../../domain/api/requests.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
let codes: { readonly pending: string; readonly full: string; readonly discounted: string };

beforeAll(async () => {
  cast = await makeCast(test);
  const completed = async () => {
    const code = await api.created(cast.requester);
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.operator, code, 'send_to_qa', OPERATION);
    await api.did(cast.qa, code, 'start_qa');
    await api.did(cast.qa, code, 'complete', OPERATION);
    return code;
  };
  codes = {
    pending: await api.created(cast.requester),
    full: await completed(),
    discounted: await completed(),
  };
  const discount = { discountPercent: '50', reason: 'Half of it was ours' };
  await api.did(cast.admin, codes.pending, 'discount', discount);
  await api.did(cast.admin, codes.discounted, 'discount', discount);
});

const list = async (user: Cast['admin']) => {
  const reply = await api.send(user, 'GET', '/api/requests');
  expect(reply.status).toBe(200);
  const { requests } = reply.body as ListAnswer;
  return Object.fromEntries(requests.map(({ code, price }) => [code, price]));
};

describe('D1, P4: prices in the list', () => {
  it('readers of prices see total and final price, null where there is none yet', async () => {
    for (const reader of [cast.leader, cast.admin]) {
      expect(await list(reader)).toEqual({
        [codes.pending]: null,
        [codes.full]: { total: '3.75', final: '3.75' },
        // 3.75 × 50 % = 1.875, half-even to 1.88.
        [codes.discounted]: { total: '3.75', final: '1.87' },
      });
    }
  });

  it('nobody else has the field, or waits for a statement that would bring it', async () => {
    const statementsFor = async (user: Cast['admin']) => {
      const spied = vi.spyOn(test.db.getExecutor(), 'executeQuery');
      const prices = Object.values(await list(user));
      const texts = spied.mock.calls.map(([query]) => query.sql);
      spied.mockRestore();
      return { prices, aboutPrices: texts.filter((text) => text.includes('completions')) };
    };
    expect((await statementsFor(cast.leader)).aboutPrices).toHaveLength(1);
    for (const other of [cast.requester, cast.operator, cast.qa]) {
      expect(await statementsFor(other)).toEqual({
        prices: [undefined, undefined, undefined],
        aboutPrices: [],
      });
    }
  });

  it('M2: a request that was completed before the first price list has none', async () => {
    await completedBeforeFirstList(test.db, codes.full);
    expect((await list(cast.leader))[codes.full]).toBeNull();
  });
});
