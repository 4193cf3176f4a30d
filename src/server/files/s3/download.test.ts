import { beforeEach, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { useS3Store } from '../../../../tests/helpers/s3-store.ts';
import type { Role, Team } from '../../../domain/people.ts';
import { canView } from '../../../domain/permissions.ts';
import { inTransaction } from '../../db/transaction.ts';
import { attachFiles } from '../commands.ts';
import { addRequest, multipart } from '../files.testing.ts';
import { S3Store } from './s3-store.ts';

const CONTENT = '<script>alert(1)</script> 0123456789';
const bucket = useS3Store();
const test = useApp({ context: bucket.context });

let owner: TestUser;
beforeEach(async () => {
  owner = await makeUser(test.db, { teams: ['support'] });
});

const upload = async (filename = 'page.html') => {
  const { payload, headers } = multipart({ filename, content: CONTENT });
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/files',
    payload,
    headers: { ...headers, ...as(owner) },
  });
  return answer.json<{ id: string }>().id;
};

const ask = (user: TestUser | null, id: string, method: 'GET' | 'HEAD' = 'GET') =>
  test.app.inject({
    method,
    url: `/api/files/${id}/content`,
    headers: user === null ? {} : as(user),
  });

const addressOf = async (id: string, method: 'GET' | 'HEAD' = 'GET') =>
  new URL(String((await ask(owner, id, method)).headers.location));

describe('F3 a download from a bucket', () => {
  it('is a redirect that nobody keeps, to an attachment of no particular type with its own name', async () => {
    const id = await upload('Überblick “final” (2); 100% 住所 😀.html');
    const answer = await ask(owner, id);
    expect([answer.statusCode, answer.body]).toEqual([302, '']);
    expect(answer.headers['cache-control']).toBe('no-store');
    const file = await fetch(String(answer.headers.location));
    expect([file.status, await file.text()]).toEqual([200, CONTENT]);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    const disposition = file.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''\S+$/);
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe(
      'Überblick “final” (2); 100% 住所 😀.html',
    );
  });

  it('goes on where it broke off, and says by HEAD what a GET would send', async () => {
    const id = await upload();
    const part = await fetch(await addressOf(id), { headers: { range: 'bytes=3-7' } });
    expect([part.status, await part.text()]).toEqual([206, CONTENT.slice(3, 8)]);
    expect(part.headers.get('content-range')).toBe(`bytes 3-7/${CONTENT.length}`);
    expect((await ask(owner, id, 'HEAD')).statusCode).toBe(302);
    const head = await fetch(await addressOf(id, 'HEAD'), { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(String(CONTENT.length));
    expect(head.headers.get('content-disposition')).toContain('attachment; filename="page.html"');
  });

  it('is good for a minute and not longer', async () => {
    const address = await addressOf(await upload());
    expect(address.searchParams.get('X-Amz-Expires')).toBe('60');
    bucket.s3.advance(55);
    expect((await fetch(address)).status).toBe(200);
    bucket.s3.advance(10);
    expect((await fetch(address)).status).toBe(403);
  });

  it('is good for that file, that name and that method alone', async () => {
    const [address, other] = [await addressOf(await upload()), await addressOf(await upload())];
    const changed = async (change: (url: URL) => void, method = 'GET') => {
      const url = new URL(address);
      change(url);
      return (await fetch(url, { method })).status;
    };
    const set = (name: string, value: string) => (url: URL) => url.searchParams.set(name, value);
    expect(await changed(() => undefined)).toBe(200);
    expect(
      await changed((url) => {
        url.pathname = other.pathname;
      }),
    ).toBe(403);
    expect(await changed(set('response-content-disposition', 'inline'))).toBe(403);
    expect(await changed((url) => url.searchParams.delete('response-content-disposition'))).toBe(
      403,
    );
    expect(await changed(set('response-content-type', 'text/html'))).toBe(403);
    expect(await changed(set('X-Amz-Expires', '604800'))).toBe(403);
    expect(await changed((url) => url.searchParams.delete('X-Amz-Signature'))).toBe(403);
    for (const method of ['PUT', 'DELETE', 'HEAD', 'POST']) {
      expect(await changed(() => undefined, method)).toBe(403);
    }
    expect((await fetch(address)).status).toBe(200);
  });

  it('cannot be had from the store without an address that was signed', async () => {
    const address = await addressOf(await upload());
    expect((await fetch(address.origin + address.pathname)).status).toBe(403);
    expect((await fetch(`${address.origin}/requests-files?list-type=2`)).status).toBe(403);
  });

  it('has the name that people reach the store by, where that is another one', async () => {
    const key = 'ab'.repeat(20);
    await bucket.s3.place(key, Buffer.from(CONTENT));
    const downloadOrigin = String(bucket.s3.config.endpoint).replace('127.0.0.1', 'localhost');
    const store = new S3Store({ ...bucket.s3.config, downloadOrigin }, bucket.s3.keys);
    const address = await store.downloadUrl(key, { fileName: 'a.csv', method: 'GET' });
    await store.close();
    expect(address.startsWith(`${downloadOrigin}/requests-files/${key}?`)).toBe(true);
    expect(await (await fetch(address)).text()).toBe(CONTENT);
  });
});

describe('P3 over files in a bucket', () => {
  const people: readonly [string, { roles?: readonly Role[]; teams?: readonly Team[] }][] = [
    ['a member of its team', { teams: ['support'] }],
    ['an operator', { roles: ['operator'] }],
    ['a QA agent', { roles: ['qa_agent'] }],
    ['leadership', { roles: ['leadership'] }],
    ['an admin', { roles: ['admin'] }],
    ['a member of another team', { teams: ['revenue'] }],
    ['somebody without role and team', {}],
  ];

  it.each(people)('%s is given an address exactly if they may view the request', async (_, is) => {
    const person = await makeUser(test.db, is);
    const request = await addRequest(test.db, owner.id, 'support');
    const id = await upload();
    await inTransaction(test.db, (tx) =>
      attachFiles(tx, {
        requestId: request.id,
        eventId: request.eventId,
        actorId: owner.id,
        files: [{ fileId: id, place: 'file' }],
      }),
    );
    bucket.s3.calls.length = 0;
    const mayView = canView(person, { requesterId: owner.id, team: 'support' });
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await ask(person, id, method);
      expect(answer.statusCode).toBe(mayView ? 302 : 404);
      expect(answer.headers.location === undefined).toBe(!mayView);
    }
    // Who may not see it does not even make us ask the store.
    expect(bucket.s3.calls.length > 0).toBe(mayView);
  });

  it('nobody is given one without a session', async () => {
    const answer = await ask(null, await upload());
    expect([answer.statusCode, answer.headers.location]).toEqual([401, undefined]);
  });
});
