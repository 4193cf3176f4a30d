import type { Block, Inline, Item, RichText } from './markdown.ts';

/**
 * Rich text cut before it is rendered: what is left is a whole tree, so nothing that a channel makes
 * of it can end in the middle of a link, an emphasis or a character.
 */
export interface Shortened {
  readonly text: RichText;
  readonly isShortened: boolean;
}

/** The line end before a paragraph and the empty line that may set it apart. */
const PARAGRAPH = 2;
/** What one level of a list adds in front of each of its lines, at most. */
const INDENT = 2;
/** "999999999. ", the longest number that Markdown starts a list with, counted on. */
const MARKER = 12;

/** Around an address that is written behind its text. */
const BRACKETS = ' ()'.length;

/**
 * The beginning of `rich` that takes at most `budget`: its text as `lengthOf` counts it, and on top
 * of that line ends, indents, list markers and the addresses of links.
 */
export function shortenRichText(
  rich: RichText,
  budget: number,
  lengthOf: (text: string) => number = (text) => text.length,
): Shortened {
  const purse: Purse = { left: budget, isSpent: false, lengthOf };
  return { text: blocks(rich, 0, purse), isShortened: purse.isSpent };
}

interface Purse {
  left: number;
  /** Something did not fit: everything after it is left out too. */
  isSpent: boolean;
  readonly lengthOf: (text: string) => number;
}

function pay(purse: Purse, cost: number): boolean {
  if (purse.isSpent) return false;
  purse.isSpent = cost > purse.left;
  if (!purse.isSpent) purse.left -= cost;
  return !purse.isSpent;
}

function blocks(all: readonly Block[], depth: number, purse: Purse): readonly Block[] {
  return all.flatMap((block): readonly Block[] => {
    if (block.type === 'p') {
      if (!pay(purse, PARAGRAPH + depth * INDENT)) return [];
      const children = inlines(block.children, purse);
      return children.length === 0 ? [] : [{ ...block, children }];
    }
    const children = block.children.flatMap((item): readonly Item[] => {
      if (!pay(purse, 1 + depth * INDENT + MARKER)) return [];
      const inner = blocks(item.children, depth + 1, purse);
      return inner.length === 0 && purse.isSpent ? [] : [{ ...item, children: inner }];
    });
    return children.length === 0 ? [] : [{ ...block, children }];
  });
}

function inlines(all: readonly Inline[], purse: Purse): readonly Inline[] {
  return all.flatMap((inline) => (purse.isSpent ? [] : inlineCut(inline, purse)));
}

function inlineCut(inline: Inline, purse: Purse): readonly Inline[] {
  switch (inline.type) {
    case 'br':
      return pay(purse, 1) ? [inline] : [];
    case 'text':
    case 'code': {
      const value = words(inline.value, purse);
      return value === '' ? [] : [{ ...inline, value }];
    }
    case 'strong':
    case 'em': {
      const children = inlines(inline.children, purse);
      return children.length === 0 ? [] : [{ ...inline, children }];
    }
    case 'a': {
      if (!pay(purse, inline.href.length + BRACKETS)) return [];
      const children = inlines(inline.children, purse);
      return children.length === 0 ? [] : [{ ...inline, children }];
    }
  }
}

function words(text: string, purse: Purse): string {
  const available = purse.left;
  if (pay(purse, purse.lengthOf(text))) return text;
  const kept = shortenText(text, available, purse.lengthOf);
  purse.left = 0;
  return kept;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Further back than this no word boundary is looked for. */
const WORD_REACH = 40;

/**
 * The beginning of `text` that takes at most `budget`, ended after a word where one ends nearby.
 *
 * @param lengthOf at least the text's own length, and of two texts together the sum of both
 */
export function shortenText(
  text: string,
  budget: number,
  lengthOf: (text: string) => number = (part) => part.length,
): string {
  if (lengthOf(text) <= budget) return text;
  const longest = longestPrefix(text, budget, lengthOf);
  const end = graphemes.segment(text).containing(longest)?.index ?? 0;
  const kept = text.slice(0, end);
  const lastSpace = /\s/.test(text.charAt(end)) ? end : kept.search(/\s\S*$/);
  return (
    lastSpace > 0 && end - lastSpace <= WORD_REACH ? kept.slice(0, lastSpace) : kept
  ).trimEnd();
}

/** How many units of `text` fit into the budget: between fitting and too many, halved until they meet. */
function longestPrefix(text: string, budget: number, lengthOf: (text: string) => number): number {
  let fitting = 0;
  let tooMany = text.length;
  while (tooMany - fitting > 1) {
    const middle = (fitting + tooMany) >>> 1;
    if (lengthOf(text.slice(0, middle)) <= budget) fitting = middle;
    else tooMany = middle;
  }
  return fitting;
}
