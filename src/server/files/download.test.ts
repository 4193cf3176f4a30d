import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import type { Role, Team } from '../../domain/people.ts';
import { canView } from '../../domain/permissions.ts';
import { inTransaction } from '../db/transaction.ts';
import { attachFiles } from './commands.ts';
import { addFile, addRequest, multipart } from './files.testing.ts';

const test = useApp();
afterEach(() => vi.restoreAllMocks());

const CONTENT = '<script>alert(1)</script> 0123456789';

const upload = async (user: TestUser, filename = 'page.html', content = CONTENT) => {
  const { payload, headers } = multipart({ filename, content });
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/files',
    payload,
    headers: { ...headers, ...as(user) },
  });
  return answer.json<{ id: string }>().id;
};

const get = (user: TestUser, url: string, headers: Record<string, string> = {}) =>
  test.app.inject({ url, headers: { ...as(user), ...headers } });

const attach = (
  request: { id: number; eventId: number },
  actorId: number,
  ...files: readonly string[]
) =>
  inTransaction(test.db, (tx) =>
    attachFiles(tx, {
      requestId: request.id,
      eventId: request.eventId,
      actorId,
      files: files.map((fileId) => ({ fileId, place: 'file' })),
    }),
  );

describe('GET /api/files/{id}/content', () => {
  it('F3 sends an attachment of no particular type that no browser sniffs', async () => {
    const user = await makeUser(test.db);
    const id = await upload(user, 'naïve (plan); 50%.html');
    const answer = await get(user, `/api/files/${id}/content`);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(CONTENT);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(CONTENT.length),
      'x-content-type-options': 'nosniff',
      etag: `"${createHash('sha256').update(CONTENT).digest('hex')}"`,
    });
    const disposition = String(answer.headers['content-disposition']);
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''\S+$/);
    expect(disposition.split("''")[1]).toBe('na%C3%AFve%20%28plan%29%3B%2050%25.html');
  });

  it('F3 answers a single range, a changed file whole, and a range outside with 416', async () => {
    const user = await makeUser(test.db);
    const url = `/api/files/${await upload(user)}/content`;
    const whole = await get(user, url);
    const part = await get(user, url, { range: 'bytes=3-7' });
    expect(part.statusCode).toBe(206);
    expect(part.body).toBe(CONTENT.slice(3, 8));
    expect(part.headers['content-range']).toBe(`bytes 3-7/${CONTENT.length}`);
    expect((await get(user, url, { range: 'bytes=-4' })).body).toBe('6789');
    expect((await get(user, url, { range: 'bytes=30-' })).body).toBe(CONTENT.slice(30));
    expect((await get(user, url, { range: 'bytes=0-1,4-5' })).statusCode).toBe(200);
    const other = await get(user, url, { range: 'bytes=3-7', 'if-range': '"another"' });
    expect(other.statusCode).toBe(200);
    const outside = await get(user, url, { range: 'bytes=9999-' });
    expect(outside.statusCode).toBe(416);
    expect(outside.headers['content-range']).toBe(`bytes */${CONTENT.length}`);
    const etag = String(whole.headers.etag);
    const same = await get(user, url, { 'if-none-match': etag });
    expect([same.statusCode, same.body]).toEqual([304, '']);
  });

  it('says plainly that bytes are missing', async () => {
    const user = await makeUser(test.db);
    const id = await addFile(test.db, user.id, { name: 'lost.csv' });
    const answer = await get(user, `/api/files/${id}/content`);
    expect(answer.statusCode).toBe(500);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['content-disposition']).toBeUndefined();
    expect(answer.json().detail).toContain('“lost.csv” is missing from the file store');
  });

  it('says that the store does not answer', async () => {
    const user = await makeUser(test.db);
    const id = await upload(user);
    vi.spyOn(test.context.files, 'get').mockRejectedValue(new Error('EIO'));
    const answer = await get(user, `/api/files/${id}/content`);
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ code: 'service_unavailable' });
  });
});

