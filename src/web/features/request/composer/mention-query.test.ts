import { describe, expect, test } from 'vitest';
import { mentionQueryAt, withMention } from './mention-query.ts';

const at = (text: string) => mentionQueryAt(text, text.length);

describe('L18: the mention being typed', () => {
  test.each([
    ['@', 0, ''],
    ['Ask @da', 4, 'da'],
    ['(@Dana.R', 1, 'Dana.R'],
    ['Hello\n@é', 6, 'é'],
    [`${'x '.repeat(500)}@dana`, 1_000, 'dana'],
  ])('L18: is found in %j', (text, start, search) => {
    expect(at(text)).toEqual({ start, end: text.length, search });
  });

  test.each([
    '',
    'dana',
    'x@',
    'ann@example',
    '@dana ',
    '@@',
    '@dana!',
    `@${'x'.repeat(41)}`,
    'a/@b',
  ])('L18: is not in %j', (text) => {
    expect(at(text)).toBeNull();
  });

  test('L18: ends at the caret, not at the end of the text', () => {
    expect(mentionQueryAt('Ask @dana now', 7)).toEqual({ start: 4, end: 7, search: 'da' });
    expect(mentionQueryAt('Ask @dana now', 4)).toBeNull();
  });

  test.each([
    ['Ask @da', 'Ask @dana.r ', 12],
    ['@', '@dana.r ', 8],
  ])('L18: %j becomes the username and a space', (text, whole, caret) => {
    const query = at(text);
    expect(query && withMention(text, query, 'dana.r')).toEqual({ text: whole, caret });
  });

  test('L18: takes the space or the punctuation that is there already', () => {
    const query = { start: 4, end: 7, search: 'da' };
    expect(withMention('Ask @da now', query, 'dana')).toEqual({ text: 'Ask @dana now', caret: 10 });
    expect(withMention('Ask @da, now', query, 'dana')).toEqual({
      text: 'Ask @dana, now',
      caret: 9,
    });
  });
});
