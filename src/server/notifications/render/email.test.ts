import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, leastContrast } from '../../../domain/kernel/colour-space.ts';
import { type Look, lookOf, OWN_LOOK } from '../../../domain/look.ts';
import type { Message } from '../../../domain/notifications/messages.ts';
import { renderEmail } from './email.ts';
import { mailColours } from './email-colours.ts';
import type { EmailLinks } from './email-links.ts';
import { hostile, hostileMessage } from './hostile.testing.ts';

const LINKS = {
  muteUrl: 'https://requests.example.com/unsubscribe?token=a&b=c',
  preferencesUrl: 'https://requests.example.com/profile',
};
const NO_LINKS = { muteUrl: null, preferencesUrl: null };

const renderOwn = (message: Message, links: EmailLinks) => renderEmail(message, links, OWN_LOOK);

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
    const mail = renderOwn(hostile({ name: 'Dana Reyes', partner: 'Northwind', text }), LINKS);
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
    const { text: plain } = renderOwn(
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
    const { html } = renderOwn(hostile({ name: 'Dana Reyes', text }), LINKS);
    const words = wordsOf(html);
    for (const said of ['Dana Reyes blocked this request', 'Two things:', 'the deed', 'unit_id']) {
      expect(words).toContain(said);
    }
    expect(html).toContain('<strong>deed</strong>');
    expect(html).toContain('href="https://requests.example.com/requests/UR-26Q4001"');
    expect(html).not.toMatch(/<img|src=|url\(|@import|<link/);
  });

  test('N7: shows only the links that lead somewhere', () => {
    const all = renderOwn(hostile({}), LINKS);
    expect(all.html).toContain('token=a&amp;b=c');
    expect(all.text).toContain(`Mute mails of “Blocked”:\n${LINKS.muteUrl}\n`);
    const none = renderOwn(hostile({}), NO_LINKS);
    expect(none.html + none.text).not.toMatch(/[Mm]ute|Choose/);
  });

  test('says that there is more of a long text', () => {
    const { html, text: plain } = renderOwn(hostile({ text: 'words '.repeat(15_000) }), LINKS);
    expect(html).toContain('Read all of it');
    expect(plain).toContain('(shortened; “Open the request” below leads to all of it)');
    // Gmail cuts mails at 102 kB.
    expect(html.length).toBeLessThan(20_000);
  });
});

