import { expect } from 'vitest';
import type { PriceListDetail, SaveDraftBody } from '../../src/domain/api/prices.ts';
import { as, type TestUser } from './actors.ts';
import type { TestApp } from './app.ts';
import { TEST_PRICES } from './prices.ts';
import type { Reply } from './requests.ts';

/** Price lists as their page uses them. */
export function priceListsApi(test: TestApp) {
  const send = async (
    user: TestUser,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: object,
    key?: string,
  ): Promise<Reply> => {
    const reply = await test.app.inject({
      method,
      url,
      headers: { ...as(user), ...(key && { 'idempotency-key': key }) },
      ...(body && { payload: body }),
    });
    return {
      status: reply.statusCode,
      headers: reply.headers,
      body: reply.body === '' ? null : reply.json(),
    };
  };
  const url = (id: number, what = '') => `/api/admin/price-lists/${id}${what}`;
  const ok = (reply: Reply): PriceListDetail => {
    expect(reply).toMatchObject({ status: expect.toSatisfy((status) => status < 300) });
    return reply.body as PriceListDetail;
  };
  const api = {
    send,
    detail: async (user: TestUser, id: number) => ok(await send(user, 'GET', url(id))),
    create: async (user: TestUser, title = 'Rates 2027', more: object = {}) =>
      ok(await send(user, 'POST', '/api/admin/price-lists', { title, ...more })),
    save: (user: TestUser, id: number, body: object) => send(user, 'PUT', url(id), body),
    publish: (user: TestUser, list: PriceListDetail, key?: string) =>
      send(user, 'POST', url(list.id, '/publish'), seen(list), key),
    withdraw: (user: TestUser, id: number) => send(user, 'POST', url(id, '/withdraw'), {}),
    discard: (user: TestUser, list: PriceListDetail) =>
      send(user, 'POST', url(list.id, '/discard'), { revision: list.revision }),
    apply: (user: TestUser, id: number, key?: string) =>
      send(user, 'POST', url(id, '/apply'), {}, key),
    whatIf: (user: TestUser, id: number, from: string, to: string) =>
      send(user, 'GET', `${url(id, '/what-if')}?from=${from}&to=${to}`),
    /** A draft that lacks nothing, with these differences to the prices that tests have. */
    draft: async (
      user: TestUser,
      effectiveOn: string,
      prices: SaveDraftBody['prices'] = {},
      title = 'Rates 2027',
    ): Promise<PriceListDetail> => {
      const { id, revision } = await api.create(user, title);
      const body = { revision, title, effectiveOn, prices: { ...TEST_PRICES, ...prices } };
      return ok(await api.save(user, id, body));
    },
    published: async (
      user: TestUser,
      effectiveOn: string,
      prices: SaveDraftBody['prices'] = {},
    ): Promise<PriceListDetail> =>
      ok(await api.publish(user, await api.draft(user, effectiveOn, prices))),
  };
  return api;
}

/** What a publisher sends back of what they saw. */
export function seen({ revision, newestVersion }: PriceListDetail) {
  return { revision, newestVersion };
}