describe('P3 over files', () => {
  const people: readonly [string, { roles?: readonly Role[]; teams?: readonly Team[] }][] = [
    ['a member of its team', { teams: ['support'] }],
    ['a member of several teams', { teams: ['revenue', 'support'] }],
    ['an operator', { roles: ['operator'] }],
    ['a QA agent', { roles: ['qa_agent'] }],
    ['leadership', { roles: ['leadership'] }],
    ['an admin', { roles: ['admin'] }],
    ['a member of another team', { teams: ['revenue'] }],
    ['somebody without role and team', {}],
  ];

  it.each(people)('%s reads a file of a request exactly if they may view it', async (_who, is) => {
    const requester = await makeUser(test.db, { teams: ['support'] });
    const person = await makeUser(test.db, is);
    const request = await addRequest(test.db, requester.id, 'support');
    const id = await upload(requester);
    await attach(request, requester.id, id);
    const mayView = canView(person, { requesterId: requester.id, team: 'support' });
    for (const url of [`/api/files/${id}`, `/api/files/${id}/content`]) {
      const answer = await get(person, url);
      expect(answer.statusCode).toBe(mayView ? 200 : 404);
    }
  });

  it('its requester reads it, also when they are in no team any more', async () => {
    const requester = await makeUser(test.db);
    const request = await addRequest(test.db, requester.id, 'support');
    const id = await upload(requester);
    await attach(request, requester.id, id);
    expect((await get(requester, `/api/files/${id}/content`)).body).toBe(CONTENT);
  });

  it('an upload that is attached to nothing is its uploader’s alone, whatever role others hold', async () => {
    const [owner, admin] = [
      await makeUser(test.db),
      await makeUser(test.db, { roles: ['admin', 'leadership', 'operator', 'qa_agent'] }),
    ];
    const id = await upload(owner);
    expect((await get(owner, `/api/files/${id}`)).statusCode).toBe(200);
    for (const method of ['GET', 'DELETE'] as const) {
      const url = `/api/files/${id}`;
      const answer = await test.app.inject({ method, url, headers: as(admin) });
      expect(answer.statusCode).toBe(404);
    }
  });

  it('who uploaded a file to a request they may not view any more does not read it', async () => {
    const [requester, uploader] = [await makeUser(test.db), await makeUser(test.db)];
    const request = await addRequest(test.db, requester.id, 'support');
    const id = await upload(uploader);
    await attach(request, uploader.id, id);
    expect((await get(uploader, `/api/files/${id}/content`)).statusCode).toBe(404);
  });

  it('a hidden file answers exactly like one that does not exist, and so does nonsense', async () => {
    const [owner, other] = [await makeUser(test.db), await makeUser(test.db)];
    const bodyOf = async (id: string) => {
      const answer = await get(other, `/api/files/${id}/content`);
      const { requestId: _, ...body } = answer.json();
      return { status: answer.statusCode, body };
    };
    const hidden = await bodyOf(await upload(owner));
    expect(hidden.status).toBe(404);
    expect(await bodyOf('00000000-0000-4000-8000-000000000000')).toEqual(hidden);
    expect(await bodyOf('1%20or%201=1')).toEqual(hidden);
    expect(await bodyOf('%00')).toEqual(hidden);
  });

  it('needs a session', async () => {
    const id = await upload(await makeUser(test.db));
    for (const url of [`/api/files/${id}`, `/api/files/${id}/content`]) {
      expect((await test.app.inject({ url })).statusCode).toBe(401);
    }
  });
});

describe('DELETE /api/files/{id}', () => {
  const remove = (user: TestUser, id: string) =>
    test.app.inject({ method: 'DELETE', url: `/api/files/${id}`, headers: as(user) });

  it('removes an own upload, row and bytes', async () => {
    const user = await makeUser(test.db);
    const id = await upload(user);
    const spy = vi.spyOn(test.context.files, 'remove');
    expect((await remove(user, id)).statusCode).toBe(204);
    expect(spy).toHaveBeenCalledOnce();
    expect((await get(user, `/api/files/${id}`)).statusCode).toBe(404);
    expect((await remove(user, id)).statusCode).toBe(404);
  });

  it('F5 leaves a file of a request where it is, also for its uploader and for admins', async () => {
    const requester = await makeUser(test.db);
    const admin = await makeUser(test.db, { roles: ['admin'] });
    const id = await upload(requester);
    await attach(await addRequest(test.db, requester.id), requester.id, id);
    for (const user of [requester, admin]) {
      const answer = await remove(user, id);
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ code: 'not_allowed' });
    }
    expect((await get(requester, `/api/files/${id}/content`)).body).toBe(CONTENT);
  });
});

describe('attachFiles', () => {
  it('F5 binds several files at once, and an edit keeps those of the request', async () => {
    const user = await makeUser(test.db);
    const request = await addRequest(test.db, user.id);
    const [first, second] = [await addFile(test.db, user.id), await addFile(test.db, user.id)];
    await attach(request, user.id, first, first);
    await attach(request, user.id, first, second);
    const rows = await test.db
      .selectFrom('request_files')
      .select('file_id')
      .where('request_id', '=', request.id)
      .execute();
    expect(rows.map((row) => row.file_id).toSorted()).toEqual([first, second].toSorted());
  });

  it('P3 refuses files of others, of other requests and unknown ones, with an issue at the field', async () => {
    const [user, other] = [await makeUser(test.db), await makeUser(test.db)];
    const [mine, theirs] = [
      await addRequest(test.db, user.id),
      await addRequest(test.db, other.id),
    ];
    const attached = await addFile(test.db, user.id);
    await attach(theirs, user.id, attached);
    for (const id of [await addFile(test.db, other.id), attached, crypto.randomUUID(), 'x']) {
      await expect(attach(mine, user.id, id)).rejects.toMatchObject({
        code: 'validation_failed',
        issues: [{ path: 'file' }],
      });
    }
  });

  it('F5 gives a file to one of two requests that claim it at the same moment', async () => {
    const user = await makeUser(test.db);
    const id = await addFile(test.db, user.id);
    const requests = await Promise.all(
      Array.from({ length: 6 }, () => addRequest(test.db, user.id)),
    );
    const outcomes = await Promise.allSettled(
      requests.map((request) => attach(request, user.id, id)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        expect(outcome.reason).toMatchObject({ code: 'validation_failed' });
      }
    }
  });
});
