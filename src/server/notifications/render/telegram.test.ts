import fc from 'fast-check';
import type { MessageEntity } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { hostile, hostileMessage, seen } from './hostile.testing.ts';
import { renderTelegram, type TelegramMessage } from './telegram.ts';

const textOf = ({ text }: TelegramMessage, { offset, length }: MessageEntity) =>
  text.slice(offset, offset + length);

/** Every styled piece, as `type: text`. */
function styled(message: TelegramMessage): readonly string[] {
  return message.entities.map((entity) => {
    const url = entity.type === 'text_link' ? ` ${entity.url}` : '';
    return `${entity.type}: ${textOf(message, entity)}${url}`;
  });
}

describe('what Telegram shows', () => {
  test('the code is a link, the headline bold, the reason a quote with its own styles', () => {
    const message = renderTelegram(
      hostile({
        name: 'Dana Reyes',
        text: 'A **bold** `code` [page](https://example.com/x)\n- one',
      }),
    );
    expect(message.text).toMatchInlineSnapshot(`
      "UR-26Q4001  Dana Reyes blocked this request
      User records – Acme

      What stands in the way
      A bold code page
      • one

      Team: Support
      Requested by: Dana Reyes
      Priority: High

      Sun 22 Nov 2026, 13:05 UTC"
    `);
    expect(styled(message)).toMatchInlineSnapshot(`
      [
        "text_link: UR-26Q4001 https://requests.example.com/requests/UR-26Q4001",
        "bold: Dana Reyes blocked this request",
        "bold: What stands in the way",
        "blockquote: A bold code page
      • one",
        "bold: bold",
        "code: code",
        "text_link: page https://example.com/x",
      ]
    `);
  });

  test('an address to which Telegram makes no link is written out', () => {
    const { text, entities } = renderTelegram({
      ...hostile({ text: '[here](http://localhost/x) [me](mailto:a@example.com)' }),
      url: 'http://localhost:3000/requests/UR-26Q4001',
    });
    expect(text).toContain('\nhttp://localhost:3000/requests/UR-26Q4001\n');
    expect(text).toContain('here (http://localhost/x) me (a@example.com)');
    expect(entities.filter(({ type }) => type === 'text_link')).toEqual([]);
  });

  test('a long text is folded, cut before it is formatted, and says where the rest is', () => {
    const message = renderTelegram(hostile({ text: '**bold words 😀** '.repeat(5_000) }));
    expect(message.text.length).toBeLessThanOrEqual(4096);
    expect(message.text.length).toBeGreaterThan(3_500);
    expect(styled(message)).toContain(
      'text_link: Read all of it https://requests.example.com/requests/UR-26Q4001',
    );
    expect(message.entities.map(({ type }) => type)).toContain('expandable_blockquote');
  });
});

describe('N5: nothing typed does anything in Telegram', () => {
  test('no mention and no command, not even put together from two styles', () => {
    const { text } = renderTelegram(
      hostile({ name: '@eve', text: '@here /start @**eve** and/or' }),
    );
    expect(text).toContain('@\u200beve blocked');
    expect(text).toContain('@\u200bhere /\u200bstart @\u200beve and/or');
  });

  test('a real address is left as it is', () => {
    const url = 'https://example.com/@eve/start?q=@x';
    expect(styled(renderTelegram(hostile({ text: url })))).toContain(`text_link: ${url} ${url}`);
  });

  test('a link named like another address shows the one it leads to', () => {
    const { text } = renderTelegram(
      hostile({ text: '[bank.example.com](https://evil.example.com)' }),
    );
    expect(text).toContain('https://evil.example.com');
    expect(text).not.toContain('bank.example.com');
  });

  test('typed marks stay marks', () => {
    const { text } = renderTelegram(hostile({ text: '\\*\\*a\\*\\* \\_b\\_ \\`c <b>d</b>' }));
    expect(seen(text)).toContain('**a** _b_ `c d');
  });

  test('code beyond the hundredth entity mentions and commands nobody either', () => {
    const message = renderTelegram(hostile({ text: '`@here` `/stop` **x** '.repeat(60) }));
    expect(message.entities).toHaveLength(99);
    expect(message.entities.filter(({ type }) => type === 'code').length).toBeGreaterThan(60);
    expect(outsideOfCodeAndLinks(message)).not.toMatch(/@here|\/stop/);
    expect(outsideOfCodeAndLinks(message)).toMatch(/@\u200bhere \/\u200bstop/);
  });

  test('whatever is typed, text and entities are such as Telegram takes', () => {
    fc.assert(
      fc.property(hostileMessage, (hostileOne) => {
        const message = renderTelegram(hostileOne);
        const { text, entities } = message;
        expect(text.length).toBeLessThanOrEqual(4096);
        expect(text.isWellFormed()).toBe(true);
        expect(text).toContain(hostileOne.at);
        expect(entities.length).toBeLessThanOrEqual(100);
        for (const entity of entities) {
          expect(entity.offset).toBeGreaterThanOrEqual(0);
          expect(entity.offset + entity.length).toBeLessThanOrEqual(text.length);
          expect(textOf(message, entity).trim()).not.toBe('');
          expect(textOf(message, entity).isWellFormed()).toBe(true);
        }
        expect(entities.filter((a) => entities.some((b) => isWrong(a, b)))).toEqual([]);
        expect(outsideOfCodeAndLinks(message)).not.toMatch(
          /(?<![\p{L}\p{N}_])@\w|(?<![\p{L}\p{N}_/<>])\/\w/u,
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** Entities may hold each other, not cut each other, and code holds nothing and stands in quotes only. */
function isWrong(a: MessageEntity, b: MessageEntity): boolean {
  const [aEnd, bEnd] = [a.offset + a.length, b.offset + b.length];
  if (a === b || aEnd <= b.offset || bEnd <= a.offset) return false;
  const isNested = (a.offset <= b.offset && bEnd <= aEnd) || (b.offset <= a.offset && aEnd <= bEnd);
  const [codeOne, other] = a.type === 'code' ? [a, b] : [b, a];
  return !isNested || (codeOne.type === 'code' && !other.type.endsWith('blockquote'));
}

function outsideOfCodeAndLinks({ text, entities }: TelegramMessage): string {
  const units = text.split('');
  for (const { type, offset, length } of entities) {
    if (type === 'code' || type === 'text_link') units.fill('x', offset, offset + length);
  }
  return units.join('');
}
