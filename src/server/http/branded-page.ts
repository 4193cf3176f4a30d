import type { Site } from '../../domain/api/account.ts';
import { accentShades, type Shades } from '../../domain/kernel/colour.ts';
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
    accentColour === null ? '' : `<style nonce="${nonce}">${accentCss(accentColour)}</style>`;
  const meta = `<meta name="site" content="${escapeHtml(JSON.stringify(site))}">`;
  // Functions: in a text, `$&` would be taken for what was found.
  return template
    .replace(/<title>[^<]*<\/title>/, (own) => title ?? own)
    .replace('</head>', () => `${meta}${style}</head>`);
}

let last: { readonly colour: string; readonly css: string } | undefined;

/** The tokens of `ui/tokens.css` in this colour, under the same selectors: later, so they win. */
export function accentCss(colour: string): string {
  if (last?.colour !== colour) {
    const { light, dark } = accentShades(colour);
    const scheme = ':root[data-mantine-color-scheme="dark"]';
    const css = `:root{${rules(light)}}@media not print{${scheme}{${rules(dark)}}}`;
    last = { colour, css };
  }
  return last.css;
}

function rules(shades: Shades): string {
  return Object.entries(shades)
    .map(([token, value]) => `${token}:${value}`)
    .join(';');
}
