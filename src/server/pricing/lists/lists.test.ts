import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { priceListsApi, seen } from '../../../../tests/helpers/price-lists.ts';
import { TEST_PRICES } from '../../../../tests/helpers/prices.ts';
import { type Cast, makeCast, problem } from '../../../../tests/helpers/requests.ts';
import type { PriceListsAnswer, PricesInForce } from '../../../domain/api/prices.ts';
import { OPERATION_KEYS } from '../../../domain/pricing/operations.ts';

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
const stateOf = async (id: number) => {
  const { lists: all } = await lists();
  const { state, endsOn } = all.find((list) => list.id === id) ?? {};
  return { state, endsOn };
};

describe('who sees prices', () => {
  it('P4: leadership sees the client prices in force, admins the costs too, everybody else neither', async () => {
    const asAdmin = (await api.send(cast.admin, 'GET', '/api/prices')).body as PricesInForce;
    expect(asAdmin.list).toMatchObject({ version: 1, effectiveOn: '2020-01-01' });
    const { clientPrice, ...costs } = TEST_PRICES.csv_row;
    expect(asAdmin.list?.prices.csv_row).toEqual({ clientPrice, costs });
    const asLeader = (await api.send(cast.leader, 'GET', '/api/prices')).body as PricesInForce;
    expect(Object.keys(asLeader.list?.prices ?? {})).toEqual([...OPERATION_KEYS]);
    expect(asLeader.list?.prices.csv_row).toEqual({ clientPrice });
    expect(JSON.stringify(asLeader)).not.toContain('Cost');
    for (const other of [cast.requester, cast.operator, cast.qa, cast.nobody]) {
      const reply = await api.send(other, 'GET', '/api/prices');
      expect(reply).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    }
  });

  it('P5: price lists are for admins only, whatever is done to them', async () => {
    const { id } = await api.create(cast.admin);
    const body = { revision: 1, newestVersion: 1, title: 'Mine', effectiveOn: null, prices: {} };
    const calls = [
      ['GET', LISTS],
      ['POST', LISTS],
      ['GET', `${LISTS}/${id}`],
      ['PUT', `${LISTS}/${id}`],
      ['POST', `${LISTS}/${id}/publish`],
      ['POST', `${LISTS}/${id}/withdraw`],
      ['POST', `${LISTS}/${id}/discard`],
      ['POST', `${LISTS}/${id}/apply`],
      ['GET', `${LISTS}/${id}/what-if?from=2026-01-01&to=2026-01-31`],
    ] as const;
    for (const [method, url] of calls) {
      for (const other of [cast.leader, cast.operator, cast.requester]) {
        const reply = await api.send(other, method, url, method === 'GET' ? undefined : body);
        expect(reply, `${method} ${url}`).toMatchObject({
          status: 403,
          body: { code: 'not_allowed', detail: 'Only admins may do this.' },
        });
      }
    }
    expect((await api.detail(cast.admin, id)).revision).toBe(1);
  });

  it('answers not found for a list that does not exist, and names a number that is none', async () => {
    for (const [method, what] of [
      ['GET', ''],
      ['PUT', ''],
      ['POST', '/publish'],
      ['POST', '/withdraw'],
      ['POST', '/discard'],
      ['POST', '/apply'],
      ['GET', '/what-if?from=2026-01-01&to=2026-01-31'],
    ] as const) {
      const body = { revision: 1, newestVersion: 1, title: 'Mine', effectiveOn: null, prices: {} };
      const at = (id: string) =>
        api.send(cast.admin, method, `${LISTS}/${id}${what}`, method === 'GET' ? undefined : body);
      expect(await at('999999'), what).toMatchObject({ status: 404, body: { code: 'not_found' } });
      const odd = await at('abc');
      expect(odd.status).toBe(422);
      expect(problem(odd).issues?.[0]?.path).toBe('id');
    }
  });
});

