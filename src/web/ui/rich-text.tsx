import { type ReactNode, useMemo } from 'react';
import { type Block, type Inline, parseMarkdown } from '../../domain/kernel/markdown.ts';

/** Renders the tree of `parseMarkdown` and nothing else: there is no HTML to sanitise (R4). */
export default function RichText({ text }: { text: string }) {
  const tree = useMemo(() => parseMarkdown(text), [text]);
  return blocks(tree);
}

// The tree never changes order: a position is an identity here.
function blocks(tree: readonly Block[]): ReactNode[] {
  return tree.map((block, at) => <BlockNode key={String(at)} block={block} />);
}

function inlines(tree: readonly Inline[]): ReactNode[] {
  return tree.map((inline, at) => <InlineNode key={String(at)} inline={inline} />);
}

function BlockNode({ block }: { block: Block }) {
  switch (block.type) {
    case 'p':
      return <p>{inlines(block.children)}</p>;
    case 'ul':
      return <ul>{items(block.children)}</ul>;
    case 'ol':
      return <ol start={block.start}>{items(block.children)}</ol>;
  }
}

function items(children: Extract<Block, { type: 'ul' | 'ol' }>['children']): ReactNode[] {
  return children.map((item, at) => <li key={String(at)}>{blocks(item.children)}</li>);
}

function InlineNode({ inline }: { inline: Inline }) {
  switch (inline.type) {
    case 'text':
      return inline.value;
    case 'code':
      return <code>{inline.value}</code>;
    case 'br':
      return <br />;
    case 'strong':
      return <strong>{inlines(inline.children)}</strong>;
    case 'em':
      return <em>{inlines(inline.children)}</em>;
    case 'a':
      return (
        <a href={inline.href} target="_blank" rel="noopener noreferrer">
          {inlines(inline.children)}
        </a>
      );
  }
}
