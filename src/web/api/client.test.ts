import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, addressOf, api, newIdempotencyKey, Unreachable } from './client.ts';
import { resumeWaiting } from './session-end.ts';

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': status < 400 ? 'application/json' : 'application/problem+json',
      ...headers,
    },
  });
const problem = (status: number, code: string) => ({
  type: 'about:blank',
  title: code,
  status,
  code,
  detail: `It was ${code}.`,
});

function answering(...answers: (() => Response | Error)[]) {
  const fetching = vi.fn(async (_input: string, _init: RequestInit) => {
    const answer = answers.shift()?.() ?? new Error('asked once too often');
    if (answer instanceof Error) throw answer;
    return answer;
  });
  vi.stubGlobal('fetch', fetching);
  return fetching;
}

afterEach(() => vi.unstubAllGlobals());

describe('the API client', () => {
  it('reads JSON, and nothing from 204', async () => {
    answering(
      () => json(200, { count: 3 }),
      () => new Response(null, { status: 204 }),
    );
    expect(await api('/one')).toEqual({ count: 3 });
    expect(await api('/two', { method: 'DELETE' })).toBeUndefined();
  });

  it('throws the problem with the time to wait', async () => {
    answering(() => json(429, problem(429, 'too_many_attempts'), { 'retry-after': '30' }));
    const error = await api('/session', { method: 'POST' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      message: 'It was too_many_attempts.',
      problem: { code: 'too_many_attempts' },
      retryAfterSeconds: 30,
    });
  });

  it.each([
    ['no network', () => new TypeError('Failed to fetch')],
    ['a proxy without its server', () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
  ])('tells %s from a refusal', async (_case, answer) => {
    answering(answer);
    await expect(api('/requests')).rejects.toBeInstanceOf(Unreachable);
  });

  it('makes a problem of an answer it cannot read', async () => {
    answering(() => new Response('<h1>Oh</h1>', { status: 500 }));
    await expect(api('/requests')).rejects.toMatchObject({ problem: { code: 'internal_error' } });
  });

  it('waits when the session has ended, and sends the same again once somebody signed in', async () => {
    const fetching = answering(
      () => json(401, problem(401, 'not_signed_in')),
      () => json(200, { code: 'UR-26Q4001' }),
    );
    const settled = vi.fn();
    const call = api('/requests', {
      method: 'POST',
      body: { type: 'user_records' },
      idempotencyKey: 'k-12345678',
    });
    void call.then(settled);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(fetching).toHaveBeenCalledTimes(1);
    expect(settled).not.toHaveBeenCalled();
    resumeWaiting();
    expect(await call).toEqual({ code: 'UR-26Q4001' });
    const [first, second] = fetching.mock.calls;
    expect(second).toEqual(first);
  });

  it('does not ask twice when a refusal arrives after the sign-in', async () => {
    const fetching = answering(
      () => {
        resumeWaiting();
        return json(401, problem(401, 'not_signed_in'));
      },
      () => json(200, { count: 1 }),
    );
    expect(await api('/requests/count')).toEqual({ count: 1 });
    expect(fetching).toHaveBeenCalledTimes(2);
  });

  it('gives up waiting for a sign-in when the caller no longer wants the answer', async () => {
    answering(() => json(401, problem(401, 'not_signed_in')));
    const abort = new AbortController();
    const call = api('/requests', { signal: abort.signal });
    setTimeout(() => abort.abort(new Error('left the page')), 10);
    await expect(call).rejects.toThrow('left the page');
    resumeWaiting();
  });

  it('fails at once where asking to sign in makes no sense', async () => {
    answering(() => json(401, problem(401, 'not_signed_in')));
    await expect(api('/session', { onSignedOut: 'fail' })).rejects.toBeInstanceOf(ApiError);
  });

  it('joins lists with commas and leaves empty values out', () => {
    expect(addressOf('/requests', { status: ['pending', 'blocked'], q: '', person: 0 })).toBe(
      '/api/requests?status=pending%2Cblocked&person=0',
    );
    expect(addressOf('/session')).toBe('/api/session');
  });

  it('makes keys that differ', () => {
    const keys = new Set(Array.from({ length: 100 }, newIdempotencyKey));
    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
});
