import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../kernel/markdown.ts';
import { richTextToPlain } from '../kernel/rich-text-plain.ts';
import { typedLine, typedRichText } from './typed-text.ts';

describe('N5: typed text as a notification shows it', () => {
  test('a line keeps scripts and emoji as they are written', () => {
    for (const name of ['Zoë Müller', 'שרה כהן', 'می‌خواهم', '李明', '👩‍👩‍👧 Home', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️']) {
      expect(typedLine(name, 100)).toBe(name);
    }
  });

  test('a line has no line end, control character or override of the writing direction', () => {
    expect(typedLine(' Eve\r\nBcc: a@example.com\u0000\u2028x ', 100)).toBe(
      'Eve Bcc: a@example.com x',
    );
    expect(typedLine('a\u202eexe.fdp\u202c\u2066b\u2069\u200b\ufeff\u00adc', 100)).toBe(
      'aexe.fdpbc',
    );
  });

  test('a line that is too long is cut and says so', () => {
    expect(typedLine('one two three', 9)).toBe('one two…');
  });

  test('character references in Markdown bring nothing of it back', () => {
    const rich = typedRichText(parseMarkdown('a&#x202e;b&#13;c&#x200b; **d&#x2066;** `e\u202e`'));
    expect(richTextToPlain(rich)).toBe('ab\nc d e');
  });

  test('gives, whatever comes, one visible line within its length', () => {
    const anyUnit = fc.integer({ min: 0, max: 0x1_ffff }).map((unit) => String.fromCodePoint(unit));
    const anything = fc.array(anyUnit).map((units) => units.join(''));
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 50 }), (text, max) => {
        const line = typedLine(text, max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u);
        expect(line.isWellFormed()).toBe(true);
      }),
    );
  });
});
