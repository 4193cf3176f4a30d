import { describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/helpers/app.ts';
import { ERRORS } from '../../domain/errors.ts';
import { REQUEST_TYPES } from '../../domain/requests/types/index.ts';

const test = useApp();

interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly security?: readonly unknown[];
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Document {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties?: object }>>;
    readonly securitySchemes: object;
  };
}

const fetchDocument = async (): Promise<Document> =>
  (await test.app.inject({ url: '/api/openapi.json' })).json();

const operationsOf = (document: Document) =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

/** Every `$ref` in the document with the place it stands at. */
function references(node: unknown, place = '#'): { place: string; target: string }[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string'
      ? [{ place, target: value }]
      : references(value, `${place}/${key}`),
  );
}

function resolves(document: Document, target: string): boolean {
  if (!target.startsWith('#/')) return false;
  let node: unknown = document;
  for (const part of target.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof node !== 'object' || node === null || !(key in node)) return false;
    node = Reflect.get(node, key);
  }
  return true;
}

/** The router's own tree (`│   └── /:id (GET, HEAD)`) as `GET /api/files/{id}`. */
function routesOf(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const parsed = /^(.*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (parsed === null) return [];
    const [, indent = '', part = '', methods = ''] = parsed;
    const depth = indent.length / 4;
    above.length = depth;
    above[depth] = part;
    const path = above.join('').replace(/:(\w+)/g, '{$1}');
    const documented = methods.split(', ').filter((name) => name !== '' && name !== 'HEAD');
    return documented.map((method) => `${method} ${path}`);
  });
}

describe('the OpenAPI document', () => {
  it('is version 3.1 and every reference in it leads somewhere', async () => {
    const document = await fetchDocument();
    expect(document.openapi).toBe('3.1.0');
    const found = references(document);
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter(({ target }) => !resolves(document, target))).toEqual([]);
  });

  it('has every route of the API, each with a tag and a summary', async () => {
    const document = await fetchDocument();
    const documented = operationsOf(document);
    const routes = routesOf(test.app.printRoutes({ commonPrefix: false })).filter(
      (route) => / \/api\//.test(route) && !route.includes(' /api/docs'),
    );
    expect(routes).toEqual(
      expect.arrayContaining(['GET /api/session', 'POST /api/requests/{code}/actions/{action}']),
    );
    expect(
      routes.filter(
        (route) =>
          !documented.some(({ method, path }) => `${method.toUpperCase()} ${path}` === route),
      ),
    ).toEqual([]);
    const explained = document.tags.map(({ name }) => name);
    expect(
      documented.filter(
        ({ operation: { tags = [''], summary } }) =>
          !summary || !tags.every((tag) => explained.includes(tag)),
      ),
    ).toEqual([]);
  });

  it('says of every operation that it may answer with a problem, with every code', async () => {
    const document = await fetchDocument();
    const problem = { $ref: '#/components/responses/Problem' };
    for (const { operation } of operationsOf(document)) {
      expect(operation.responses.default).toEqual(problem);
    }
    expect(document.components.schemas.Problem?.properties).toMatchObject({
      code: { enum: Object.keys(ERRORS) },
    });
  });

  it('asks for the session cookie everywhere but on the open routes', async () => {
    const open = operationsOf(await fetchDocument())
      .filter(({ operation }) => operation.security?.length === 0)
      .map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual([
      'delete /api/session',
      'get /api/notifications/unsubscribe',
      'get /api/notifications/unsubscribe/state',
      'get /api/openapi.json',
      'get /api/site',
      'get /branding/logo/{sha256}',
      'get /healthz',
      'get /metrics',
      'get /readyz',
      'post /api/account-links/accept',
      'post /api/account-links/look',
      'post /api/notifications/unsubscribe',
      'post /api/notifications/unsubscribe/state',
      'post /api/password-reset',
      'post /api/registration',
      'post /api/session',
    ]);
  });

  it('is right about which routes are open: all others answer 401 without a session', async () => {
    const closed = operationsOf(await fetchDocument()).filter(
      ({ operation }) => operation.security === undefined,
    );
    expect(closed.length).toBeGreaterThan(10);
    for (const { method, path } of closed) {
      const answer = await test.app.inject({
        method: method.toUpperCase() as 'GET',
        url: path.replace(/\{\w+\}/g, 'x'),
      });
      expect([method, path, answer.statusCode]).toEqual([method, path, 401]);
    }
  });

  it.each(REQUEST_TYPES.map((type) => [type.name, type] as const))(
    'describes the forms of %s',
    async (_, type) => {
      const { schemas } = (await fetchDocument()).components;
      const form = Object.values(schemas).find(
        (schema) => Reflect.get(schema, 'title') === type.name,
      );
      expect(Object.keys(form?.properties ?? {})).toEqual(
        expect.arrayContaining(type.form.fields.map(({ name }) => name)),
      );
    },
  );
});

describe('the reference page', () => {
  it('is open, brings all it needs along, and allows nothing from elsewhere', async () => {
    const page = await test.app.inject({ url: '/api/docs/' });
    expect(page.statusCode).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe-eval|https:|\*/);
    const assets = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      const url = new URL(asset, 'http://localhost/api/docs/').pathname;
      expect([asset, (await test.app.inject({ url })).statusCode]).toEqual([asset, 200]);
    }
  });
});
