import type { Block, Inline, RichText } from '../../../domain/kernel/markdown.ts';

/** Rich text as chats know it: no nesting, only pieces of text in one style each. */
export interface Run {
  readonly text: string;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly isCode: boolean;
  readonly href: string | null;
}

const PLAIN: Run = { text: '', isBold: false, isItalic: false, isCode: false, href: null };

/**
 * A line for each paragraph and each item of a list, which is marked and indented as in a text; an
 * empty line between two paragraphs.
 */
export function runsOf(rich: RichText): readonly Run[] {
  return rich.flatMap((block, index) => {
    const previous = rich[index - 1];
    const gap = previous === undefined ? '' : bothParagraphs(previous, block) ? '\n\n' : '\n';
    return runsOfLines(linesOf([block], ''), gap);
  });
}

function bothParagraphs(a: Block, b: Block): boolean {
  return a.type === 'p' && b.type === 'p';
}

function runsOfLines(lines: readonly Line[], gap: string): readonly Run[] {
  return lines.flatMap(({ lead, runs }, index) => {
    const before = (index === 0 ? gap : '\n') + lead;
    return before === '' ? runs : [{ ...PLAIN, text: before }, ...runs];
  });
}

interface Line {
  /** Indent and markers. */
  readonly lead: string;
  readonly runs: readonly Run[];
}

function linesOf(blocks: readonly Block[], indent: string): readonly Line[] {
  return blocks.flatMap((block): readonly Line[] => {
    if (block.type === 'p') return [{ lead: indent, runs: inlineRuns(block.children, PLAIN) }];
    return block.children.flatMap((item, index): readonly Line[] => {
      const marker = indent + (block.type === 'ol' ? `${block.start + index}. ` : '• ');
      const inner = `${indent}  `;
      const [first, ...others] = linesOf(item.children, inner);
      if (first === undefined) return [{ lead: marker, runs: [] }];
      return [{ ...first, lead: marker + first.lead.slice(inner.length) }, ...others];
    });
  });
}

function inlineRuns(inlines: readonly Inline[], style: Run): readonly Run[] {
  return inlines.flatMap((inline) => runsOfInline(inline, style));
}

function runsOfInline(inline: Inline, style: Run): readonly Run[] {
  switch (inline.type) {
    case 'br':
      return [{ ...style, text: '\n' }];
    case 'text':
      return inline.value === '' ? [] : [{ ...style, text: inline.value }];
    case 'code':
      return inline.value === '' ? [] : [{ ...style, text: inline.value, isCode: true }];
    case 'strong':
      return inlineRuns(inline.children, { ...style, isBold: true });
    case 'em':
      return inlineRuns(inline.children, { ...style, isItalic: true });
    case 'a':
      return inlineRuns(honestText(inline), { ...style, href: inline.href });
  }
}

/** N5: a link that is named like another address shows the one it leads to. */
export function honestText(link: Extract<Inline, { type: 'a' }>): readonly Inline[] {
  const shown = inlineRuns(link.children, PLAIN)
    .map(({ text }) => text)
    .join('')
    .trim();
  const looksLikeAddress = /[\p{L}\p{N}][.@][\p{L}\p{N}]|:\/\//u.test(shown);
  const isItself = shown === link.href || link.href === `mailto:${shown}`;
  return shown === '' || (looksLikeAddress && !isItself)
    ? [{ type: 'text', value: link.href }]
    : link.children;
}
