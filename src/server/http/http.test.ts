import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { as, makeUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { DomainError } from '../../domain/errors.ts';
import { buildApp } from '../app.ts';
import { openDb, openPool } from '../db/pool.ts';
import { openLog } from '../log.ts';

const webFolder = mkdtempSync(join(tmpdir(), 'requests-web-'));
const script = 'console.log("built");'.repeat(100);
mkdirSync(join(webFolder, 'assets'));
writeFileSync(join(webFolder, 'assets/index-abc123.js'), script);
writeFileSync(join(webFolder, 'assets/index-abc123.js.br'), brotliCompressSync(script));
writeFileSync(join(webFolder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
writeFileSync(
  join(webFolder, 'index.html'),
  '<meta name="csp-nonce" content="__CSP_NONCE__"><script nonce="__CSP_NONCE__"></script>',
);
afterAll(() => rmSync(webFolder, { recursive: true }));

const logged: string[] = [];
const test = useApp({
  webFolder,
  context: { log: openLog('info', 'test', { write: (line: string) => logged.push(line) }) },
});

const page = (url: string) => test.app.inject({ url, headers: { accept: 'text/html,*/*' } });

describe('pages', () => {
  it.each(['/', '/requests', '/requests/UR-26Q4001?tab=files'])(
    '%s is the web app with a nonce of its own',
    async (url) => {
      const [first, second] = [await page(url), await page(url)];
      expect(first.statusCode).toBe(200);
      expect(first.headers['cache-control']).toBe('no-store');
      const nonce = /content="([\w-]{22})"/.exec(first.body)?.[1] ?? '';
      expect(first.body).toBe(
        `<meta name="csp-nonce" content="${nonce}"><script nonce="${nonce}"></script>`,
      );
      const policy = String(first.headers['content-security-policy']);
      expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`);
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
      expect(policy).toContain("object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|upgrade-insecure/);
      expect(second.body).not.toContain(nonce);
    },
  );

  it.each([
    ['a browser', { accept: 'text/html,*/*' }],
    ['a monitor or a link preview', { accept: '*/*' }],
    ['a monitor that says nothing', {}],
  ])('HEAD answers %s as GET does, without a body', async (_, headers) => {
    for (const url of ['/', '/requests', '/requests/UR-26Q4001?tab=a.b', '/favicon.svg']) {
      const get = await test.app.inject({ url, headers });
      const head = await test.app.inject({ method: 'HEAD', url, headers });
      expect([head.statusCode, head.body]).toEqual([200, '']);
      expect(get.statusCode).toBe(200);
      expect(get.body).not.toBe('');
      for (const name of ['content-type', 'content-length', 'cache-control'] as const) {
        expect(head.headers[name]).toBe(get.headers[name]);
      }
    }
    for (const url of ['/assets/index-old.js', '/api/nothing']) {
      const head = await test.app.inject({ method: 'HEAD', url, headers });
      expect([head.statusCode, head.body]).toEqual([404, '']);
    }
  });

  it.each([
    ['says so', '/requests', { accept: '*/*', 'sec-fetch-dest': 'empty' }],
    ['wants data', '/requests', { accept: 'application/json, */*' }],
    ['wants a file', '/wp-login.php', { accept: '*/*' }],
    ['wants a file with a version', '/old.js?v=1', { accept: '*/*' }],
  ])('a script that %s is given no page', async (_, url, headers) => {
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await test.app.inject({ method, url, headers });
      expect(answer.statusCode).toBe(404);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });

  it('sends assets for ever, compressed as they were built', async () => {
    const answer = await test.app.inject({
      url: '/assets/index-abc123.js',
      headers: { 'accept-encoding': 'br, gzip' },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'application/javascript; charset=utf-8',
      vary: expect.stringMatching(/accept-encoding/i),
    });
    const plain = await test.app.inject({ url: '/assets/index-abc123.js' });
    expect(plain.body).toBe(script);
    const icon = await test.app.inject({ url: '/favicon.svg' });
    expect(icon.headers['cache-control']).toBe('public, max-age=3600');
  });

  it.each(['/assets/index-old.js', '/assets/../index.html', '/index.html.gz'])(
    '%s is not taken for a page when a script asks',
    async (url) => {
      const answer = await test.app.inject({ url });
      expect(answer.statusCode).toBe(404);
      expect(answer.body).not.toContain('__CSP_NONCE__');
    },
  );

  it('an asset of an older build is missing, not replaced by the page', async () => {
    expect((await page('/assets/index-old.js')).statusCode).toBe(404);
  });

  it('without a build, a page says how to make one', async () => {
    const app = await buildApp(test.context, { webFolder: join(webFolder, 'nothing') });
    const answer = await app.inject({ url: '/', headers: { accept: 'text/html' } });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('npm run build');
    await app.close();
  });
});

describe('every answer', () => {
  it('carries the protective headers', async () => {
    for (const url of ['/', '/api/session', '/api/nothing', '/assets/index-abc123.js']) {
      const { headers } = await page(url);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-request-id': expect.stringMatching(/^[\w-]{36}$/),
      });
      expect(headers).not.toHaveProperty('strict-transport-security');
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  it('of the API is never stored and may do nothing as a page', async () => {
    const user = await makeUser(test.db);
    const { headers } = await test.app.inject({ url: '/api/session', headers: as(user) });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('is compressed from one kilobyte on', async () => {
    const headers = { 'accept-encoding': 'gzip, br' };
    const long = await test.app.inject({ url: '/api/openapi.json', headers });
    expect(long.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(long.rawPayload).toString())).toMatchObject({ openapi: '3.1.0' });
    const short = await test.app.inject({ url: '/healthz', headers });
    expect(short.headers).not.toHaveProperty('content-encoding');
  });
});

describe('behind HTTPS', () => {
  it('the cookie is bound to the host and to HTTPS, and HTTPS is demanded', async () => {
    const { config } = test.context;
    const app = await buildApp({
      ...test.context,
      config: { ...config, isHttps: true, siteUrl: 'https://requests.example.com' },
    });
    const answer = await app.inject({ method: 'DELETE', url: '/api/session' });
    expect(answer.headers['set-cookie']).toMatch(/^__Host-session=;/);
    expect(answer.cookies[0]).toMatchObject({
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
    });
    expect(answer.cookies[0]).not.toHaveProperty('domain');
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    const user = await makeUser(test.db);
    const plainName = await app.inject({ url: '/api/session', headers: as(user) });
    expect(plainName.statusCode).toBe(401);
    const hostName = await app.inject({
      url: '/api/session',
      headers: { cookie: `__Host-session=${user.token}` },
    });
    expect(hostName.statusCode).toBe(200);
    await app.close();
  });
});

describe('writes from other sites', () => {
  const write = async (headers: Record<string, string>) => {
    const user = await makeUser(test.db);
    const answer = await test.app.inject({
      method: 'PATCH',
      url: '/api/me',
      payload: { firstName: 'Changed' },
      headers: { host: 'localhost:8080', ...headers, ...as(user) },
    });
    return answer.statusCode === 403 ? answer.json().code : answer.statusCode;
  };

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example.com' }],
    [{ origin: 'http://localhost:9999' }],
    [{ origin: 'https://localhost.evil.example.com:8080' }],
    [{ origin: 'null' }],
  ])('%j are refused', async (headers) => {
    expect(await write(headers)).toBe('cross_site_refused');
  });

  it.each([
    [{}],
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'http://localhost:8080' }],
    [{ origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' }],
  ])('but %j is the platform itself, or no browser', async (headers) => {
    expect(await write(headers)).toBe(200);
  });

  it('may not sign anybody in or out either', async () => {
    for (const method of ['POST', 'DELETE'] as const) {
      const answer = await test.app.inject({
        method,
        url: '/api/session',
        payload: { email: 'a@example.com', password: 'x' },
        headers: { 'sec-fetch-site': 'cross-site' },
      });
      expect(answer.json().code).toBe('cross_site_refused');
    }
  });

  it('are refused in every spelling of the address that the router takes', async () => {
    const user = await makeUser(test.db);
    for (const url of ['/%61pi/me', '/ap%69/me', 'http://localhost:8080/%61pi/me']) {
      const answer = await test.app.inject({
        method: 'PATCH',
        url,
        payload: { firstName: 'Changed' },
        headers: { 'sec-fetch-site': 'same-site', ...as(user) },
      });
      expect(answer.json().code, url).toBe('cross_site_refused');
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    }
  });
});

describe('errors', () => {
  const problem = (status: number, code: string) => ({
    type: `urn:requests:problem:${code}`,
    status,
    code,
    title: expect.any(String),
    detail: expect.any(String),
    requestId: expect.any(String),
  });

  it('an unknown address of the API is a problem for browsers too', async () => {
    const answer = await page('/api/nothing');
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toEqual(problem(404, 'not_found'));
  });

  it.each([
    ['broken JSON', '{"email":', 'application/json', 400, 'malformed_request'],
    ['no JSON at all', '', 'application/json', 400, 'malformed_request'],
    ['another kind of body', '<a/>', 'application/xml', 415, 'unsupported_media_type'],
    [
      'a huge body',
      JSON.stringify('x'.repeat(1_100_000)),
      'application/json',
      413,
      'file_too_large',
    ],
  ])('%s is a problem with a code', async (_, payload, type, status, code) => {
    const answer = await test.app.inject({
      method: 'POST',
      url: '/api/session',
      payload,
      headers: { 'content-type': type },
    });
    expect(answer.json()).toEqual(problem(status, code));
  });

  it('values of the wrong kind are named by path, in words', async () => {
    const answer = await test.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email: 7, password: ['x'] },
    });
    expect(answer.json()).toMatchObject({
      ...problem(422, 'validation_failed'),
      issues: [
        { path: 'email', message: 'This must be text' },
        { path: 'password', message: 'This must be text' },
      ],
    });
  });

  it('a defect tells people the request id and the log the cause, without values', async () => {
    const app = await buildApp({
      ...test.context,
      now: () => {
        throw Object.assign(new Error('broken on purpose'), {
          code: '23514',
          detail: 'Failing row contains (secret)',
        });
      },
    });
    const user = await makeUser(test.db);
    logged.length = 0;
    const answer = await app.inject({ url: '/api/session', headers: as(user) });
    expect(answer.json()).toEqual(problem(500, 'internal_error'));
    expect(answer.body).not.toContain('on purpose');
    const log = logged.join('');
    expect(log).toContain('broken on purpose');
    expect(log).toContain(answer.json().requestId);
    expect(log).not.toContain('Failing row');
    await app.close();
  });

  it('a database that is away is said, with a time to come back', async () => {
    const away = openDb(
      openPool({
        connectionString: 'postgres://nobody:nothing@127.0.0.1:1/none',
        size: 1,
        name: 'away',
        onError: () => undefined,
      }),
    );
    const app = await buildApp({ ...test.context, db: away });
    const answer = await app.inject({ url: '/readyz' });
    expect(answer.json()).toEqual(problem(503, 'service_unavailable'));
    expect(answer.headers['retry-after']).toBe('5');
    expect((await app.inject({ url: '/healthz' })).json()).toEqual({ status: 'ok' });
    await app.close();
    await away.destroy();
  });

  it.each([
    ['a deadlock', '40P01'],
    ['a serialisation failure', '40001'],
    ['a lock that stays taken', '55P03'],
    ['a statement that takes too long', '57014'],
  ])('%s is worth another try, not a defect', async (_, code) => {
    const app = await buildApp({
      ...test.context,
      now: () => {
        throw Object.assign(new Error('the database gave up'), { code });
      },
    });
    const user = await makeUser(test.db);
    const answer = await app.inject({ url: '/api/session', headers: as(user) });
    expect(answer.json()).toEqual(problem(503, 'service_unavailable'));
    expect(answer.headers['retry-after']).toBe('5');
    await app.close();
  });

  it('a conflict carries its facts', async () => {
    const { problemOf } = await import('./problem.ts');
    const conflict = {
      status: 'in_progress',
      version: 3,
      lastAction: 'operate',
      lastActor: 'Dana Reyes',
      lastAt: '2026-11-18T09:00:00.000Z',
    };
    expect(problemOf(new DomainError('conflict', 'Dana was faster.', { conflict }), 'id')).toEqual({
      ...problem(409, 'conflict'),
      conflict,
    });
  });
});

describe('the log', () => {
  it('tells who asked for what, and holds no cookie, password, body or search', async () => {
    const user = await makeUser(test.db);
    logged.length = 0;
    await test.app.inject({ url: '/api/people?search=Somebody', headers: as(user) });
    await test.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email: 'typed@example.com', password: 'typed-password' },
    });
    const lines = logged.map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        method: 'GET',
        path: '/api/people',
        status: 200,
        userId: user.id,
        requestId: expect.any(String),
      }),
    );
    const log = logged.join('');
    for (const secret of [user.token, 'typed-password', 'typed@example.com', 'Somebody']) {
      expect(log).not.toContain(secret);
    }
  });
});
