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

/** Whether a channel can make a link to this address; where not, the address follows its text. */
type IsLinkable = (href: string) => boolean;

/**
 * A line for each paragraph and each item of a list, which is marked and indented as in a text.
 * A paragraph stands apart from what comes before, a list close to what announces it.
 */
export function runsOf(rich: RichText, isLinkable: IsLinkable = () => true): readonly Run[] {
  return rich.flatMap((block, index) => {
    const gap = index === 0 ? '' : block.type === 'p' ? '\n\n' : '\n';
    return runsOfLines(linesOf([block], '', isLinkable), gap);
  });
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

function linesOf(
  blocks: readonly Block[],
  indent: string,
  isLinkable: IsLinkable,
): readonly Line[] {
  return blocks.flatMap((block): readonly Line[] => {
    if (block.type === 'p') {
      return [{ lead: indent, runs: inlineRuns(block.children, PLAIN, isLinkable) }];
    }
    return block.children.flatMap((item, index): readonly Line[] => {
      const marker = indent + (block.type === 'ol' ? `${block.start + index}. ` : '• ');
      const inner = `${indent}  `;
      const [first, ...others] = linesOf(item.children, inner, isLinkable);
      if (first === undefined) return [{ lead: marker, runs: [] }];
      return [{ ...first, lead: marker + first.lead.slice(inner.length) }, ...others];
    });
  });
}

function inlineRuns(
  inlines: readonly Inline[],
  style: Run,
  isLinkable: IsLinkable,
): readonly Run[] {
  return inlines.flatMap((inline) => runsOfInline(inline, style, isLinkable));
}

function runsOfInline(inline: Inline, style: Run, isLinkable: IsLinkable): readonly Run[] {
  switch (inline.type) {
    case 'br':
      return [{ ...style, text: '\n' }];
    case 'text':
      return inline.value === '' ? [] : [{ ...style, text: inline.value }];
    case 'code':
      return inline.value === '' ? [] : [{ ...style, text: inline.value, isCode: true }];
    case 'strong':
      return inlineRuns(inline.children, { ...style, isBold: true }, isLinkable);
    case 'em':
      return inlineRuns(inline.children, { ...style, isItalic: true }, isLinkable);
    case 'a': {
      if (isLinkable(inline.href)) {
        return inlineRuns(honestText(inline), { ...style, href: inline.href }, isLinkable);
      }
      const address = inline.href.replace(/^mailto:/i, '');
      const runs = inlineRuns(honestText(inline), style, isLinkable);
      const isShown = wordsOf(runs) === address || wordsOf(runs) === inline.href;
      return isShown ? runs : [...runs, { ...style, text: ` (${address})` }];
    }
  }
}

function wordsOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/** N5: a link that is named like another address shows the one it leads to. */
export function honestText(link: Extract<Inline, { type: 'a' }>): readonly Inline[] {
  const shown = wordsOf(inlineRuns(link.children, PLAIN, () => true)).trim();
  const looksLikeAddress = /[\p{L}\p{N}][.@][\p{L}\p{N}]|:\/\//u.test(shown);
  const isItself = shown === link.href || link.href === `mailto:${shown}`;
  return shown === '' || (looksLikeAddress && !isItself)
    ? [{ type: 'text', value: link.href }]
    : link.children;
}
