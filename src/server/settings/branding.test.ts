import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { type Cast, makeCast } from '../../../tests/helpers/requests.ts';
import type { Site } from '../../domain/api/account.ts';
import type { SettingsView } from '../../domain/api/settings.ts';
import type { Problem } from '../../domain/errors.ts';
import { accentShades } from '../../domain/kernel/colour.ts';
import { buildApp } from '../app.ts';
import { openDb, openPool } from '../db/pool.ts';
import { multipart } from '../files/files.testing.ts';

const webFolder = mkdtempSync(join(tmpdir(), 'requests-branding-'));
const TEMPLATE =
  '<html><head><title>Requests</title><link rel="stylesheet" href="/a.css" nonce="__CSP_NONCE__"></head><body></body></html>';
writeFileSync(join(webFolder, 'index.html'), TEMPLATE);
afterAll(() => rmSync(webFolder, { recursive: true }));

const test = useApp({ webFolder });
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const save = (payload: object) =>
  test.app.inject({
    method: 'PATCH',
    url: '/api/admin/settings',
    headers: as(cast.admin),
    payload,
  });
const page = async () =>
  await test.app.inject({ url: '/requests', headers: { accept: 'text/html' } });
const site = async () => (await test.app.inject({ url: '/api/site' })).json<Site>();

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100', 'hex'), Buffer.alloc(64)]);
const webp = Buffer.concat([Buffer.from('RIFF\x1a\0\0\0WEBPVP8L', 'latin1'), Buffer.alloc(32)]);
const upload = (content: Buffer | string, user: TestUser = cast.admin, filename = 'logo.png') => {
  const { payload, headers } = multipart({ filename, content, type: 'image/png' });
  return test.app.inject({
    method: 'PUT',
    url: '/api/admin/settings/logo',
    payload,
    headers: { ...headers, ...as(user) },
  });
};

