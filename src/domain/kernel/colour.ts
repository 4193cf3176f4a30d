import { contrast, fromLch, type Lch, leastContrast, toLch } from './colour-space.ts';

/** The company's accent colour (section 10): as it is typed, and as the interface uses it in light and dark. */

const HEX = /^#[0-9a-f]{6}$/;

/** `#rrggbb` in lower case, also of `#RGB` or without the hash; null for anything else. */
export function parseColour(text: string): string | null {
  const bare = text.trim().toLowerCase().replace(/^#/, '');
  const long = /^[0-9a-f]{3}$/.test(bare) ? bare.replace(/./g, '$&$&') : bare;
  return HEX.test(`#${long}`) ? `#${long}` : null;
}

export const ACCENT_TOKENS = [
  '--accent',
  '--accent-hover',
  '--accent-soft',
  '--accent-text',
  '--selected',
  '--focus',
] as const;
export type AccentToken = (typeof ACCENT_TOKENS)[number];
export type Shades = Readonly<Record<AccentToken, string>>;

/** Text that is to be read; borders and marks that are to be seen. */
const READ = 4.5;
const SEEN = 3;
const WHITE = '#ffffff';

/** Everything that text in the accent's colour stands on, as `ui/tokens.css` has it. */
export const GROUNDS = {
  light: ['#ffffff', '#f8f8f9', '#f3f3f5'],
  dark: ['#17181b', '#1c1d21', '#222429', '#24262b'],
} as const;

/** The finest difference of lightness that is tried. */
const STEP = 0.004;

/**
 * The shades that the theme needs besides the chosen colour itself, which is kept wherever white
 * text on it can be read: text on and in every shade has at least 4.5:1, marks have 3:1.
 * @param colour `#rrggbb`
 */
export function accentShades(colour: string): Readonly<Record<'light' | 'dark', Shades>> {
  return { light: lightShades(colour), dark: darkShades(colour) };
}

/** The shades as CSS under the selectors of `ui/tokens.css`: standing later, they win. */
export function accentCss(colour: string): string {
  const { light, dark } = accentShades(colour);
  const scheme = ':root[data-mantine-color-scheme="dark"]';
  return `:root{${rules(light)}}@media not print{${scheme}{${rules(dark)}}}`;
}

function rules(shades: Shades): string {
  return Object.entries(shades)
    .map(([token, value]) => `${token}:${value}`)
    .join(';');
}

function lightShades(colour: string): Shades {
  const chosen = toLch(colour);
  const soft = tint(chosen, 0.955, 0.12);
  const selected = tint(chosen, 0.96, 0.1);
  const grounds = [...GROUNDS.light, soft, selected];
  const accent = shadeFrom(colour, -1, (shade) => contrast(shade, WHITE) >= READ);
  return {
    '--accent': accent,
    '--accent-hover': hover(accent, -0.06),
    '--accent-soft': soft,
    '--accent-text': shadeFrom(accent, -1, (shade) => leastContrast(shade, grounds) >= READ),
    '--selected': selected,
    '--focus': shadeFrom(colour, -1, (shade) => leastContrast(shade, grounds) >= SEEN),
  };
}

function darkShades(colour: string): Shades {
  const chosen = toLch(colour);
  const soft = tint(chosen, 0.31, 0.35);
  const selected = tint(chosen, 0.29, 0.3);
  const grounds = [...GROUNDS.dark, soft, selected];
  // Light enough to stand out from the page, and dark enough for white text: the two leave room.
  const visible = shadeFrom(colour, 1, (shade) => contrast(shade, GROUNDS.dark[0]) >= SEEN);
  const accent = shadeFrom(visible, -1, (shade) => contrast(shade, WHITE) >= READ);
  const bright = fromLch({ ...chosen, lightness: Math.max(chosen.lightness, 0.78) });
  return {
    '--accent': accent,
    '--accent-hover': hover(accent, 0.03),
    '--accent-soft': soft,
    '--accent-text': shadeFrom(bright, 1, (shade) => leastContrast(shade, grounds) >= READ),
    '--selected': selected,
    '--focus': shadeFrom(colour, 1, (shade) => leastContrast(shade, grounds) >= SEEN),
  };
}

/** The colour as text on light grounds: itself, or the nearest darker one that can be read on all of them. */
export function readableOn(colour: string, grounds: readonly string[]): string {
  return shadeFrom(colour, -1, (shade) => leastContrast(shade, grounds) >= READ);
}

/** The colour itself when it will do, else the nearest darker (-1) or lighter (1) one that does. */
function shadeFrom(colour: string, way: -1 | 1, does: (shade: string) => boolean): string {
  if (does(colour)) return colour;
  const from = toLch(colour);
  for (let lightness = from.lightness; lightness > 0 && lightness < 1; lightness += way * STEP) {
    const shade = fromLch({ ...from, lightness });
    if (does(shade)) return shade;
  }
  return way < 0 ? '#000000' : WHITE;
}

/** A step away under the pointer; the other way where white text could not be read any more. */
function hover(accent: string, step: number): string {
  const from = toLch(accent);
  const towards = fromLch({ ...from, lightness: from.lightness + step });
  if (from.lightness + step > 0.08 && contrast(towards, WHITE) >= READ) return towards;
  return shadeFrom(
    fromLch({ ...from, lightness: from.lightness - step }),
    -1,
    (shade) => contrast(shade, WHITE) >= READ,
  );
}

/** A ground with a touch of the colour. */
function tint({ chroma, hue }: Lch, lightness: number, share: number): string {
  return fromLch({ lightness, chroma: Math.min(chroma * share, 0.05), hue });
}
