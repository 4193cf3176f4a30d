import type { Block, Inline, Item, RichText } from '../kernel/markdown.ts';
import { shortenText } from '../kernel/rich-text-cut.ts';
import { plainText } from '../kernel/text.ts';

/**
 * N5: typed text as a notification may show it. Characters that nobody sees but that change what is
 * seen go: controls, overrides of the writing direction, invisible fillers. Joiners, direction
 * marks, variation selectors and emoji tags stay: scripts and emoji are written with them.
 */
const INVISIBLE =
  /[\p{Default_Ignorable_Code_Point}--[\u200c-\u200f\u061c\ufe00-\ufe0f\u{e0020}-\u{e007f}]]/gv;

function visible(text: string): string {
  return plainText(text)
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(INVISIBLE, '');
}

/** One line of at most `maxLength`, whatever was typed: for names, titles and headers. */
export function typedLine(text: string, maxLength: number): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  return line.length <= maxLength ? line : `${shortenText(line, maxLength - 1)}…`;
}

/** The same for a parsed text: character references in Markdown bring back what typing could not. */
export function typedRichText(rich: RichText): RichText {
  return rich.map(visibleBlock);
}

function visibleBlock(block: Block): Block {
  if (block.type === 'p') return { ...block, children: block.children.map(visibleInline) };
  return {
    ...block,
    children: block.children.map(
      (item): Item => ({ ...item, children: item.children.map(visibleBlock) }),
    ),
  };
}

function visibleInline(inline: Inline): Inline {
  switch (inline.type) {
    case 'br':
      return inline;
    case 'text':
    case 'code':
      return { ...inline, value: visible(inline.value) };
    case 'strong':
    case 'em':
      return { ...inline, children: inline.children.map(visibleInline) };
    case 'a':
      return { ...inline, children: inline.children.map(visibleInline) };
  }
}
