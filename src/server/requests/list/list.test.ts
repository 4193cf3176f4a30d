import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import type { ListAnswer } from '../../../domain/api/requests.ts';
import type { Problem } from '../../../domain/errors.ts';
import { addMs, instant } from '../../../domain/kernel/calendar.ts';
import { displayName, ROLES, type Role, TEAMS, type Team } from '../../../domain/people.ts';
import { canView } from '../../../domain/permissions.ts';
import { REQUEST_TYPE_KEYS } from '../../../domain/requests/define.ts';
import { PRIORITIES, STATUSES } from '../../../domain/requests/request.ts';
import { isInSlice, viewSlices } from '../../../domain/requests/views.ts';
import { type Stored, store, stored } from './stored.testing.ts';

const test = useApp();

const people: TestUser[] = [];
const everything: Stored[] = [];

const NAMES = [
  ['Dana', 'Reyes'],
  ['Amir', 'Haddad'],
  ['Inés', 'Moreau'],
  ['Örjan', 'Ek'],
] as const;

/** One of every kind of person: each role, each team, several of each, a mix, neither. */
const KINDS: readonly { readonly roles: readonly Role[]; readonly teams: readonly Team[] }[] = [
  ...ROLES.map((role) => ({ roles: [role], teams: [] })),
  ...TEAMS.map((team) => ({ roles: [], teams: [team] })),
  { roles: ['operator', 'qa_agent'], teams: [] },
  { roles: [], teams: ['revenue', 'support'] },
  { roles: ['leadership'], teams: ['compliance'] },
  { roles: [], teams: [] },
];

const at = <T>(options: readonly T[], index: number): T => {
  const option = options[index % options.length];
  if (option === undefined) throw new Error('nothing to choose from');
  return option;
};

/** Newest first, later ids first among equal instants. */
const newestFirst = (requests: readonly Stored[]): Stored[] =>
  requests
    .map((request, index) => ({ request, index }))
    .sort((a, b) =>
      a.request.createdAt === b.request.createdAt
        ? b.index - a.index
        : a.request.createdAt < b.request.createdAt
          ? 1
          : -1,
    )
    .map(({ request }) => request);

beforeAll(async () => {
  for (const [index, kind] of KINDS.entries()) {
    const [firstName, lastName] = at(NAMES, index);
    people.push(await makeUser(test.db, { ...kind, firstName, lastName }));
  }
  const assigned = { in_progress: 'operator', qa_in_progress: 'both', completed: 'both' } as const;
  for (let index = 0; index < 150; index += 1) {
    const status = at(STATUSES, index * 7);
    const needs = status in assigned ? assigned[status as keyof typeof assigned] : null;
    const has = (one: boolean): number | null => (one ? at(people, index * 5 + 2).id : null);
    everything.push(
      stored({
        requesterId: at(people, index * 3).id,
        team: at(TEAMS, index),
        type: at(REQUEST_TYPE_KEYS, index * 2),
        priority: at(PRIORITIES, index),
        status,
        operatorId: has(needs !== null || index % 4 === 0),
        qaAgentId: needs === 'both' ? at(people, index * 11 + 1).id : null,
        // Twelve at each instant, six days apart from first to last.
        createdAt: addMs(instant('2026-11-10T00:00:00Z'), Math.floor(index / 12) * 43_200_000),
        partnerName: at(
          ['Alder Homes', '100% Living', 'snake_case LLC', 'Back\\slash', null],
          index,
        ),
        instructions: index % 9 === 0 ? 'ask Straße 12 first' : null,
      }),
    );
  }
  await store(test.db, everything);
});

const get = (user: TestUser, path: string) =>
  test.app.inject({ method: 'GET', url: path, headers: as(user) });

