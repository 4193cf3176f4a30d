import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from './markdown.ts';
import { richTextToPlain } from './rich-text-plain.ts';

interface Node {
  type: string;
  value?: string;
  href?: string;
  children?: Node[];
}

const ALLOWED = ['p', 'strong', 'em', 'ul', 'ol', 'li', 'a', 'code', 'br', 'text'];

/** Everything in the tree, with its depth; seen as plain data, not as what the types promise. */
function everyNode(text: string): { node: Node; depth: number }[] {
  const found: { node: Node; depth: number }[] = [];
  const open = (JSON.parse(JSON.stringify(parseMarkdown(text))) as Node[]).map((node) => ({
    node,
    depth: 1,
  }));
  for (let next = open.pop(); next; next = open.pop()) {
    found.push(next);
    for (const node of next.node.children ?? []) open.push({ node, depth: next.depth + 1 });
  }
  return found;
}

function text(value: string): Node {
  return { type: 'text', value };
}

describe('R4: what Markdown becomes', () => {
  it.each<[string, string, unknown]>([
    ['a paragraph', 'Hello', [{ type: 'p', children: [text('Hello')] }]],
    [
      'strong and em',
      '**a** *b*',
      [
        {
          type: 'p',
          children: [
            { type: 'strong', children: [text('a')] },
            text(' '),
            { type: 'em', children: [text('b')] },
          ],
        },
      ],
    ],
    [
      'a typed line break',
      'one\ntwo  \nthree',
      [
        {
          type: 'p',
          children: [text('one'), { type: 'br' }, text('two'), { type: 'br' }, text('three')],
        },
      ],
    ],
    [
      'lists in lists',
      '- a\n  1. b',
      [
        {
          type: 'ul',
          start: 1,
          children: [
            {
              type: 'li',
              children: [
                { type: 'p', children: [text('a')] },
                {
                  type: 'ol',
                  start: 1,
                  children: [{ type: 'li', children: [{ type: 'p', children: [text('b')] }] }],
                },
              ],
            },
          ],
        },
      ],
    ],
    ['code', '`a <b>`', [{ type: 'p', children: [{ type: 'code', value: 'a <b>' }] }]],
    [
      'a code block as code',
      '```js\nx\ny\n```',
      [{ type: 'p', children: [{ type: 'code', value: 'x\ny' }] }],
    ],
    ['a heading as a paragraph', '# Big', [{ type: 'p', children: [text('Big')] }]],
    ['a quote as its paragraphs', '> said', [{ type: 'p', children: [text('said')] }]],
    [
      'an image as its words',
      '![a plan](https://example.com/p.png)',
      [{ type: 'p', children: [text('a plan')] }],
    ],
    ['a rule as nothing', 'a\n\n***\n', [{ type: 'p', children: [text('a')] }]],
    [
      'inline HTML as its words',
      'a <b onclick="x()">c</b>',
      [{ type: 'p', children: [text('a c')] }],
    ],
    [
      'an HTML block as its words',
      '<div>\nhello\n</div>',
      [{ type: 'p', children: [text('hello')] }],
    ],
    ['a script as nothing', '<script>alert(1)</script>', []],
    [
      'a link',
      '[the plan](https://example.com/plan)',
      [
        {
          type: 'p',
          children: [{ type: 'a', href: 'https://example.com/plan', children: [text('the plan')] }],
        },
      ],
    ],
    [
      'a bare address, without the sentence around it',
      '(see https://example.com/a_(1).)',
      [
        {
          type: 'p',
          children: [
            text('(see '),
            {
              type: 'a',
              href: 'https://example.com/a_(1)',
              children: [text('https://example.com/a_(1)')],
            },
            text('.)'),
          ],
        },
      ],
    ],
    [
      'a link of another scheme as its words',
      '[x](javascript:alert(1)) [y](data:text/html,z) [z](/admin)',
      [{ type: 'p', children: [text('x'), text(' '), text('y'), text(' '), text('z')] }],
    ],
    [
      'a link definition as text that is still there',
      '[a]: https://example.com',
      [
        {
          type: 'p',
          children: [
            text('[a]: '),
            { type: 'a', href: 'https://example.com', children: [text('https://example.com')] },
          ],
        },
      ],
    ],
  ])('R4: %s', (_name, source, tree) => {
    expect(parseMarkdown(source)).toEqual(tree);
  });

  it('R4: thematic breaks with many stars are not taken for deep lists', () => {
    expect(parseMarkdown(`a\n\n${'* '.repeat(40)}\n\nb`)).toEqual(parseMarkdown('a\n\nb'));
  });

  it('R4: whatever is typed, only the listed nodes come out, and only safe links', () => {
    const piece = fc.constantFrom(
      ...[
        '*',
        '**',
        '_',
        '`',
        '```\n',
        '> ',
        '- ',
        '1. ',
        '# ',
        '\n',
        '\n\n',
        '    ',
        '[',
        '](',
        ')',
        '![',
      ],
      ...[
        '<',
        '>',
        '<b>',
        '</b>',
        '<script>',
        '<!--',
        '-->',
        '&lt;',
        '&#106;',
        '\\',
        'javascript:',
        'JaVa\tScript:',
      ],
      ...[
        'http://',
        'https://example.com',
        'mailto:a@example.com',
        'data:',
        'vbscript:',
        '@',
        'a',
        ' ',
        '|',
        '~~',
      ],
    );
    const source = fc.oneof(
      fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    fc.assert(
      fc.property(source, (typed) => {
        for (const { node } of everyNode(typed)) {
          expect(ALLOWED).toContain(node.type);
          if (node.type === 'a') {
            const href = node.href ?? '';
            expect(href).toMatch(/^(?:https?|mailto):/i);
            if (URL.canParse(href)) {
              expect(['http:', 'https:', 'mailto:']).toContain(new URL(href).protocol);
            }
          } else {
            expect(node.href).toBeUndefined();
          }
          if (node.type === 'text' || node.type === 'code')
            expect(typeof node.value).toBe('string');
        }
        expect(typeof richTextToPlain(parseMarkdown(typed))).toBe('string');
      }),
      { numRuns: 2_000 },
    );
  });

  it('R4: no link stands inside a link', () => {
    const inside = (node: Node): boolean =>
      (node.children ?? []).some((child) => child.type === 'a' || inside(child));
    for (const source of [
      '[https://example.com](https://example.org)',
      '[**https://example.com**](http://x.example)',
    ]) {
      const links = everyNode(source).filter(({ node }) => node.type === 'a');
      expect(links).toHaveLength(1);
      expect(links.some(({ node }) => inside(node))).toBe(false);
    }
  });

  it.each([
    ...[
      '[',
      '>',
      '> ',
      '1. ',
      '1) ',
      '- - a',
      '+ ',
      '> 1. - ',
      '*_',
      'a**b',
      '**a',
      '*a **b ',
      '![',
      '[a](',
      '[[a](b)',
    ],
    ...[
      '`a``b```',
      '<',
      '<!--',
      '<a@b.c>',
      '&',
      '\\',
      '\\\n',
      '* a\n',
      '~~~\n',
      '>>>>>>>>>>>>>>>>a\n',
      'http://a))))',
      '\t',
    ],
  ])('R4: “%s” over and over neither hangs nor nests deeply', (piece) => {
    for (const size of [20_000, 100_000]) {
      const source = piece.repeat(Math.ceil(size / piece.length));
      const start = performance.now();
      const nodes = everyNode(source);
      richTextToPlain(parseMarkdown(source));
      expect(performance.now() - start).toBeLessThan(3_000);
      expect(nodes.every(({ depth }) => depth <= 64)).toBe(true);
    }
  });

  it('R4: text too long to parse is shown as typed, with its links', () => {
    const rich = parseMarkdown(`**a** https://example.com\n\n${'b'.repeat(30_000)}`);
    expect(rich).toHaveLength(2);
    expect(rich[0]).toEqual({
      type: 'p',
      children: [
        text('**a** '),
        { type: 'a', href: 'https://example.com', children: [text('https://example.com')] },
      ],
    });
  });
});

describe('R4: Markdown as plain text', () => {
  it('R4: keeps words, list markers and addresses', () => {
    const rich = parseMarkdown(
      'Hi **you**\nthere\n\n1. a\n   - b\n2. [plan](https://example.com/p) `x`\n\nhttps://example.com',
    );
    expect(richTextToPlain(rich)).toBe(
      'Hi you\nthere\n1. a\n   - b\n2. plan (https://example.com/p) x\nhttps://example.com',
    );
  });
});
