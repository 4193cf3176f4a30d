import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from './markdown.ts';
import { shortenRichText, shortenText } from './rich-text-cut.ts';
import { richTextToPlain } from './rich-text-plain.ts';

describe('shortenText', () => {
  test('keeps what fits, and else ends after a word', () => {
    expect(shortenText('one two three', 13)).toBe('one two three');
    expect(shortenText('one two three', 11)).toBe('one two');
    expect(shortenText('one two three', 7)).toBe('one two');
  });

  test('cuts a word longer than the reach, never a character', () => {
    expect(shortenText('x'.repeat(100), 60)).toBe('x'.repeat(60));
    expect(shortenText('👩‍👩‍👧👩‍👩‍👧', 12)).toBe('👩‍👩‍👧');
    expect(shortenText('e\u0301e\u0301', 3)).toBe('e\u0301');
  });

  test('gives, whatever comes, a well-formed beginning within its budget', () => {
    const costs = (text: string) => text.length + text.split('@').length - 1;
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, budget) => {
        const kept = shortenText(text, budget, costs);
        expect(text.startsWith(kept)).toBe(true);
        expect(costs(kept)).toBeLessThanOrEqual(budget);
        expect(kept.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('shortenRichText', () => {
  test('leaves alone what fits', () => {
    const rich = parseMarkdown('A **bold** word\n\n- one\n- two');
    expect(shortenRichText(rich, 200)).toEqual({ text: rich, isShortened: false });
  });

  test('ends inside an emphasis with the emphasis whole', () => {
    const { text, isShortened } = shortenRichText(parseMarkdown('**one two three**'), 10);
    expect(text).toEqual([
      {
        type: 'p',
        children: [{ type: 'strong', children: [{ type: 'text', value: 'one two' }] }],
      },
    ]);
    expect(isShortened).toBe(true);
  });

  test('never cuts the address of a link: the link fits or goes', () => {
    const rich = parseMarkdown('see [the page](https://example.com/a-long-address) please');
    expect(richTextToPlain(shortenRichText(rich, 12).text)).toBe('see ');
  });

  test('leaves nothing after what did not fit', () => {
    const { text } = shortenRichText(parseMarkdown(`${'long '.repeat(20)}\n\nb\n\n- c`), 20);
    expect(text).toHaveLength(1);
    const list = shortenRichText(parseMarkdown(`- ${'x'.repeat(20)}\n- ${'y'.repeat(20)}`), 48);
    expect(richTextToPlain(list.text)).toBe(`- ${'x'.repeat(20)}`);
  });

  test('keeps texts of any size within the budget', () => {
    const piece = fc.constantFrom('**a b**', '- x\n', '  1. y\n', '`code`', '\n\n', 'ü😀 ', '<b>');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(120), (pieces, budget) => {
        const { text } = shortenRichText(parseMarkdown(pieces.join('')), budget);
        expect(richTextToPlain(text).length).toBeLessThanOrEqual(budget);
      }),
    );
  });
});
