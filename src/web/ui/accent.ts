import { siteAtLoad } from '../api/settings.ts';

/**
 * The company's accent colour on this page. The server drew the page in it, so nothing is done until
 * somebody changes it; then a style sheet of our own takes over from the server's.
 */
let shown = siteAtLoad?.accentColour ?? null;
let sheet: CSSStyleSheet | undefined;

/** @param colour `#rrggbb`, or null for the platform's own */
export async function showAccent(colour: string | null): Promise<void> {
  if (colour === shown) return;
  shown = colour;
  const css = colour === null ? '' : await cssOf(colour);
  // Another one was chosen while the shades were on their way.
  if (colour !== shown) return;
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets.push(sheet);
  }
  sheet.replaceSync(css);
  document.querySelector('meta[name="site"] + style')?.remove();
}

async function cssOf(colour: string): Promise<string> {
  const { accentCss } = await import('../../domain/kernel/colour.ts');
  return accentCss(colour);
}
