import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { as, makeUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { makeCast, requestsApi } from '../../../tests/helpers/requests.ts';
import { buildApp } from '../app.ts';
import { openLog } from '../log.ts';

const test = useApp();
const api = requestsApi(test);

const NUL = '\u0000';

describe('input that no form makes', () => {
  it('NUL is refused or missing wherever text reaches the database', async () => {
    const { admin, requester } = await makeCast(test);
    const code = await api.created(requester);
    const [event] = (await api.detail(requester, code)).events;
    const values = { partnerName: 'Northwind', link: 'https://example.com' };
    const attempts = [
      ['POST', '/api/session', { email: `a${NUL}@example.com`, password: 'x' }],
      ['GET', '/api/people?search=%00'],
      ['GET', '/api/people?search=a%00b'],
      ['GET', '/api/requests/%00'],
      ['GET', '/api/requests/%00/events?before=1'],
      ['GET', '/api/files/%00'],
      ['GET', '/api/files/%00/content'],
      ['GET', '/api/drafts/%00'],
      ['DELETE', '/api/drafts/%00'],
      ['POST', '/api/requests/%00/reveal'],
      ['POST', `/api/requests/${code}/actions/cancel`, { draft: NUL }],
      ['POST', '/api/requests', { type: 'user_records', values, draft: NUL }],
      ['POST', `/api/requests/${code}/events/${event?.id}/redact`, { reason: NUL }],
    ] as const;
    for (const [method, url, payload] of attempts) {
      const answer = await test.app.inject({
        method,
        url,
        headers: as(admin),
        ...(payload === undefined ? {} : { payload }),
      });
      expect([400, 404, 422], `${method} ${url}`).toContain(answer.statusCode);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    expect(await api.row(code)).toMatchObject({ status: 'pending', version: 1 });
  });

  it('a body nested a hundred thousand deep is refused, with an Idempotency-Key or without', async () => {
    const user = await makeUser(test.db, { teams: ['revenue'] });
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const bodies = [
      ['POST', '/api/requests', `{"type":"user_records","values":{"other":${deep}}}`, 400],
      ['POST', '/api/requests', `{"type":"user_records","values":{"partnerName":${deep}}}`, 400],
      ['POST', '/api/requests/UR-26Q4001/actions/cancel', `{"values":{"reason":${deep}}}`, 400],
      ['PUT', '/api/drafts/new:user_records', `{"values":{"partnerName":${deep}}}`, 422],
    ] as const;
    for (const [method, url, payload, status] of bodies) {
      const send = (headers: Record<string, string>) =>
        test.app.inject({
          method,
          url,
          payload,
          headers: { ...as(user), ...headers, 'content-type': 'application/json' },
        });
      expect((await send({ 'idempotency-key': 'a-key-of-mine' })).statusCode).toBe(status);
      expect([404, 422]).toContain((await send({})).statusCode);
    }
  });

  it.each(['/api/requests/%E0%A4%A', '/api/%'])(
    '%s, which is no address, is a problem like any other',
    async (url) => {
      const answer = await test.app.inject({ url });
      expect(answer.statusCode).toBe(400);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json()).toMatchObject({ code: 'malformed_request' });
    },
  );
});

describe('clients that do not finish', () => {
  const beginBody =
    'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

  it('a body that breaks off is no failure of the platform', async () => {
    const lines: string[] = [];
    const log = openLog('info', 'test', { write: (line: string) => lines.push(line) });
    const app = await buildApp({ ...test.context, log });
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`${beginBody}Content-Length: 1000\r\n\r\n{`, () => {
      setTimeout(() => socket.destroy(), 50);
    });
    const told = () =>
      lines.map((line) => JSON.parse(line)).find(({ err }) => err?.code === 'ECONNRESET');
    await expect.poll(told, { timeout: 5_000 }).toMatchObject({ level: log.levels.values.info });
    expect(told()?.msg).toBe('malformed_request');
    await app.close();
  });

  it('a request that never arrives whole is not waited for without end', async () => {
    expect(test.app.server.requestTimeout).toBe(300_000);
  });
});
