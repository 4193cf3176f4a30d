import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainText } from './text.ts';

it('keeps what people type, in any script', () => {
  const text = 'Zoë\t”quoted” — 你好 👩‍👩‍👧\nשלום';
  expect(plainText(text)).toBe(text);
});

it('drops what the database cannot store and unifies line ends', () => {
  expect(plainText('a\u0000b\u0007c\u009fd\r\ne\rf\ud800g')).toBe('abcd\ne\nf\ufffdg');
});

it('gives, whatever comes, well-formed text that it would not change again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const text = plainText(typed + String.fromCharCode(0xdc00));
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toContain('\u0000');
      expect(plainText(text)).toBe(text);
    }),
  );
});
