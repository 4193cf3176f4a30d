import { describe, expect, test } from 'vitest';
import { mentionsIn, piecesOf, usernamesIn } from './mentions.ts';

const people = new Map([
  ['dana', 1],
  ['dirk.m', 2],
  ['q_u-inn', 3],
  ['ends.', 4],
]);
const mentioned = (text: string) => [...mentionsIn(text, people).values()];

describe('L18 mentions', () => {
  test.each([
    ['a word of its own', 'Ask @dana about it', [1]],
    ['at the start, in any case of letters', '@DANA please', [1]],
    ['followed by punctuation', 'Thanks, @dana. And @dirk.m, too (@q_u-inn)!', [1, 2, 3]],
    ['a username that ends in a dot', 'Hello @ends.', [4]],
    [
      'in emphasis, lists, quotes and headings',
      '# @dana\n\n> - **@dirk.m**\n> - _@q_u-inn_',
      [1, 2, 3],
    ],
    ['once, however often it is written', '@dana @Dana @dana', [1]],
    ['on a new line', 'Hello\n@dana', [1]],
  ])('L18: %s counts', (_, text, ids) => {
    expect(mentioned(text)).toEqual(ids);
  });

  test.each([
    ['inside a word', 'x@dana and a.@dana'],
    ['an email address', 'dana@dana and @dana@example.com and @dana.x@example.com'],
    ['a longer word', '@danas @dana-x @danaé'],
    ['code', '`@dana` and\n\n    @dana\n\n```\n@dana\n```'],
    ['the text of a link', '[@dana](https://example.com)'],
    ['an address', 'https://example.com/@dana and <https://example.com/?a=@dana>'],
    ['nobody', '@nobody'],
    ['HTML', '<span title="@dana">x</span>'],
  ])('L18: %s does not', (_, text) => {
    expect(mentioned(text)).toEqual([]);
  });

  test('L18: what is asked of the database is bounded by what can be a username', () => {
    expect(usernamesIn(`@a @${'b'.repeat(41)} @${'c'.repeat(39)}${'.'.repeat(9_000)}`)).toEqual([
      `${'c'.repeat(39)}.`,
      'c'.repeat(39),
    ]);
    const before = performance.now();
    usernamesIn(`@${'.'.repeat(9_000)} @a${'.-'.repeat(9_000)}x`);
    usernamesIn('@ab'.repeat(6_000));
    expect(performance.now() - before).toBeLessThan(500);
  });

  test('L18: a text is cut at its mentions and nothing of it is lost', () => {
    const pieces = piecesOf('Ask @Dana. Or @nobody, @dirk.m…', (name) => people.get(name));
    expect(pieces).toEqual([
      { text: 'Ask ' },
      { text: '@Dana', mentioned: 1 },
      { text: '. Or @nobody, ' },
      { text: '@dirk.m', mentioned: 2 },
      { text: '…' },
    ]);
  });
});
