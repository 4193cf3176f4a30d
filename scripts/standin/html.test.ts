import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, html, outwardLink } from './html.ts';

describe('HTML of the inbox', () => {
  it('escapes every value, in text and in attributes', () => {
    const evil = `<script>"'&`;
    expect(html`<p title="${evil}">${evil}</p>`.text).toBe(
      '<p title="&lt;script&gt;&quot;&#39;&amp;">&lt;script&gt;&quot;&#39;&amp;</p>',
    );
  });

  it('keeps its own pieces as they are, lists included, and shows nothing for null', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}</ul>${null}${7}`.text).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>7');
  });

  it('no text becomes markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']/.test(escapeHtml(text))),
    );
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', ' https://example.com', 'https://a"b'])(
    '%s is no link',
    (address) => {
      expect(outwardLink(address, 'here').text).toBe('here');
    },
  );

  it('a link to the web opens outside and knows nothing of this page', () => {
    expect(outwardLink('https://example.com/?a=1&b=2', 'here').text).toBe(
      '<a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">here</a>',
    );
  });
});
