import type { Block, Inline, RichText } from '../../../domain/kernel/markdown.ts';
import { escapeHtml } from './escape-html.ts';
import { honestText } from './rich-runs.ts';

/** Rich text as HTML that mail clients show alike: few elements, styles in place. */
export function richTextHtml(rich: RichText): string {
  return rich.map((block, index) => blockHtml(block, index === rich.length - 1)).join('');
}

function blockHtml(block: Block, isLast: boolean): string {
  const margin = isLast ? '0' : '0 0 8px';
  if (block.type === 'p') return `<p style="margin:${margin}">${inlinesHtml(block.children)}</p>`;
  const start = block.type === 'ol' && block.start !== 1 ? ` start="${block.start}"` : '';
  const items = block.children
    .map((item) => `<li style="margin:0 0 2px">${richTextHtml(item.children)}</li>`)
    .join('');
  const style = `margin:${margin};padding:0 0 0 22px`;
  return `<${block.type}${start} style="${style}">${items}</${block.type}>`;
}

function inlinesHtml(inlines: readonly Inline[]): string {
  return inlines.map(inlineHtml).join('');
}

function inlineHtml(inline: Inline): string {
  switch (inline.type) {
    case 'br':
      return '<br>';
    case 'text':
      return escapeHtml(inline.value).replaceAll('\n', '<br>');
    case 'code':
      return `<code class="code" style="${CODE}">${escapeHtml(inline.value)}</code>`;
    case 'strong':
    case 'em':
      return `<${inline.type}>${inlinesHtml(inline.children)}</${inline.type}>`;
    case 'a':
      return `<a class="link" href="${escapeHtml(inline.href)}" style="${LINK}">${inlinesHtml(honestText(inline))}</a>`;
  }
}

const CODE =
  'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:13px;' +
  'white-space:pre-wrap;background-color:#ececf0;border-radius:4px;padding:1px 4px';
const LINK = 'color:#3444ad;text-decoration:underline';