describe('M2 publishing', () => {
  it('gives the next version for good, records the difference to the list in force, and is audited', async () => {
    const draft = await api.draft(cast.admin, '2027-06-01', {
      csv_row: { ...TEST_PRICES.csv_row, clientPrice: '7.77' },
    });
    expect(draft.comparedWith).toMatchObject({ version: 1, prices: TEST_PRICES });
    expect(draft.missing).toEqual([]);
    const reply = await api.publish(cast.admin, draft, 'publish-once');
    expect(await api.publish(cast.admin, draft, 'publish-once')).toMatchObject({ status: 200 });
    const version = draft.newestVersion + 1;
    expect(reply.body).toMatchObject({
      version,
      state: 'upcoming',
      publishedAt: test.clock.now(),
      publishedBy: { name: 'Ada Example' },
      newestVersion: version,
      missing: [],
    });
    const { events } = await api.detail(cast.admin, draft.id);
    expect(events[0]).toMatchObject({
      action: 'publish',
      changes: [{ operation: 'csv_row', field: 'clientPrice', to: '7.77' }],
    });
    const audit = await test.db
      .selectFrom('audit_log')
      .select(['actor_id', 'target', 'details'])
      .where('action', '=', 'price_list_published')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(audit).toEqual({
      actor_id: cast.admin.id,
      target: `Version ${version}`,
      details: { priceList: draft.id, title: 'Rates 2027', effectiveOn: '2027-06-01' },
    });
    const body = { revision: draft.revision, title: 'Other', effectiveOn: null, prices: {} };
    const late = await api.save(cast.admin, draft.id, body);
    expect(problem(late)).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining(`You published this list as version ${version}`),
    });
    await api.withdraw(cast.admin, draft.id);
  });

  it('names a day that is over, a day that is missing and every price that is', async () => {
    const past = await api.draft(cast.admin, '2026-11-17');
    expect(past.missing.map(({ path }) => path)).toEqual(['effectiveOn']);
    const refused = await api.publish(cast.admin, past);
    expect(refused.status).toBe(422);
    expect(problem(refused).issues).toEqual([
      { path: 'effectiveOn', message: expect.stringContaining('2026-11-18, UTC') },
    ]);
    const empty = await api.create(cast.admin);
    await api.save(cast.admin, empty.id, { ...empty, effectiveOn: null, prices: {} });
    const bare = await api.publish(cast.admin, await api.detail(cast.admin, empty.id));
    expect(problem(bare).issues).toHaveLength(31);
    expect((await api.detail(cast.admin, empty.id)).state).toBe('draft');
  });

  it('tells of a draft that was saved and of a version that was published meanwhile', async () => {
    const mine = await api.draft(cast.admin, '2027-01-01');
    const stale = await api.publish(cast.admin, { ...mine, revision: mine.revision - 1 });
    expect(problem(stale).detail).toMatch(/saved this draft/);
    const theirs = await api.published(bea, '2027-07-01');
    const late = await api.publish(cast.admin, mine);
    expect(problem(late)).toMatchObject({
      code: 'conflict',
      detail: expect.stringMatching(
        new RegExp(`^Bea Example published version ${theirs.version}, “Rates 2027”, on `),
      ),
      conflict: { lastAction: 'publish', lastActor: 'Bea Example' },
    });
    expect(seen(await api.detail(cast.admin, mine.id)).newestVersion).toBe(theirs.version);
    await api.withdraw(cast.admin, theirs.id);
  });
});

describe('M2 which list applies when', () => {
  it('goes from upcoming over in force to past, each ending where the next begins', async () => {
    const now = test.clock.now();
    const first = (await lists()).lists.find(({ version }) => version === 1);
    const spring = await api.published(cast.admin, '2026-12-01');
    const same = await api.published(cast.admin, '2026-12-01');
    const summer = await api.published(cast.admin, '2026-12-15');
    const ids = [first?.id ?? 0, spring.id, same.id, summer.id];
    const states = async () => Promise.all(ids.map(stateOf));
    expect(await states()).toEqual([
      { state: 'in_force', endsOn: '2026-12-01' },
      // A later version of the same day leaves it no instant.
      { state: 'past', endsOn: '2026-12-01' },
      { state: 'upcoming', endsOn: '2026-12-15' },
      { state: 'upcoming', endsOn: null },
    ]);
    expect((await api.detail(cast.admin, summer.id)).comparedWith?.version).toBe(same.version);
    await api.withdraw(cast.admin, same.id);
    expect(await states()).toEqual([
      { state: 'in_force', endsOn: '2026-12-01' },
      { state: 'upcoming', endsOn: '2026-12-15' },
      { state: 'withdrawn', endsOn: null },
      { state: 'upcoming', endsOn: null },
    ]);
    test.clock.set('2026-12-15T00:00:00Z');
    expect((await states()).map(({ state }) => state)).toEqual([
      'past',
      'past',
      'withdrawn',
      'in_force',
    ]);
    const { body } = await api.send(cast.leader, 'GET', '/api/prices');
    expect((body as PricesInForce).list?.version).toBe(summer.version);
    test.clock.set(now);
  });

  it('a list is withdrawn before its day only, once, and says why not', async () => {
    const now = test.clock.now();
    const list = await api.published(cast.admin, '2027-01-01');
    test.clock.set('2026-12-31T23:59:59.999Z');
    expect((await api.withdraw(cast.admin, list.id)).body).toMatchObject({ state: 'withdrawn' });
    const again = await api.withdraw(cast.admin, list.id);
    expect(problem(again)).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining(`You withdrew version ${list.version}`),
    });
    const begun = await api.published(cast.admin, '2026-12-31');
    const late = await api.withdraw(cast.admin, begun.id);
    expect(problem(late)).toMatchObject({
      code: 'conflict',
      detail: expect.stringMatching(/in force since Thu 31 Dec 2026 \(UTC\)/),
    });
    const draft = await api.draft(cast.admin, '2027-09-01');
    expect(problem(await api.withdraw(cast.admin, draft.id)).detail).toContain('Discard it');
    test.clock.set(now);
  });
});
