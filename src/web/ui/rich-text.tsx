import { createContext, type ReactNode, use, useMemo } from 'react';
import type { PersonRef } from '../../domain/api/people.ts';
import type { HistoryEvent } from '../../domain/api/requests.ts';
import { type Block, type Inline, parseMarkdown } from '../../domain/kernel/markdown.ts';
import { piecesOf } from '../../domain/requests/mentions.ts';
import classes from './markdown.module.css';
import { nameOf } from './name-of.ts';

type Mentioned = ReadonlyMap<string, PersonRef>;
const NOBODY: Mentioned = new Map();
const MentionedContext = createContext(NOBODY);

/** Renders the tree of `parseMarkdown` and nothing else: there is no HTML to sanitise (R4). */
export default function RichText(props: {
  readonly text: string;
  readonly mentions: readonly HistoryEvent['mentions'][number][];
}) {
  const { text, mentions } = props;
  const tree = useMemo(() => parseMarkdown(text), [text]);
  const mentioned = useMemo(
    () => new Map(mentions.map(({ username, person }) => [username, person])),
    [mentions],
  );
  return <MentionedContext value={mentioned}>{blocks(tree)}</MentionedContext>;
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
      return <Text value={inline.value} />;
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
          {/* What reads like a mention in a link is the link's text (L18). */}
          <MentionedContext value={NOBODY}>{inlines(inline.children)}</MentionedContext>
        </a>
      );
  }
}

/** L18: a mention wears the person's name as a tooltip; the text stays as it was typed. */
function Text({ value }: { value: string }) {
  const mentioned = use(MentionedContext);
  if (mentioned.size === 0) return value;
  return piecesOf(value, (username) => mentioned.get(username)).map((piece, at) =>
    'mentioned' in piece ? (
      <span key={String(at)} className={classes.mention} title={nameOf(piece.mentioned)}>
        {piece.text}
      </span>
    ) : (
      piece.text
    ),
  );
}
