import type { ListItem, Nodes, PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { plainText } from './text.ts';
import { isWebAddress } from './web-address.ts';

/**
 * Markdown as a small closed tree (R4): p, strong, em, ul, ol, li, a, code, br and text. Whoever
 * renders it cannot be handed anything else, so there is nothing to sanitise afterwards.
 *
 * What Markdown knows besides is reduced to its text: headings and quotes become paragraphs, images
 * their alternative text, HTML the words between its tags. A line break that was typed is kept, and
 * a bare web address becomes a link: people paste addresses and lists, they do not write CommonMark.
 */
export type RichText = readonly Block[];

export type Block = Paragraph | List;
export interface Paragraph {
  readonly type: 'p';
  readonly children: readonly Inline[];
}
export interface List {
  readonly type: 'ul' | 'ol';
  /** First number of an `ol`; 1 for `ul`. */
  readonly start: number;
  readonly children: readonly Item[];
}
export interface Item {
  readonly type: 'li';
  readonly children: readonly Block[];
}
export type Inline =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'code'; readonly value: string }
  | { readonly type: 'br' }
  | { readonly type: 'strong' | 'em'; readonly children: readonly Inline[] }
  | { readonly type: 'a'; readonly href: string; readonly children: readonly Inline[] };

/** More than any field takes; longer text is shown as it was typed, without parsing. */
const PARSED_MAX_LENGTH = 24_000;
/** Matching emphasis takes quadratic time too; with more stars than this they are shown as stars. */
const EMPHASIS_MAX_RUNS = 1_000;
/** Deeper structure is reduced to its text: nobody reads it, and renderers recurse. */
const MAX_DEPTH = 16;

/**
 * The parser's time grows with the square of how deep one line nests (`1. 1. 1. …`, `>>>>…`), so
 * the marker that would open the next level is escaped. Lines of markers only are rules, not lists.
 */
const TOO_DEEP =
  /^(?![ \t]*([-*])(?:[ \t]*\1)*[ \t]*$)((?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){16}[ \t]*\d{0,9})(?=[>\-*+.)])/gm;

export function parseMarkdown(text: string): RichText {
  const source = plainText(text);
  if (source.length > PARSED_MAX_LENGTH) {
    return source
      .split(/\n{2,}/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => ({ type: 'p', children: textInlines(part) }));
  }
  // Link definitions would vanish from what is shown; as text, their address becomes a link.
  const disabled = ['definition'];
  if ((source.match(/\*+|_+/g)?.length ?? 0) > EMPHASIS_MAX_RUNS) disabled.push('attention');
  const root = fromMarkdown(source.replace(TOO_DEEP, '$2\\'), {
    extensions: [{ disable: { null: disabled } }],
  });
  return root.children.flatMap((node) => blocksOf(node, 0));
}

function blocksOf(node: RootContent | ListItem, depth: number): readonly Block[] {
  if (depth >= MAX_DEPTH) return paragraph(textInlines(textOf(node)));
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return paragraph(inlinesOf(node.children, depth + 1));
    case 'blockquote':
      return node.children.flatMap((child) => blocksOf(child, depth + 1));
    case 'code':
      return node.value === '' ? [] : paragraph([{ type: 'code', value: node.value }]);
    case 'list': {
      const children = node.children.map((item): Item => {
        return {
          type: 'li',
          children: item.children.flatMap((child) => blocksOf(child, depth + 1)),
        };
      });
      return [{ type: node.ordered ? 'ol' : 'ul', start: node.start ?? 1, children }];
    }
    default:
      return paragraph(textInlines(textOf(node)));
  }
}

function paragraph(children: readonly Inline[]): readonly Block[] {
  return children.length === 0 ? [] : [{ type: 'p', children }];
}

function inlinesOf(nodes: readonly PhrasingContent[], depth: number): readonly Inline[] {
  // HTML cuts text in two nodes; joined again, an address across the cut is seen whole.
  const inlines: Inline[] = [];
  let pending = '';
  const flush = (): void => {
    if (pending !== '') inlines.push(...textInlines(pending));
    pending = '';
  };
  for (const node of nodes) {
    const inline = inlineOf(node, depth);
    if (typeof inline === 'string') {
      pending += inline;
    } else {
      flush();
      inlines.push(...inline);
    }
  }
  flush();
  return inlines;
}

/** Text still to be searched for addresses, or finished nodes. */
function inlineOf(node: PhrasingContent, depth: number): string | readonly Inline[] {
  if (depth >= MAX_DEPTH) return textOf(node);
  switch (node.type) {
    case 'strong':
    case 'emphasis': {
      const children = inlinesOf(node.children, depth + 1);
      return children.length === 0
        ? ''
        : [{ type: node.type === 'strong' ? 'strong' : 'em', children }];
    }
    case 'inlineCode':
      return [{ type: 'code', value: node.value }];
    case 'break':
      return [{ type: 'br' }];
    case 'link': {
      if (!isSafeHref(node.url)) return inlinesOf(node.children, depth);
      const children = inlinesOf(node.children, depth + 1).flatMap(withoutLink);
      const shown = children.length === 0 ? [textNode(node.url)] : children;
      return [{ type: 'a', href: node.url, children: shown }];
    }
    default:
      return textOf(node);
  }
}

/** http, https and mailto only. */
export function isSafeHref(href: string): boolean {
  return isWebAddress(href) || /^mailto:[^\s\p{C}]+$/iu.test(href);
}

function withoutLink(inline: Inline): readonly Inline[] {
  if (inline.type === 'a') return inline.children;
  if (inline.type !== 'strong' && inline.type !== 'em') return [inline];
  return [{ ...inline, children: inline.children.flatMap(withoutLink) }];
}

/** The words of a node and everything below it, without recursion: its depth is the writer's. */
function textOf(top: Nodes): string {
  let text = '';
  const open: Nodes[] = [top];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'html') text += wordsOfHtml(node.value);
    else if (node.type === 'image') text += node.alt ?? '';
    else if (node.type === 'break') text += '\n';
    else if ('value' in node) text += node.value;
    else if ('children' in node) open.push(...node.children.toReversed());
  }
  return text;
}

function wordsOfHtml(html: string): string {
  if (/^<(?:script|style)\b/i.test(html)) return '';
  return html.replace(/<!--[\s\S]*?(?:-->|$)|<[^>]*>?/g, '').trim();
}

/** Text with its line breaks, and bare web addresses as links. */
function textInlines(text: string): readonly Inline[] {
  return text.split('\n').flatMap((line, index): readonly Inline[] => {
    const inlines = line
      .split(/(https?:\/\/[^\s<>"]+)/i)
      .flatMap((part, at) => (at % 2 === 1 ? addressInlines(part) : [textNode(part)]))
      .filter((inline) => inline.type !== 'text' || inline.value !== '');
    return index === 0 ? inlines : [{ type: 'br' }, ...inlines];
  });
}

/** Punctuation at the end of an address belongs to the sentence around it; `page_(1)` keeps its bracket. */
function addressInlines(address: string): readonly Inline[] {
  let end = address.length;
  let unopened = address.split(')').length - address.split('(').length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    if (last === ')' && unopened <= 0) break;
    if (!/[.,:;!?'*_~\])}]/.test(last)) break;
    if (last === ')') unopened--;
  }
  const href = address.slice(0, end);
  if (!isSafeHref(href)) return [textNode(address)];
  return [{ type: 'a', href, children: [textNode(href)] }, textNode(address.slice(end))];
}

function textNode(value: string): Inline {
  return { type: 'text', value };
}
