import type { Block, Inline, Item, RichText } from './markdown.ts';

/** What a person would read aloud: one line for each paragraph and item, addresses after their text. */
export function richTextToPlain(rich: RichText): string {
  return rich.map((block) => blockText(block, '')).join('\n');
}

function blockText(block: Block, indent: string): string {
  if (block.type === 'p')
    return indent + inlineText(block.children).replaceAll('\n', `\n${indent}`);
  return block.children
    .map((item, index) => {
      const marker = block.type === 'ol' ? `${block.start + index}. ` : '- ';
      return itemText(item, indent, marker);
    })
    .join('\n');
}

function itemText(item: Item, indent: string, marker: string): string {
  const inner = indent + ' '.repeat(marker.length);
  const text = item.children.map((block) => blockText(block, inner)).join('\n');
  return indent + marker + text.slice(inner.length);
}

function inlineText(inlines: readonly Inline[]): string {
  return inlines.map(textOfInline).join('');
}

function textOfInline(inline: Inline): string {
  switch (inline.type) {
    case 'br':
      return '\n';
    case 'text':
    case 'code':
      return inline.value;
    case 'strong':
    case 'em':
      return inlineText(inline.children);
    case 'a': {
      const text = inlineText(inline.children);
      return text === inline.href ? text : `${text} (${inline.href})`;
    }
  }
}
