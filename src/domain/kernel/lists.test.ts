import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEmail, splitList } from './lists.ts';

describe('R6: lists typed by people', () => {
  it('R6: splits at commas and new lines, trims, drops empties', () => {
    expect(splitList(' Oak Court, Elm House\r\n\n,,Pine Row ,\r Ash ')).toEqual([
      'Oak Court',
      'Elm House',
      'Pine Row',
      'Ash',
    ]);
    expect(splitList(' ,\n, ')).toEqual([]);
  });

  it('R6: whatever is typed, no entry is empty, padded or holds a separator', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ü', ' ', ',', '\n', '\r', '\t') }),
        (text) => {
          for (const entry of splitList(text)) {
            expect(entry).not.toBe('');
            expect(entry.trim()).toBe(entry);
            expect(entry).not.toMatch(/[,\r\n]/);
          }
        },
      ),
    );
  });

  it('R6: splitting what was joined gives it back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z0-9]([a-z0-9 .#-]{0,20}[a-z0-9])?$/)),
        fc.constantFrom(',', '\n', ', ', '\r\n', ' ,\n '),
        (entries, separator) => {
          expect(splitList(entries.join(separator))).toEqual(entries);
        },
      ),
    );
  });
});

describe('R6: email addresses', () => {
  it.each([
    [' Ann.Lee@Example.COM ', 'ann.lee@example.com'],
    ["o'neil+tag@mail.example.co.uk", "o'neil+tag@mail.example.co.uk"],
    ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
  ])('R6: “%s” is %s', (text, email) => {
    expect(parseEmail(text)).toBe(email);
  });

  it.each([
    'ann',
    'ann@',
    '@example.com',
    'ann@example',
    'ann@@example.com',
    'ann lee@example.com',
    'ann@exam ple.com',
    'ann@-example.com',
    'ann@example-.com',
    'ann@example..com',
    '.ann@example.com',
    'ann.@example.com',
    'a..b@example.com',
    'ann@example.com\nbcc: x@example.com',
    '<ann@example.com>',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}`,
  ])('R6: “%s” is not one', (text) => {
    expect(parseEmail(text)).toBeNull();
  });

  it('does not turn look-alike letters into plain ones', () => {
    expect('\u212A'.toLowerCase()).toBe('k');
    expect(parseEmail('\u212Aim@example.com')).toBeNull();
    expect(parseEmail('kim@example.com')).toBe('kim@example.com');
  });

  it('answers at once on hostile input', () => {
    const start = performance.now();
    for (const text of ['a'.repeat(1e6), `a@${'a.'.repeat(5e5)}`, `a@${'-'.repeat(1e6)}`]) {
      expect(parseEmail(text)).toBeNull();
    }
    for (const text of [`${'a.'.repeat(31)}@x`, `a@${'a-'.repeat(120)}`]) {
      expect(parseEmail(text)).toBeNull();
    }
    expect(performance.now() - start).toBeLessThan(200);
  });
});