describe('the page in the company’s look', () => {
  it('is the platform’s own while nothing is set', async () => {
    const { body } = await page();
    expect(body.replace(/nonce="[\w-]{22}"/, 'nonce="__CSP_NONCE__"')).toBe(TEMPLATE);
  });

  it('has the name as its title and the colour as a style behind the sheets, with the nonce', async () => {
    await save({ companyName: 'Northwind', accentColour: '#0b7285' });
    const reply = await page();
    const nonce = /nonce="([\w-]{22})"/.exec(reply.body)?.[1];
    expect(reply.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(reply.body).toContain('<title>Northwind</title>');
    const { light, dark } = accentShades('#0b7285');
    const style = reply.body.indexOf(`<style nonce="${nonce}">:root{--accent:${light['--accent']}`);
    expect(style).toBeGreaterThan(reply.body.indexOf('/a.css'));
    expect(reply.body).toContain(
      `:root[data-mantine-color-scheme="dark"]{--accent:${dark['--accent']}`,
    );
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  it('takes no name for HTML, for a pattern or for a part of another place', async () => {
    const name = `</title><script>1</script>"'&$&$'__CSP_NONCE__`;
    await save({ companyName: name });
    const { body } = await page();
    expect(body).not.toContain('<script>');
    expect(body.match(/<title>/g)).toHaveLength(1);
    expect(body).toContain(
      '<title>&lt;/title&gt;&lt;script&gt;1&lt;/script&gt;&quot;&#39;&amp;$&amp;$&#39;__CSP_NONCE__</title>',
    );
    const meta = /<meta name="site" content="([^"]*)">/.exec(body)?.[1] ?? '';
    const plain = meta
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
    expect(JSON.parse(plain)).toEqual(await site());
  });

  it('takes no colour that is none, whoever wrote it into the table', async () => {
    await save({ accentColour: '#0b7285' });
    await test.db
      .updateTable('settings')
      .set({ value: JSON.stringify('red}body{display:none') })
      .where('key', '=', 'accent_colour')
      .execute();
    const reply = await page();
    expect(reply.statusCode).toBe(200);
    expect(reply.body).not.toContain('<style');
    expect(await site()).toMatchObject({ accentColour: null });
    await save({ accentColour: null });
  });

  it('shows at once at other processes too', async () => {
    const other = await buildApp(test.context, { webFolder });
    const title = async () => {
      const { body } = await other.inject({ url: '/', headers: { accept: 'text/html' } });
      return /<title>(.*)<\/title>/.exec(body)?.[1];
    };
    await save({ companyName: 'Before' });
    expect(await title()).toBe('Before');
    await save({ companyName: 'After' });
    expect(await title()).toBe('After');
    await other.close();
  });

  it('opens without a database', async () => {
    const dead = openPool({
      connectionString: 'postgres://nobody@127.0.0.1:1/nowhere',
      size: 1,
      name: 'dead',
      onError: () => undefined,
    });
    const db = openDb(dead);
    const app = await buildApp({ ...test.context, db }, { webFolder });
    const reply = await app.inject({ url: '/', headers: { accept: 'text/html' } });
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toContain('<title>Requests</title>');
    await app.close();
    await db.destroy();
  });
});

describe('GET /api/site', () => {
  it('tells everybody, signed in or not, what the pages before the sign-in need and no more', async () => {
    await save({
      companyName: 'Northwind',
      accentColour: null,
      registrationDomains: 'example.com',
    });
    expect(await site()).toEqual({
      companyName: 'Northwind',
      accentColour: null,
      logoUrl: null,
      registrationDomains: ['example.com'],
      canMail: false,
    });
  });
});

describe('the logo', () => {
  const current = async () => (await site()).logoUrl;

  it.each([
    ['image/png', png],
    ['image/jpeg', jpeg],
    ['image/webp', webp],
  ])('%s is taken for what its bytes are and served for ever', async (type, content) => {
    const reply = await upload(content);
    expect(reply.statusCode).toBe(200);
    const { logoUrl } = reply.json<SettingsView>();
    expect(logoUrl).toMatch(/^\/branding\/logo\/[0-9a-f]{64}$/);
    expect(await current()).toBe(logoUrl);
    const served = await test.app.inject({ url: logoUrl ?? '' });
    expect(served.rawPayload.equals(content)).toBe(true);
    expect(served.headers).toMatchObject({
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
    });
  });

  it('is never an SVG, a text or a page, whatever it is called', async () => {
    const before = await current();
    const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>';
    for (const content of [svg, '<html></html>', 'GIF89a-not-taken', '']) {
      const reply = await upload(content);
      expect([reply.statusCode, reply.json<Problem>().issues?.[0]?.path], content).toEqual([
        422,
        'file',
      ]);
    }
    expect(await current()).toBe(before);
  });

  it('has at most 512 kB', async () => {
    const padded = (bytes: number) => Buffer.concat([png, Buffer.alloc(bytes - png.length)]);
    expect((await upload(padded(524_288))).statusCode).toBe(200);
    const reply = await upload(padded(524_289));
    expect([reply.statusCode, reply.json<Problem>().code]).toEqual([413, 'file_too_large']);
    expect((await upload(padded(2_000_000))).statusCode).toBe(413);
  });

  it('that was replaced or taken away is served no more; both are in the audit log', async () => {
    await upload(png);
    const first = (await current()) ?? '';
    await upload(jpeg);
    expect((await test.app.inject({ url: first })).statusCode).toBe(404);
    const removed = await test.app.inject({
      method: 'DELETE',
      url: '/api/admin/settings/logo',
      headers: as(cast.admin),
    });
    expect(removed.json<SettingsView>().logoUrl).toBeNull();
    expect(await current()).toBeNull();
    for (const wrong of ['/branding/logo/abc', `/branding/logo/${'0'.repeat(64)}`]) {
      expect((await test.app.inject({ url: wrong })).statusCode).toBe(404);
    }
    const entries = await test.db
      .selectFrom('audit_log')
      .select('details')
      .where('action', '=', 'logo_changed')
      .orderBy('id', 'desc')
      .limit(2)
      .execute();
    expect(entries.map(({ details }) => details)).toEqual([
      { removed: true },
      { format: 'image/jpeg', sizeBytes: jpeg.length },
    ]);
  });

  it('is changed by admins alone, signed in', async () => {
    for (const user of Object.values(cast).filter(({ roles }) => !roles.includes('admin'))) {
      expect((await upload(png, user)).statusCode, user.name).toBe(403);
      const reply = await test.app.inject({
        method: 'DELETE',
        url: '/api/admin/settings/logo',
        headers: as(user),
      });
      expect(reply.json<Problem>().code, user.name).toBe('not_allowed');
    }
    const { payload, headers } = multipart({ filename: 'a.png', content: png });
    const anonymous = { method: 'PUT', url: '/api/admin/settings/logo', payload, headers } as const;
    expect((await test.app.inject(anonymous)).statusCode).toBe(401);
    expect(
      (
        await test.app.inject({
          method: 'PUT',
          url: '/api/admin/settings/logo',
          headers: as(cast.admin),
          payload: { file: 'a' },
        })
      ).statusCode,
    ).toBe(415);
  });
});