describe('N5: nothing typed does anything in a mail', () => {
  test('markup is shown as it was typed', () => {
    const { html } = renderOwn(
      hostile({ name: '<script>alert(1)</script>', partner: '"><img src=x onerror=y>' }),
      NO_LINKS,
    );
    expect(html).not.toMatch(/<script|<img/);
    expect(wordsOf(html)).toContain('<script>alert(1)</script> blocked this request');
    expect(wordsOf(html)).toContain('User records – "><img src=x onerror=y>');
  });

  test('a link named like another address shows the one it leads to', () => {
    const typed = '[bank.example.com](https://evil.example.com/"onclick="x)';
    const { html } = renderOwn(hostile({ text: typed }), NO_LINKS);
    expect(wordsOf(html)).toContain('https://evil.example.com/"onclick="x');
    expect(html).not.toMatch(/<a [^>]*>bank/);
    expect(html).not.toContain('"onclick="');
  });

  test('whatever is typed, the subject is one line and the HTML holds our elements only', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        const { subject, html, text } = renderOwn(message, LINKS);
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

describe('section 10: a mail in the company’s look', () => {
  const styled = hostile({ text: 'See [`unit_id`](https://example.com/x)' });
  const rendered = (look: Look) => renderEmail(styled, LINKS, look);
  const headOf = (html: string) =>
    wordsOf(/<strong class="text"[^>]*>(.*?)<\/strong>\n<\/td>/s.exec(html)?.[1] ?? '');
  const named = (companyName: string) => rendered(lookOf({ companyName, accentColour: null }));

  test('has its name in the place of the platform’s and nothing else changed', () => {
    const own = rendered(OWN_LOOK);
    expect(headOf(own.html)).toBe('Requests');
    const company = named('Northwind & Sons');
    expect(headOf(company.html)).toBe('Northwind & Sons');
    expect(company.html).toBe(own.html.replace('>Requests<', '>Northwind &amp; Sons<'));
    expect([company.subject, company.text]).toEqual([own.subject, own.text]);
  });

  test.each([
    ['markup', `</strong><script>alert("1")</script>`, `</strong><script>alert("1")</script>`],
    ['quotes', `"Ad's" <b>`, `"Ad's" <b>`],
    ['breaks', 'North\r\nBcc: a@example.com\u2028wind', 'North Bcc: a@example.com wind'],
    ['overrides', 'North\u202edniw\u2066\u200b', 'Northdniw'],
    ['emoji', '👩‍👩‍👧 GmbH', '👩‍👩‍👧 GmbH'],
    ['half a character', 'North\ud83d', 'North\ufffd'],
    ['a hundred characters', 'W'.repeat(100), `${'W'.repeat(79)}…`],
    ['nothing that is seen', '\u200b \n', 'Requests'],
  ])('N5: takes %s in a name for text of one line', (_, name, shown) => {
    const { html } = named(name);
    expect(headOf(html)).toBe(shown);
    expect(html).not.toMatch(/<script|<b>/);
    expect(html.match(/<strong/g)).toHaveLength(1);
  });

  const COLOURS = ['#0b7285', '#ffff00', '#ffffff', '#000000', '#ff0000', '#7cfc00', '#808080'];

  test.each([null, ...COLOURS])('in the colour %s can be read in light and dark', (accent) => {
    const { light, dark } = mailColours(accent);
    expect(contrast('#ffffff', light.fill)).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#ffffff', dark.fill)).toBeGreaterThanOrEqual(4.5);
    const lightGrounds = ['#ffffff', '#f3f3f5', '#f8f8f9', '#ececf0'];
    expect(leastContrast(light.link, lightGrounds)).toBeGreaterThanOrEqual(4.5);
    const darkGrounds = ['#111214', '#1c1d21', '#24262b'];
    expect(leastContrast(dark.link, darkGrounds)).toBeGreaterThanOrEqual(4.5);
    const { html } = rendered({ companyName: null, accentColour: accent });
    // Every ground that stands in the mail is one of those above.
    const grounds = [...html.matchAll(/background-color:(#\w{6})/g)].map(([, ground]) => ground);
    const known = [...lightGrounds, ...darkGrounds, light.fill, dark.fill, '#33363d'];
    expect(known).toEqual(expect.arrayContaining(grounds));
  });

  test('has its colour on mark, button, rule and links, and none of the platform’s', () => {
    const { light, dark } = mailColours('#0b7285');
    expect(light.fill).toBe('#0b7285');
    const { html } = rendered({ companyName: null, accentColour: '#0b7285' });
    const [, body = ''] = html.split('</head>');
    const fills = body.match(/(?:background-color:|3px solid )#0b7285/g);
    expect(fills).toEqual([
      'background-color:#0b7285',
      '3px solid #0b7285',
      'background-color:#0b7285',
    ]);
    for (const [, colour] of body.matchAll(/<a class="link"[^>]*color:(#\w+)/g)) {
      expect(colour).toBe(light.link);
    }
    expect(html).toContain(`.button{background-color:${dark.fill}!important}`);
    expect(html).not.toMatch(/3b4cc0|3444ad|5263e0|aab5ff/);
    const own = rendered(OWN_LOOK).html;
    expect(own.match(/#3b4cc0/g)).toHaveLength(3);
    expect(own).toContain('.button{background-color:#5263e0!important}');
    expect(own).toContain('.link{color:#aab5ff!important}');
  });
});

const OURS =
  'html head meta title style body div table tr td span strong em p a h1 ul ol li br code'.split(
    ' ',
  );
