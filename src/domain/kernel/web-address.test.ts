import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isWebAddress } from './web-address.ts';

it.each([
  'https://example.com',
  'HTTP://Example.com:8080/a/b?c=d&e=f#g',
  'http://wiki/page',
  'https://example.com/@team/notes?mail=a@example.com',
  'https://bücher.example/süß',
  'https://192.0.2.1/x_(1)',
])('“%s” is a web address', (text) => {
  expect(isWebAddress(text)).toBe(true);
});

it.each([
  '',
  'example.com',
  '//example.com',
  'javascript:alert(1)',
  'JAVASCRIPT://example.com/%0aalert(1)',
  'data:text/html,x',
  'ftp://example.com',
  'https:/example.com',
  'https:///example.com',
  'https://',
  'https://user@example.com',
  'https://example.com:secret@evil.example',
  'https://example.com\\@evil.example',
  'https://example.com/a b',
  'https://exam\tple.com',
  'https://example.com/\u202egnp.exe',
  'https://example.com/\u0000',
  ' https://example.com',
  'https://example.com\n',
])('“%s” is not', (text) => {
  expect(isWebAddress(text)).toBe(false);
});

it('takes nothing that a browser would read as another scheme or with a user name', () => {
  const piece = fc.constantFrom(
    ...[
      'http://',
      'https://',
      'https:',
      'javascript:',
      '//',
      '/',
      '\\',
      '@',
      ':',
      '?',
      '#',
      '.',
      '%40',
      '\t',
      ' ',
    ],
    ...['example.com', 'user', '80', '[::1]', '。', '＠', '／'],
  );
  const text = fc.array(piece, { maxLength: 8 }).map((parts) => `https://a${parts.join('')}`);
  let taken = 0;
  fc.assert(
    fc.property(text, (address) => {
      const url = URL.canParse(address) ? new URL(address) : null;
      if (!isWebAddress(address) || url === null) return;
      taken++;
      expect(['http:', 'https:']).toContain(url.protocol);
      expect(url.username + url.password).toBe('');
      expect(url.hostname.startsWith('a')).toBe(true);
    }),
    { numRuns: 3_000 },
  );
  expect(taken).toBeGreaterThan(100);
});
