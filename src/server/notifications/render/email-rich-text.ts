import type { Block, Inline, RichText } from '../../../domain/kernel/markdown.ts';
import { CODE_GROUND } from './email-colours.ts';
import { escapeHtml } from './escape-html.ts';
import { honestText } from './rich-runs.ts';

/** Rich text as HTML that mail clients show alike: few elements, styles in place. */
export function richTextHtml(rich: RichText, linkColour: string): string {
  return rich
    .map((block, index) => blockHtml(block, index === rich.length - 1, linkColour))
    .join('');
}

function blockHtml(block: Block, isLast: boolean, linkColour: string): string {
  const margin = isLast ? '0' : '0 0 8px';
  if (block.type === 'p')
    return `<p style="margin:${margin}">${inlinesHtml(block.children, linkColour)}</p>`;
  const start = block.type === 'ol' && block.start !== 1 ? ` start="${block.start}"` : '';
  const items = block.children
    .map((item) => `<li style="margin:0 0 2px">${richTextHtml(item.children, linkColour)}</li>`)
    .join('');
  const style = `margin:${margin};padding:0 0 0 22px`;
  return `<${block.type}${start} style="${style}">${items}</${block.type}>`;
}

function inlinesHtml(inlines: readonly Inline[], linkColour: string): string {
  return inlines.map((inline) => inlineHtml(inline, linkColour)).join('');
}

function inlineHtml(inline: Inline, linkColour: string): string {
  switch (inline.type) {
    case 'br':
      return '<br>';
    case 'text':
      return escapeHtml(inline.value).replaceAll('\n', '<br>');
    case 'code':
      return `<code class="code" style="${CODE}">${escapeHtml(inline.value)}</code>`;
    case 'strong':
    case 'em':
      return `<${inline.type}>${inlinesHtml(inline.children, linkColour)}</${inline.type}>`;
    case 'a':
      return `<a class="link" href="${escapeHtml(inline.href)}" style="color:${linkColour};text-decoration:underline">${inlinesHtml(honestText(inline), linkColour)}</a>`;
  }
}

const CODE =
  'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:13px;' +
  'white-space:pre-wrap;' +
  `background-color:${CODE_GROUND};border-radius:4px;padding:1px 4px`;
