import { describe, expect, it } from 'vitest';
import { slackBody } from './slack-blocks.ts';
import { mrkdwn } from './slack-text.ts';
import { telegramText } from './telegram-text.ts';

const names = new Map([['U04MAYA', 'Maya Okonjo']]);
const slack = (text: string): string => mrkdwn(text, names).text;

describe('Slack’s mrkdwn', () => {
  it.each([
    [
      '*bold* _it_ ~gone~ `code`',
      '<strong>bold</strong> <em>it</em> <s>gone</s> <code>code</code>',
    ],
    ['snake_case_name 2*3*4', 'snake_case_name 2*3*4'],
    ['*a _b_ c*', '<strong>a <em>b</em> c</strong>'],
    ['one\ntwo', 'one<br>two'],
    ['> said\n&gt; more\nthen', '<blockquote>said<br>more</blockquote>then'],
    ['a ```*raw*\nlines``` b', 'a <pre>*raw*\nlines</pre> b'],
    ['&lt;b&gt; &amp;amp;', '&lt;b&gt; &amp;amp;'],
  ])('%j', (text, expected) => {
    expect(slack(text)).toBe(expected);
  });

  it('a mention is a chip with the name, or the id of somebody unknown', () => {
    expect(slack('<@U04MAYA> <@U0OTHER>')).toContain('>@Maya Okonjo</span>');
    expect(slack('<@U0OTHER>')).toContain('>@U0OTHER</span>');
  });

  it('N5: what would ring for many is marked as an alarm', () => {
    expect(slack('<!channel>')).toContain('chip alarm');
    expect(slack('&lt;!channel&gt;')).not.toContain('chip');
  });

  it('a link is one only to the web', () => {
    expect(slack('<https://example.com/?a=1&amp;b|UR-1>')).toContain(
      'href="https://example.com/?a=1&amp;b"',
    );
    expect(slack('<javascript:alert(1)|UR-1>')).toBe('UR-1');
  });
});

describe('Slack’s blocks', () => {
  const body = (...blocks: unknown[]): string => slackBody({ blocks, text: '' }, names).text;
  const rich = (...elements: unknown[]) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements }],
  });

  it('show rich text with its styles, and text in it as text', () => {
    const text = body(
      rich(
        { type: 'link', url: 'https://example.com', text: 'UR-1', style: { bold: true } },
        { type: 'text', text: ' *no* <b> `x`', style: { code: true } },
        { type: 'user', user_id: 'U04MAYA' },
      ),
    );
    expect(text).toContain('<strong><a href="https://example.com"');
    expect(text).toContain('<code> *no* &lt;b&gt; `x`</code>');
    expect(text).toContain('>@Maya Okonjo</span>');
  });

  it('show quotes, contexts and buttons', () => {
    const quote = { type: 'rich_text_quote', elements: [{ type: 'text', text: 'Why?' }] };
    const text = body(
      { type: 'rich_text', elements: [quote] },
      { type: 'context', elements: [{ type: 'plain_text', text: 'Team: <Revenue>' }] },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            text: { type: 'plain_text', text: 'Open' },
            url: 'javascript:alert(1)',
          },
        ],
      },
    );
    expect(text).toContain('<blockquote>Why?</blockquote>');
    expect(text).toContain('<span>Team: &lt;Revenue&gt;</span>');
    expect(text).not.toContain('javascript');
  });

  it.each([[{ type: 'video' }], [null], ['text'], [{ type: 'section', text: 'no object' }]])(
    '%j is said to be unknown and breaks nothing',
    (block) => {
      expect(body(block)).toContain('cannot show');
    },
  );
});

describe('Telegram’s entities', () => {
  it('wrap the text they name, counted in UTF-16 units, one within another', () => {
    const text = '👩‍🚀 UR-1 blocked';
    const start = text.indexOf('UR-1');
    expect(
      telegramText(text, [
        { type: 'bold', offset: start, length: 12 },
        { type: 'text_link', offset: start, length: 4, url: 'https://example.com/1' },
      ]).text,
    ).toBe(
      '👩‍🚀 <strong><a href="https://example.com/1" target="_blank" rel="noopener noreferrer">UR-1</a> blocked</strong>',
    );
  });

  it('text stays text, and only addresses of the web are links', () => {
    const text = '<b>x</b> see https://example.com/a. And javascript:alert(1)';
    const shown = telegramText(text, []).text;
    expect(shown).toContain('&lt;b&gt;x&lt;/b&gt;');
    expect(shown).toContain('href="https://example.com/a"');
    expect(shown.match(/<a /g)).toHaveLength(1);
  });

  it('a link holds no other link, a quote ends its own line', () => {
    const address = 'https://example.com/1';
    const linked = telegramText(address, [
      { type: 'text_link', offset: 0, length: address.length, url: address },
    ]);
    expect(linked.text.match(/<a /g)).toHaveLength(1);
    expect(telegramText('a\nb', [{ type: 'blockquote', offset: 0, length: 1 }]).text).toBe(
      '<blockquote>a</blockquote>b',
    );
  });
});
