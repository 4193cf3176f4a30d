import type { Site } from '../../domain/api/account.ts';
import { accentCss } from '../../domain/kernel/colour.ts';
import { escapeHtml } from '../notifications/render/escape-html.ts';

/**
 * `index.html` in the company's look, so that nothing flashes: its name as the title, the shades of
 * its colour as a style sheet with this answer's nonce, and all of it for the app to begin with in
 * `<meta name="site">`. What no admin has set is not there.
 */
export function brandedPage(template: string, site: Site | null, nonce: string): string {
  if (site === null) return template;
  const { companyName, accentColour, logoUrl } = site;
  if (companyName === null && accentColour === null && logoUrl === null) return template;
  const title = companyName === null ? null : `<title>${escapeHtml(companyName)}</title>`;
  const style =
    accentColour === null ? '' : `<style nonce="${nonce}">${styleOf(accentColour)}</style>`;
  const meta = `<meta name="site" content="${escapeHtml(JSON.stringify(site))}">`;
  // Functions: in a text, `$&` would be taken for what was found.
  return template
    .replace(/<title>[^<]*<\/title>/, (own) => title ?? own)
    .replace('</head>', () => `${meta}${style}</head>`);
}

let last: { readonly colour: string; readonly css: string } | undefined;

/** Worked out once for each colour, not for each page. */
function styleOf(colour: string): string {
  if (last?.colour !== colour) last = { colour, css: accentCss(colour) };
  return last.css;
}
