import { beforeAll, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { ROLES, TEAMS } from '../../domain/people.ts';

const test = useApp();

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
}

/** As the composed application describes itself; openapi.test.ts proves that no route is left out. */
async function adminRoutes(): Promise<Route[]> {
  const document = (await test.app.inject({ url: '/api/openapi.json' })).json();
  return Object.entries<object>(document.paths)
    .filter(([path]) => path.startsWith('/api/admin/'))
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({
        method: method.toUpperCase() as Route['method'],
        path,
      })),
    );
}

/** What exists, what does not, and what is no value at all: the answer must not tell them apart. */
const values = (user: TestUser) => [String(user.id), '999999999', 'x'];

const ask = async ({ method, path }: Route, value: string, headers: Record<string, string>) => {
  const reply = await test.app.inject({
    method,
    url: path.replace(/\{\w+\}/g, value),
    headers,
    ...(method !== 'GET' && method !== 'DELETE' && { payload: { unknown: true } }),
  });
  const { code } = reply.headers['content-type']?.includes('json') ? reply.json() : {};
  return [method, path, value, reply.statusCode, code];
};

describe('P5 every route below /api/admin', () => {
  const others: Record<string, TestUser> = {};
  beforeAll(async () => {
    for (const role of ROLES) {
      if (role !== 'admin') others[role] = await makeUser(test.db, { roles: [role] });
    }
    others['all roles but admin'] = await makeUser(test.db, {
      roles: ROLES.filter((role) => role !== 'admin'),
    });
    others['a requester'] = await makeUser(test.db, { teams: TEAMS });
    others['nobody in particular'] = await makeUser(test.db);
  });

  it('is among those asked here', async () => {
    const paths = (await adminRoutes()).map(({ method, path }) => `${method} ${path}`);
    expect(paths).toEqual(
      expect.arrayContaining([
        'GET /api/admin/users',
        'POST /api/admin/users/{id}/erase',
        'GET /api/admin/notifications',
        'POST /api/admin/price-lists',
      ]),
    );
    expect(paths.length).toBeGreaterThan(25);
  });

  it.each([
    'operator',
    'qa_agent',
    'leadership',
    'all roles but admin',
    'a requester',
    'nobody in particular',
  ])('is refused to %s, whatever they send', async (who) => {
    const user = others[who];
    if (user === undefined) throw new Error(`no ${who}`);
    for (const route of await adminRoutes()) {
      for (const value of values(user)) {
        expect(await ask(route, value, as(user))).toEqual([
          route.method,
          route.path,
          value,
          403,
          'not_allowed',
        ]);
      }
    }
  });

  it('lets an admin in', async () => {
    const admin = await makeUser(test.db, { roles: ['admin'] });
    for (const route of await adminRoutes()) {
      const [, , , status, code] = await ask(route, 'x', as(admin));
      expect(
        [200, 204, 400, 404, 409, 413, 415, 422, 503],
        `${route.method} ${route.path}: ${code}`,
      ).toContain(status);
      expect(['not_allowed', 'not_signed_in']).not.toContain(code);
    }
  });

  it('needs a session', async () => {
    for (const route of await adminRoutes()) {
      expect(await ask(route, '1', {})).toEqual([
        route.method,
        route.path,
        '1',
        401,
        'not_signed_in',
      ]);
    }
  });

  it('is refused to an admin as soon as they are none', async () => {
    const former = await makeUser(test.db, { roles: ['admin'] });
    await makeUser(test.db, { roles: ['admin'] });
    const route: Route = { method: 'GET', path: '/api/admin/users' };
    expect((await ask(route, '', as(former)))[3]).toBe(200);
    await test.db.updateTable('users').set({ roles: [] }).where('id', '=', former.id).execute();
    expect((await ask(route, '', as(former)))[3]).toBe(403);
  });
});
