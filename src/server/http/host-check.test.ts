import { describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/helpers/app.ts';
import { hostMatcher } from './host-check.ts';

const test = useApp({
  config: {
    siteUrl: 'https://requests.example.com',
    allowedHosts: ['.internal.example.com'],
    trustedProxies: ['10.0.0.1'],
  },
});

const ask = (host: string, url = '/api/openapi.json', more: Record<string, string> = {}) =>
  test.app.inject({ url, headers: { host, ...more } });

describe('the Host header', () => {
  it.each([
    'requests.example.com',
    'Requests.Example.Com:443',
    'requests.example.com.',
    'internal.example.com',
    'eu.internal.example.com:8080',
    'localhost:8080',
    '127.0.0.1',
    '[::1]:8080',
  ])('%s is answered', async (host) => {
    expect((await ask(host)).statusCode).toBe(200);
  });

  it.each([
    'example.com',
    'evil.example.net',
    'requests.example.com.evil.example.net',
    'evilinternal.example.com',
    'localhost.evil.example.net',
    '192.168.0.7:8080',
    'requests.example.com@evil.example.net',
    'requests.example.com/evil',
  ])('%s is refused, with the address to use', async (host) => {
    const answer = await ask(host);
    expect(answer.statusCode).toBe(421);
    expect(answer.json()).toMatchObject({ code: 'wrong_host', status: 421 });
    expect(answer.json().detail).toContain('https://requests.example.com');
  });

  it('a page under a wrong name is refused too', async () => {
    const answer = await ask('evil.example.net', '/requests', { accept: 'text/html' });
    expect(answer.statusCode).toBe(421);
  });

  it('health is told to whoever asks by address', async () => {
    for (const url of ['/healthz', '/readyz', '/metrics']) {
      expect((await ask('10.1.2.3:8080', url)).statusCode).toBe(200);
    }
  });

  it('what a proxy says counts when the proxy is trusted', async () => {
    const forwarded = { 'x-forwarded-host': 'requests.example.com' };
    const url = '/api/openapi.json';
    const headers = { host: '10.1.2.3', ...forwarded };
    const through = await test.app.inject({ url, headers, remoteAddress: '10.0.0.1' });
    expect(through.statusCode).toBe(200);
    const direct = await test.app.inject({ url, headers, remoteAddress: '10.0.0.2' });
    expect(direct.statusCode).toBe(421);
  });

  it('no host at all is none of the names', () => {
    expect(hostMatcher(['requests.example.com'])('')).toBe(false);
  });

  it('* lets every name in', () => {
    expect(hostMatcher(['requests.example.com', '*'])('anything.example.net')).toBe(true);
  });
});