async function list(user: TestUser, query = ''): Promise<ListAnswer> {
  const answer = await get(user, `/api/requests?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<ListAnswer>();
}

const codes = (requests: readonly { readonly code: string }[]): string[] =>
  requests.map(({ code }) => code);

/** Every page from the newest on. */
async function walk(user: TestUser, query: string): Promise<ListAnswer[]> {
  const pages = [await list(user, query)];
  for (let page = pages[0]; page?.older != null; page = pages.at(-1)) {
    pages.push(await list(user, `${query}&cursor=${page.older}`));
  }
  return pages;
}

const all = async (user: TestUser, query = 'limit=100'): Promise<string[]> =>
  codes((await walk(user, query)).flatMap(({ requests }) => requests));

const visible = (user: TestUser): Stored[] =>
  newestFirst(everything).filter((request) => canView(user, request));

describe('P3: who sees what', () => {
  it.each(KINDS.map((kind, index) => [JSON.stringify(kind), index] as const))(
    '%s finds in the list exactly what canView allows',
    async (_, index) => {
      const user = at(people, index);
      expect(await all(user)).toEqual(codes(visible(user)));
    },
  );

  it('a search finds nothing that the searcher may not see', async () => {
    for (const user of people) {
      const found = await all(user, 'limit=100&q=alder');
      expect(found).toEqual(codes(visible(user).filter((r) => r.partnerName === 'Alder Homes')));
    }
  });

  it('nobody is answered without a session', async () => {
    const answer = await test.app.inject({ method: 'GET', url: '/api/requests' });
    expect(answer.statusCode).toBe(401);
  });
});

describe('D1: a row', () => {
  it('carries people by name, instants in UTC and the turn-around time (X4)', async () => {
    const admin = at(people, 3);
    const { requests } = await list(admin, 'status=completed&limit=10');
    const [row] = requests;
    const source = everything.find(({ code }) => code === row?.code);
    const nameOf = (id: number | null | undefined) => {
      const person = people.find((one) => one.id === id);
      return person === undefined ? null : { id, name: displayName(person), isActive: true };
    };
    expect(row).toEqual({
      code: source?.code,
      type: source?.type,
      variant: null,
      partnerName: source?.partnerName,
      status: 'completed',
      priority: source?.priority,
      team: source?.team,
      requester: nameOf(source?.requesterId),
      operator: nameOf(source?.operatorId),
      qaAgent: nameOf(source?.qaAgentId),
      createdAt: source?.createdAt,
      statusSince: addMs(instant(source?.createdAt ?? ''), 3_600_000),
      scheduledOn: null,
      scheduledTimezone: null,
      completedAt: addMs(instant(source?.createdAt ?? ''), 3_600_000),
      tatMs: 3_600_000,
      updateRequested: false,
      previouslyRejected: false,
      // P4: the field itself is for readers of prices, as this one is.
      price: null,
    });
  });

  it('holds 25 a page unless another number from 10 to 100 is asked for', async () => {
    const admin = at(people, 3);
    expect((await list(admin)).requests).toHaveLength(25);
    expect((await list(admin, 'limit=10')).requests).toHaveLength(10);
    expect((await list(admin, 'limit=100')).requests).toHaveLength(100);
  });
});

describe('D1: filters', () => {
  const some = <T>(options: readonly T[]) =>
    fc.uniqueArray(fc.constantFrom(...options), { maxLength: 3 });
  const filters = fc.record({
    type: some(REQUEST_TYPE_KEYS),
    status: some(STATUSES),
    team: some(TEAMS),
    priority: some(PRIORITIES),
    person: fc.option(fc.nat(KINDS.length - 1), { freq: 3 }),
    from: fc.option(fc.constantFrom('2026-11-10', '2026-11-12', '2026-11-15')),
    to: fc.option(fc.constantFrom('2026-11-15', '2026-11-16', '2027-01-01')),
  });

  it('together leave exactly the requests that pass each of them', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.nat(KINDS.length - 1), async (chosen, viewer) => {
        const user = at(people, viewer);
        const person = chosen.person === null ? null : at(people, chosen.person).id;
        const passes = <T>(wanted: readonly T[], value: T) =>
          wanted.length === 0 || wanted.includes(value);
        const expected = visible(user).filter(
          (r) =>
            passes(chosen.type, r.type) &&
            passes(chosen.status, r.status) &&
            passes(chosen.team, r.team) &&
            passes(chosen.priority, r.priority) &&
            (person === null || [r.requesterId, r.operatorId, r.qaAgentId].includes(person)) &&
            (chosen.from === null || r.createdAt >= chosen.from) &&
            (chosen.to === null || r.createdAt.slice(0, 10) <= chosen.to),
        );
        const query = new URLSearchParams({ limit: '100' });
        for (const name of ['type', 'status', 'team', 'priority'] as const) {
          if (chosen[name].length > 0) query.set(name, chosen[name].join(','));
        }
        if (person !== null) query.set('person', String(person));
        if (chosen.from !== null) query.set('from', chosen.from);
        if (chosen.to !== null) query.set('to', chosen.to);
        expect(await all(user, query.toString())).toEqual(codes(expected));
      }),
      { numRuns: 60 },
    );
  });

  it('take a repeated parameter as well as commas', async () => {
    const admin = at(people, 3);
    expect(await all(admin, 'limit=100&status=blocked&status=cancelled')).toEqual(
      await all(admin, 'limit=100&status=blocked,cancelled'),
    );
  });

  it.each([
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
    ['Asia/Kolkata', '2026-06-10', '2026-06-09T18:30:00Z', '2026-06-10T18:30:00Z'],
  ])(
    'R5: in %s the day %s runs from %s to %s, clock changes included',
    async (timezone, day, from, until) => {
      const team = await makeUser(test.db, { timezone });
      const inside = [instant(from), addMs(instant(until), -1)];
      const outside = [addMs(instant(from), -1), instant(until)];
      const rows = [...inside, ...outside].map((createdAt) =>
        stored({ requesterId: team.id, createdAt }),
      );
      await store(test.db, rows);
      expect((await all(team, `limit=100&from=${day}&to=${day}`)).toSorted()).toEqual(
        codes(rows.slice(0, 2)),
      );
      await test.db.deleteFrom('requests').where('requester_id', '=', team.id).execute();
    },
  );
});

describe('D1: search', () => {
  const admin = () => at(people, 3);
  const search = (text: string, user = admin()) =>
    all(user, `limit=100&q=${encodeURIComponent(text)}`);
  const expected = (test: (request: Stored) => boolean) =>
    codes(newestFirst(everything).filter(test));

  it.each([
    ['alder', 'Alder Homes'],
    ['  DER hom ', 'Alder Homes'],
    ['100%', '100% Living'],
    ['ke_ca', 'snake_case LLC'],
    ['k\\sl', 'Back\\slash'],
  ])('%j is found as it stands, whatever the case', async (text, partner) => {
    expect(await search(text)).toEqual(expected((r) => r.partnerName === partner));
  });

  it.each(['%%%', '___', '0%L', 'nake%case'])('%j matches nothing as a pattern', async (text) => {
    expect(await search(text)).toEqual([]);
  });

  it('looks into codes, instructions and the names of requester, operator and QA agent', async () => {
    const code = at(everything, 77).code;
    expect(await search(code.toLowerCase())).toEqual([code]);
    expect(await search('STRASSE')).toEqual([]);
    expect(await search('straße 12')).toEqual(expected((r) => r.instructions !== null));
    const named = (name: string) => {
      const ids = people.filter((one) => displayName(one) === name).map(({ id }) => id);
      return expected((r) =>
        [r.requesterId, r.operatorId, r.qaAgentId].some((id) => id !== null && ids.includes(id)),
      );
    };
    expect(await search('dana rey')).toEqual(named('Dana Reyes'));
    expect(await search('INÉS')).toEqual(named('Inés Moreau'));
    expect(await search('örj')).toEqual(named('Örjan Ek'));
  });

  it('finds people by the name they have now', async () => {
    const person = await makeUser(test.db, { firstName: 'Before', lastName: 'Wedding' });
    const request = stored({ requesterId: person.id });
    await store(test.db, [request]);
    await test.db
      .updateTable('users')
      .set({ last_name: 'Rosewood' })
      .where('id', '=', person.id)
      .execute();
    expect(await search('before rosewood')).toEqual([request.code]);
    expect(await search('wedding')).toEqual([]);
    await test.db.deleteFrom('requests').where('code', '=', request.code).execute();
  });

  it('finds a request by its present content only, also after an edit (L19)', async () => {
    const request = stored({ requesterId: at(people, 0).id, partnerName: 'Formerly Ltd' });
    await store(test.db, [request]);
    const write = (values: { partner_name?: string | null; instructions?: string | null }) =>
      test.db.updateTable('requests').set(values).where('code', '=', request.code).execute();
    await write({ partner_name: 'Nowadays Ltd', instructions: 'Mind the gazebo' });
    expect(await search('formerly')).toEqual([]);
    expect(await search('nowadays')).toEqual([request.code]);
    expect(await search('gazebo')).toEqual([request.code]);
    await write({ partner_name: null, instructions: null });
    expect(await search('nowadays')).toEqual([]);
    expect(await search(request.code)).toEqual([request.code]);
    await test.db.deleteFrom('requests').where('code', '=', request.code).execute();
  });

  it('finds what is rare behind thousands of newer requests, page by page', async () => {
    const person = await makeUser(test.db, { teams: ['accounting'] });
    const old = Array.from({ length: 30 }, (_, index) =>
      stored({
        requesterId: person.id,
        team: 'support',
        instructions: 'a zeppelin',
        createdAt: addMs(instant('2025-01-01T00:00:00Z'), index),
      }),
    );
    const recent = Array.from({ length: 1_200 }, (_, index) =>
      stored({
        requesterId: person.id,
        team: 'support',
        createdAt: addMs(instant('2025-06-01T00:00:00Z'), index),
      }),
    );
    const newest = stored({
      requesterId: person.id,
      team: 'support',
      instructions: 'Zeppelin',
      createdAt: instant('2025-12-01T00:00:00Z'),
    });
    await store(test.db, [...old, ...recent, newest]);
    expect(await all(person, 'limit=10&q=zeppelin')).toEqual(codes([newest, ...old.toReversed()]));
    await test.db.deleteFrom('requests').where('requester_id', '=', person.id).execute();
  });
});

describe('paging by cursor', () => {
  it('neither loses nor repeats a request, forward and back, over equal instants', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 10, max: 60 }),
        fc.nat(KINDS.length - 1),
        async (limit, viewer) => {
          const user = at(people, viewer);
          const pages = await walk(user, `limit=${limit}`);
          expect(codes(pages.flatMap(({ requests }) => requests))).toEqual(codes(visible(user)));
          expect(pages[0]?.newer).toBeNull();
          for (const [index, page] of pages.entries()) {
            if (index === 0) continue;
            const back = await list(user, `limit=${limit}&cursor=${page.newer}`);
            expect(codes(back.requests)).toEqual(codes(pages[index - 1]?.requests ?? []));
            expect(back.older).not.toBeNull();
            expect(back.newer === null).toBe(index === 1);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('a request that arrives meanwhile moves no other one', async () => {
    const admin = at(people, 3);
    const first = await list(admin, 'limit=10');
    const second = await list(admin, `limit=10&cursor=${first.older}`);
    const arrival = stored({ requesterId: admin.id, createdAt: instant('2026-11-18T08:00:00Z') });
    await store(test.db, [arrival]);
    expect(await list(admin, `limit=10&cursor=${first.older}`)).toEqual(second);
    const back = await list(admin, `limit=10&cursor=${second.newer}`);
    expect(codes(back.requests)).toEqual(codes(first.requests));
    expect(codes((await list(admin, `limit=10&cursor=${back.newer}`)).requests)).toEqual([
      arrival.code,
    ]);
    await test.db.deleteFrom('requests').where('code', '=', arrival.code).execute();
  });
});

describe('ready views', () => {
  it.each(['my_work', 'my_requests', 'needs_approval', 'all'] as const)(
    '%s holds for everyone exactly what the domain says, or is refused',
    async (view) => {
      for (const user of people) {
        const slices = viewSlices(view, user, { fourEyesQa: true });
        if (slices === null) {
          const answer = await get(user, `/api/requests?view=${view}`);
          expect(answer.json<Problem>().code).toBe('not_allowed');
          continue;
        }
        const inView = visible(user).filter((request) =>
          slices.some((slice) => isInSlice(slice, user, request)),
        );
        expect(await all(user, `limit=100&view=${view}`)).toEqual(codes(inView));
      }
    },
  );

  it('P6: what I operated is in my QA work only when four eyes are not asked for', async () => {
    const both = at(people, 8);
    const own = stored({
      requesterId: at(people, 4).id,
      status: 'qa_pending',
      operatorId: both.id,
    });
    await store(test.db, [own]);
    expect(await all(both, 'limit=100&view=my_work')).not.toContain(own.code);
    await test.db.insertInto('settings').values({ key: 'four_eyes_qa', value: 'false' }).execute();
    expect(await all(both, 'limit=100&view=my_work')).toContain(own.code);
    await test.db.deleteFrom('settings').execute();
    await test.db.deleteFrom('requests').where('code', '=', own.code).execute();
  });
});

describe('input that cannot be used', () => {
  it.each([
    ['limit=9', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['status=open', 'status.0'],
    ['type=user_records,nonsense', 'type.1'],
    ['person=dana', 'person'],
    ['person=-1', 'person'],
    ['view=mine', 'view'],
    ['from=2026-02-30', 'from'],
    ['to=yesterday', 'to'],
    ['from=0000-01-01', 'from'],
    ['from=2026-11-02&to=2026-11-01', 'to'],
    ['q=ab', 'q'],
    ['q=%F0%9F%8F%A0x', 'q'],
    [`q=${'x'.repeat(201)}`, 'q'],
    ['cursor=garbage', 'cursor'],
    ['cursor=', 'cursor'],
    [`cursor=${Buffer.from('ozzzzzzzzz.zzzzzzzzzzz').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('o1.1 ').toString('base64url')}`, 'cursor'],
  ])('%s is answered with 422 at %s', async (query, path) => {
    const answer = await get(at(people, 3), `/api/requests?${query}`);
    expect(answer.statusCode).toBe(422);
    const { code, issues } = answer.json<Problem>();
    expect(code).toBe('validation_failed');
    expect(issues?.map((issue) => issue.path)).toEqual([path]);
  });

  it('a search with what no text may hold is cleaned, not failed', async () => {
    expect((await list(at(people, 3), 'q=%00abc%00def')).requests).toEqual([]);
    expect((await list(at(people, 3), 'q=')).requests).toHaveLength(25);
  });
});
