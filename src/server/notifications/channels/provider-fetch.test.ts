import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../../tests/helpers/free-port.ts';
import { PEER_CERTIFICATE } from '../../../../tests/helpers/peer-certificate.ts';
import { NoAnswer, openProviderFetch, UnreadableAnswer } from './provider-fetch.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(answer: RequestListener, isTls = false): Promise<string> {
  const server = isTls ? createTlsServer(PEER_CERTIFICATE, answer) : createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return `${isTls ? 'https' : 'http'}://127.0.0.1:${port}/secret-path`;
}

function open(timeoutMs = 2_000) {
  const http = openProviderFetch(timeoutMs);
  closing.push(() => http.close());
  return http;
}

const noAnswer = async (call: Promise<unknown>): Promise<NoAnswer> => {
  const error: unknown = await call.then(
    () => 'an answer',
    (reason: unknown) => reason,
  );
  if (!(error instanceof NoAnswer)) throw new Error(`not NoAnswer: ${String(error)}`);
  expect(error.message).not.toContain('secret-path');
  return error;
};

describe('reaching a provider', () => {
  it('sends method, headers and body, and reads the whole answer', async () => {
    const url = await listen((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { method, headers } = request;
        response.writeHead(201, { 'x-given': 'yes' });
        response.end(
          JSON.stringify({
            method,
            token: headers.authorization,
            body: Buffer.concat(parts).toString(),
          }),
        );
      });
    });
    const answer = await open().fetch(url, {
      method: 'POST',
      headers: { authorization: 'Bearer x' },
      body: 'ünïcödé',
    });
    expect(answer).toMatchObject({ ok: true, status: 201 });
    expect(answer.headers.get('X-Given')).toBe('yes');
    expect(await answer.json()).toEqual({ method: 'POST', token: 'Bearer x', body: 'ünïcödé' });
  });

  it('keeps its connections', async () => {
    const ports = new Set<number | undefined>();
    const url = await listen((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    const http = open();
    for (let i = 0; i < 5; i += 1) await http.fetch(url);
    expect(ports.size).toBe(1);
  });

  it('follows no redirect: a token must not travel', async () => {
    const url = await listen((_, response) => {
      response.writeHead(302, { location: 'https://elsewhere.example.com/' }).end();
    });
    expect((await open().fetch(url)).status).toBe(302);
  });

  it('tells an answer that is no JSON by its status', async () => {
    const url = await listen((_, response) => {
      response.writeHead(502).end('<html>');
    });
    const answer = await open().fetch(url);
    await expect(answer.json()).rejects.toThrow(UnreadableAnswer);
    await expect(answer.json()).rejects.toMatchObject({ status: 502 });
  });
});

describe('N4: whether a request may have arrived', () => {
  it('not when the connection is refused', async () => {
    const port = await freePort();
    const error = await noAnswer(open().fetch(`http://127.0.0.1:${port}/secret-path`));
    expect(error).toMatchObject({
      mayHaveArrived: false,
      message: 'the connection was refused',
    });
  });

  it('not when the host does not exist', async () => {
    const error = await noAnswer(open(5_000).fetch('http://nowhere.invalid/secret-path'));
    expect(error.mayHaveArrived).toBe(false);
  });

  it('not when the certificate is not trusted', async () => {
    let arrived = 0;
    const url = await listen((_, response) => {
      arrived += 1;
      response.end('{}');
    }, true);
    const error = await noAnswer(open(2_000).fetch(url, { method: 'POST', body: 'x' }));
    expect(error.mayHaveArrived).toBe(false);
    expect(arrived).toBe(0);
  });

  it('not when the worker had stopped before', async () => {
    const url = await listen((_, response) => response.end('{}'));
    const http = open();
    const error = await noAnswer(http.within(AbortSignal.abort(), () => http.fetch(url)));
    expect(error.mayHaveArrived).toBe(false);
  });

  it.each<[string, RequestListener, RegExp]>([
    ['no answer comes in time', () => undefined, /no answer within 2 s/],
    ['the connection breaks off', (request) => void request.socket.destroy(), /broke off/],
    [
      'the answer stops half-way',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"ok":', () => response.destroy());
      },
      /broke off/,
    ],
    [
      'the answer never ends',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"ok":');
      },
      /no answer within/,
    ],
  ])('perhaps when %s', async (_, answer, message) => {
    const error = await noAnswer(open().fetch(await listen(answer)));
    expect(error.mayHaveArrived).toBe(true);
    expect(error.message).toMatch(message);
  });

  it('perhaps when the worker stops meanwhile, also on a connection that was kept', async () => {
    let calls = 0;
    const url = await listen((_, response) => {
      calls += 1;
      if (calls === 1) response.end('{}');
    });
    const http = open();
    const stop = new AbortController();
    await http.within(stop.signal, () => http.fetch(url));
    setTimeout(() => stop.abort(), 50);
    const error = await noAnswer(http.within(stop.signal, () => http.fetch(url)));
    expect(error).toMatchObject({ mayHaveArrived: true });
    expect(calls).toBe(2);
  });
});
