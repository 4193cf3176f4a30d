import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { priceListsApi } from '../../../../tests/helpers/price-lists.ts';
import { TEST_PRICES } from '../../../../tests/helpers/prices.ts';
import { type Cast, makeCast, problem } from '../../../../tests/helpers/requests.ts';
import type { PriceListsAnswer } from '../../../domain/api/prices.ts';

const test = useApp();
const api = priceListsApi(test);
let cast: Cast;
let bea: TestUser;
beforeAll(async () => {
  cast = await makeCast(test);
  bea = await makeUser(test.db, { firstName: 'Bea', lastName: 'Example', roles: ['admin'] });
});

const LISTS = '/api/admin/price-lists';
const lists = async () => (await api.send(cast.admin, 'GET', LISTS)).body as PriceListsAnswer;

describe('M2 drafts', () => {
  it('begin with the prices of the newest published list, of the one named, or of a draft', async () => {
    const newest = await api.published(cast.admin, '2027-03-01', {
      csv_row: { ...TEST_PRICES.csv_row, clientPrice: '9.99' },
    });
    const copy = await api.create(cast.admin, '  Rates \n 2028 ');
    expect(copy).toMatchObject({
      title: 'Rates 2028',
      state: 'draft',
      version: null,
      effectiveOn: null,
      revision: 1,
    });
    expect(copy.prices).toEqual(newest.prices);
    const [first] = (await lists()).lists.filter(({ version }) => version === 1);
    const old = await api.create(cast.admin, 'Old rates again', { copyOf: first?.id });
    expect(old.prices).toEqual(TEST_PRICES);
    expect((await api.create(cast.admin, 'Third', { copyOf: copy.id })).prices).toEqual(
      copy.prices,
    );
    await api.withdraw(cast.admin, newest.id);
    expect((await api.create(cast.admin, 'Without it')).prices).toEqual(TEST_PRICES);
  });

  it('refuses to begin without a title or from a list that is not there', async () => {
    for (const [body, path] of [
      [{ title: ' \n ' }, 'title'],
      [{ title: 'x'.repeat(101) }, 'title'],
      [{ title: 'Rates', copyOf: 999_999 }, 'copyOf'],
      [{ title: 'Rates', copyOf: 1.5 }, 'copyOf'],
      [{}, 'title'],
    ] as const) {
      const reply = await api.send(cast.admin, 'POST', LISTS, body);
      expect(reply.status).toBe(422);
      expect(problem(reply).issues?.[0]?.path).toBe(path);
    }
  });

  it('a repeated creation makes one draft', async () => {
    const body = { title: 'Once' };
    const [one, two] = [
      await api.send(cast.admin, 'POST', LISTS, body, 'create-once'),
      await api.send(cast.admin, 'POST', LISTS, body, 'create-once'),
    ];
    expect(two.body).toEqual(one.body);
  });

  it('M1: saves amounts as exact decimals and records every change, old and new, with who and when', async () => {
    const { id, revision } = await api.create(cast.admin);
    const prices = {
      ...TEST_PRICES,
      csv_row: { clientPrice: '$1,234.5', operateCost: '0.1', qaCost: null },
    };
    const body = { revision, title: 'Rates 2027', effectiveOn: ' 2027-01-01 ', prices };
    const saved = await api.save(cast.admin, id, body);
    expect(saved.status).toBe(200);
    const detail = await api.detail(cast.admin, id);
    expect(detail).toMatchObject({ revision: 2, effectiveOn: '2027-01-01' });
    expect(detail.prices.csv_row).toEqual({
      clientPrice: '1234.50',
      operateCost: '0.100',
      qaCost: null,
    });
    expect(detail.missing).toEqual([
      { path: 'prices.csv_row.qaCost', message: 'Enter the QA cost of CSV row' },
    ]);
    const { clientPrice, operateCost, qaCost } = TEST_PRICES.csv_row;
    expect(detail.events[0]).toMatchObject({
      action: 'edit',
      at: test.clock.now(),
      actor: { id: cast.admin.id, name: 'Ada Example' },
      changes: [
        { field: 'effectiveOn', from: null, to: '2027-01-01' },
        { operation: 'csv_row', field: 'clientPrice', from: clientPrice, to: '1234.50' },
        { operation: 'csv_row', field: 'operateCost', from: operateCost, to: '0.100' },
        { operation: 'csv_row', field: 'qaCost', from: qaCost, to: null },
      ],
    });
    expect(detail.events[1]).toMatchObject({
      action: 'create',
      changes: [{ field: 'title', from: null, to: 'Rates 2027' }],
    });
  });

  it('X1: saving what stands is no change; saving over what somebody else saved is a conflict that names them', async () => {
    const draft = await api.draft(cast.admin, '2027-01-01');
    const body = {
      revision: draft.revision,
      title: draft.title,
      effectiveOn: '2027-01-01',
      prices: draft.prices,
    };
    expect((await api.save(cast.admin, draft.id, body)).body).toEqual(draft);
    const at = test.clock.now();
    expect((await api.save(bea, draft.id, { ...body, title: 'First' })).status).toBe(200);
    test.clock.advance({ minutes: 3 });
    // The same once more, as after a lost answer.
    expect((await api.save(bea, draft.id, { ...body, title: 'First' })).status).toBe(200);
    const late = await api.save(cast.admin, draft.id, { ...body, title: 'Second' });
    expect(late.status).toBe(409);
    expect(problem(late)).toMatchObject({
      code: 'conflict',
      detail: expect.stringMatching(/^Bea Example saved this draft on .*UTC\)\. Nothing of yours/),
      conflict: { lastAction: 'edit', lastActor: 'Bea Example', lastAt: at },
    });
    expect((await api.detail(cast.admin, draft.id)).title).toBe('First');
  });

  it.each([
    ['-1', /must be 0 or more/],
    ['1.005', /at most 2 decimals/],
    ['1e3', /must be an amount/],
    ['ten', /must be an amount/],
    ['100000.01', /must be 100000.00 or less/],
    ['9'.repeat(900), /must be an amount/],
    ['١٢', /must be an amount/],
  ])(
    'M1: refuses a client price of %s at its field, and stores nothing',
    async (typed, message) => {
      const draft = await api.draft(cast.admin, '2027-01-01');
      const prices = { ...draft.prices, csv_row: { ...TEST_PRICES.csv_row, clientPrice: typed } };
      const { revision, title } = draft;
      const reply = await api.save(cast.admin, draft.id, {
        revision,
        title,
        effectiveOn: null,
        prices,
      });
      expect(reply.status).toBe(422);
      expect(problem(reply).issues).toEqual([
        { path: 'prices.csv_row.clientPrice', message: expect.stringMatching(message) },
      ]);
      expect(await api.detail(cast.admin, draft.id)).toEqual(draft);
    },
  );

  it('refuses a cost of four decimals, a day that is none, a number and an operation nobody knows', async () => {
    const { id, revision } = await api.create(cast.admin);
    const body = { revision, title: 'Rates', effectiveOn: null, prices: {} };
    for (const [wrong, path] of [
      [{ prices: { csv_row: { qaCost: '0.0001' } } }, 'prices.csv_row.qaCost'],
      [{ prices: { csv_row: { qaCost: 0.1 } } }, 'prices.csv_row.qaCost'],
      [{ prices: { tea: { qaCost: '1' } } }, 'prices'],
      [{ prices: { csv_row: { discount: '1' } } }, 'prices.csv_row'],
      [{ effectiveOn: '2027-02-29' }, 'effectiveOn'],
      [{ effectiveOn: 'soon' }, 'effectiveOn'],
      [{ revision: 'x' }, 'revision'],
    ] as const) {
      const reply = await api.save(cast.admin, id, { ...body, ...wrong });
      expect(reply.status, path).toBe(422);
      expect(problem(reply).issues?.[0]?.path).toMatch(new RegExp(`^${path}`));
    }
    expect((await api.detail(cast.admin, id)).revision).toBe(revision);
  });

  it('discarded ones vanish and cannot be changed, published ones are withdrawn; the audit log has both', async () => {
    const draft = await api.draft(cast.admin, '2027-01-01');
    expect((await api.discard(cast.admin, { ...draft, revision: 1 })).status).toBe(409);
    expect(await api.discard(cast.admin, draft)).toMatchObject({ status: 204, body: null });
    expect((await lists()).lists.map(({ id }) => id)).not.toContain(draft.id);
    expect((await api.publish(cast.admin, draft)).status).toBe(404);
    expect((await api.discard(cast.admin, draft)).status).toBe(404);
    const published = await api.published(cast.admin, '2027-05-01');
    const refused = await api.discard(cast.admin, published);
    expect(problem(refused)).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining(`You published this list as version ${published.version}`),
    });
    await api.withdraw(cast.admin, published.id);
    const log = await test.db
      .selectFrom('audit_log')
      .select(['action', 'actor_id', 'target', 'details'])
      .where('action', 'in', ['price_list_discarded', 'price_list_withdrawn'])
      .orderBy('id', 'desc')
      .limit(2)
      .execute();
    const by = { actor_id: cast.admin.id };
    expect(log).toEqual([
      {
        ...by,
        action: 'price_list_withdrawn',
        target: `Version ${published.version}`,
        details: { priceList: published.id, title: 'Rates 2027', effectiveOn: '2027-05-01' },
      },
      {
        ...by,
        action: 'price_list_discarded',
        target: 'Rates 2027',
        details: { priceList: draft.id },
      },
    ]);
  });
});
