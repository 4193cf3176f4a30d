import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderEmail } from './email.ts';
import { hostile, hostileMessage } from './hostile.testing.ts';

const LINKS = {
  muteUrl: 'https://requests.example.com/unsubscribe?token=a&b=c',
  preferencesUrl: 'https://requests.example.com/profile',
};
const NO_LINKS = { muteUrl: null, preferencesUrl: null };

/** The parts of the mail that a reader sees as text, in order. */
function wordsOf(html: string): string {
  return html
    .replace(/<head>[\s\S]*?<\/head>/, '')
    .replace(/<br>|<\/(?:p|li|h1|td|tr)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|amp|#39|#847|zwnj|nbsp|#8801);/g, (entity) => CHARACTERS[entity] ?? '');
}
const CHARACTERS: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '&#39;': "'",
  '&nbsp;': ' ',
};

describe('a mail', () => {
  const text =
    'Two things:\n\n- the **deed**\n- the column `unit_id`\n\nSee [the sheet](https://example.com/x)';

  test('reads well as plain text', () => {
    const mail = renderEmail(hostile({ name: 'Dana Reyes', partner: 'Northwind', text }), LINKS);
    expect(mail.subject).toBe('[UR-26Q4001] User records – Northwind');
    expect(mail.text).toMatchInlineSnapshot(`
      "Dana Reyes blocked this request
      UR-26Q4001 – User records – Northwind

      What stands in the way:
      > Two things:
      > - the deed
      > - the column unit_id
      >
      > See the sheet (https://example.com/x)

      Team: Support
      Requested by: Dana Reyes
      Priority: High

      Open the request:
      https://requests.example.com/requests/UR-26Q4001

      —
      Sun 22 Nov 2026, 13:05 UTC
      An admin chose this address for notifications.
      Choose what you hear of:
      https://requests.example.com/profile
      Mute mails of “Blocked”:
      https://requests.example.com/unsubscribe?token=a&b=c
      "
    `);
  });

  test('wraps lines at 72 characters, under the text of a list item, and never an address', () => {
    const address = `https://example.com/${'a'.repeat(80)}`;
    const { text: plain } = renderEmail(
      hostile({ text: `- ${'word '.repeat(30)}\n\n${address}` }),
      NO_LINKS,
    );
    const quoted = plain.split('\n').filter((line) => line.startsWith('> '));
    expect(quoted[0]).toMatch(/^> - word/);
    expect(quoted[1]).toMatch(/^> {3}word/);
    expect(quoted).toContain(`> ${address}`);
    for (const line of quoted) {
      if (line !== `> ${address}`) expect(line.length).toBeLessThanOrEqual(72);
    }
  });

  test('says the same in HTML, with one button to the request and nothing fetched from anywhere', () => {
    const { html } = renderEmail(hostile({ name: 'Dana Reyes', text }), LINKS);
    const words = wordsOf(html);
    for (const said of ['Dana Reyes blocked this request', 'Two things:', 'the deed', 'unit_id']) {
      expect(words).toContain(said);
    }
    expect(html).toContain('<strong>deed</strong>');
    expect(html).toContain('href="https://requests.example.com/requests/UR-26Q4001"');
    expect(html).not.toMatch(/<img|src=|url\(|@import|<link/);
  });

  test('N7: shows only the links that lead somewhere', () => {
    const all = renderEmail(hostile({}), LINKS);
    expect(all.html).toContain('token=a&amp;b=c');
    expect(all.text).toContain(`Mute mails of “Blocked”:\n${LINKS.muteUrl}\n`);
    const none = renderEmail(hostile({}), NO_LINKS);
    expect(none.html + none.text).not.toMatch(/[Mm]ute|Choose/);
  });

  test('says that there is more of a long text', () => {
    const { html, text: plain } = renderEmail(hostile({ text: 'words '.repeat(15_000) }), LINKS);
    expect(html).toContain('Read all of it');
    expect(plain).toContain('(shortened; “Open the request” below leads to all of it)');
    // Gmail cuts mails at 102 kB.
    expect(html.length).toBeLessThan(20_000);
  });
});

describe('N5: nothing typed does anything in a mail', () => {
  test('markup is shown as it was typed', () => {
    const { html } = renderEmail(
      hostile({ name: '<script>alert(1)</script>', partner: '"><img src=x onerror=y>' }),
      NO_LINKS,
    );
    expect(html).not.toMatch(/<script|<img/);
    expect(wordsOf(html)).toContain('<script>alert(1)</script> blocked this request');
    expect(wordsOf(html)).toContain('User records – "><img src=x onerror=y>');
  });

  test('a link named like another address shows the one it leads to', () => {
    const typed = '[bank.example.com](https://evil.example.com/"onclick="x)';
    const { html } = renderEmail(hostile({ text: typed }), NO_LINKS);
    expect(wordsOf(html)).toContain('https://evil.example.com/"onclick="x');
    expect(html).not.toMatch(/<a [^>]*>bank/);
    expect(html).not.toContain('"onclick="');
  });

  test('whatever is typed, the subject is one line and the HTML holds our elements only', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        const { subject, html, text } = renderEmail(message, LINKS);
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(subject.startsWith('[UR-26Q4001] ')).toBe(true);
        expect(text.isWellFormed() && html.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        for (const [, name] of html.matchAll(/<\/?([a-z0-9]+)/g)) expect(OURS).toContain(name);
        for (const [, href] of html.matchAll(/href="([^"]*)"/g)) {
          expect(href).toMatch(/^(?:https?:\/\/|mailto:)[^<>"]+$/);
        }
        expect(html).not.toMatch(/<(?![a-z/!])|<[a-z][^<>]*\son\w+=/);
        // The first line of the text is the headline, the HTML says it whole.
        expect(wordsOf(html)).toContain(message.headline);
        expect(wordsOf(html)).toContain(message.title);
      }),
      { numRuns: 60 },
    );
  });
});

const OURS =
  'html head meta title style body div table tr td span strong em p a h1 ul ol li br code'.split(
    ' ',
  );
