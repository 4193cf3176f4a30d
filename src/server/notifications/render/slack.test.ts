import type { KnownBlock } from '@slack/web-api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostile, hostileMessage, seen } from './hostile.testing.ts';
import { renderSlack } from './slack.ts';

/** A line for each piece of a block: what kind, in which style, saying what, leading where. */
function described(block: KnownBlock): readonly string[] {
  const lines: string[] = [];
  JSON.stringify(block, (key, value) => {
    if (typeof value?.type !== 'string' || key === '') return value;
    const { type, style, text, url } = value;
    const styles = style === undefined ? '' : `, ${Object.keys(style).join(' and ')}`;
    lines.push(`${type}${styles}${text === undefined ? '' : `: ${text}`}${url ? ` → ${url}` : ''}`);
    return value;
  });
  return [`[${block.type}]`, ...lines];
}

/** The values of all `text` members of a kind of text object. */
function textsOf(blocks: readonly KnownBlock[], type: string): readonly string[] {
  const found: string[] = [];
  JSON.stringify(blocks, (_key, value: { type?: unknown; text?: unknown }) => {
    if (value?.type === type && typeof value.text === 'string') found.push(value.text);
    return value;
  });
  return found;
}

describe('what Slack shows', () => {
  test('the code is a link; headline and title; the reason as a quote; facts and time below', () => {
    const { text, blocks } = renderSlack(
      hostile({
        name: 'Dana Reyes',
        text: 'A **bold** `code` [page](https://example.com/x)\n- one',
      }),
      ['U01'],
    );
    expect(text).toMatchInlineSnapshot(`
      "<https://requests.example.com/requests/UR-26Q4001|UR-26Q4001> Dana Reyes blocked this request
      User records – Acme
      <@U01>
      Team: Support · Requested by: Dana Reyes · Priority: High · Sun 22 Nov 2026, 13:05 UTC

      What stands in the way:
      A bold code page (https://example.com/x)
      - one"
    `);
    expect(blocks.flatMap(described)).toMatchInlineSnapshot(`
      [
        "[rich_text]",
        "rich_text_section",
        "link, bold: UR-26Q4001 → https://requests.example.com/requests/UR-26Q4001",
        "text:   ",
        "text, bold: Dana Reyes blocked this request",
        "text: 
      User records – Acme",
        "[section]",
        "mrkdwn: <@U01>",
        "[rich_text]",
        "rich_text_section",
        "text, italic: What stands in the way",
        "rich_text_quote",
        "text: A ",
        "text, bold: bold",
        "text:  ",
        "text, code: code",
        "text:  ",
        "link: page → https://example.com/x",
        "text: 
      • ",
        "text: one",
        "[context]",
        "plain_text: Team: Support",
        "plain_text: Requested by: Dana Reyes",
        "plain_text: Priority: High",
        "plain_text: Sun 22 Nov 2026, 13:05 UTC",
      ]
    `);
  });

  test('nobody is mentioned where nobody is to be', () => {
    const { text, blocks } = renderSlack(hostile({}), []);
    expect(textsOf(blocks, 'mrkdwn')).toEqual([]);
    expect(text).not.toContain('<@');
  });

  test('every mention once, in as many sections as they need, and nothing that is no member id', () => {
    const ids = Array.from({ length: 250 }, (_, index) => `U${String(index).padStart(10, '0')}`);
    const { text, blocks } = renderSlack(hostile({}), [...ids, 'U0000000001', '!channel', 'u1']);
    const sections = textsOf(blocks, 'mrkdwn');
    expect(sections.join(' ')).toBe(ids.map((id) => `<@${id}>`).join(' '));
    for (const section of sections) expect(section.length).toBeLessThanOrEqual(3_000);
    expect(text.length).toBeLessThanOrEqual(4_000);
  });

  test('a long text is cut and says where the rest is', () => {
    const { text, blocks } = renderSlack(hostile({ text: 'words '.repeat(15_000) }), []);
    expect(JSON.stringify(blocks)).toContain('Read all of it');
    expect(JSON.stringify(blocks).length).toBeLessThan(5_000);
    expect(text).toMatch(/… \(shortened\)$/);
  });
});

describe('N5: nothing typed does anything in Slack', () => {
  test('marks, mentions and pings are shown as they were typed', () => {
    const typed = '\\*a\\* \\_b\\_ ~c~ \\`d <!channel> <@U0000001> @here &amp;';
    const { text, blocks } = renderSlack(hostile({ name: '<!here> & *Eve*', text: typed }), []);
    expect(textsOf(blocks, 'text')).toContain('<!here> & *Eve* blocked this request');
    expect(textsOf(blocks, 'text').join('')).toContain('*a* _b_ ~c~ `d');
    expect(text).toContain('&lt;!here&gt; &amp; *Eve* blocked this request');
    expect(seen(text)).toContain('@here &amp;');
    expect(text).not.toContain('@here');
  });

  test('backticks in names and quote together swallow nothing of ours in the fallback', () => {
    const { text } = renderSlack(hostile({ name: 'E```', text: 'a ```b` ```' }), ['U01']);
    const [lines = ''] = text.split('\n\n');
    expect(lines).toContain("E''' blocked this request");
    expect(lines).toContain('<@U01>');
    expect(lines).not.toContain('`');
  });

  test('a link named like another address shows the one it leads to', () => {
    const { blocks } = renderSlack(
      hostile({ text: '[bank.example.com](https://evil.example.com/x|y)' }),
      [],
    );
    expect(textsOf(blocks, 'link')).toContain('https://evil.example.com/x|y');
    expect(JSON.stringify(blocks)).not.toContain('bank.example.com');
  });

  test('whatever is typed, Slack’s own markup holds nothing of it', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        const { text, blocks } = renderSlack(message, ['U01', 'W02']);
        expect(textsOf(blocks, 'mrkdwn')).toEqual(['<@U01> <@W02>']);
        const ours = `<${message.url}|${message.code}>`;
        expect(text.startsWith(ours)).toBe(true);
        const typed = text.slice(ours.length).replace('<@U01> <@W02>', '');
        expect(typed).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|@\w/);
        expect(text.length).toBeLessThanOrEqual(4_000);
        expect(text.isWellFormed()).toBe(true);

        expect(blocks.length).toBeLessThanOrEqual(50);
        const shown = ['text', 'link', 'plain_text'].flatMap((type) => textsOf(blocks, type));
        expect(shown).not.toContain('');
        expect(shown.join('').length).toBeLessThan(6_000);
        for (const one of shown) expect(one.isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
