import { accentShades, readableOn } from '../../../domain/kernel/colour.ts';

/** What in a mail has the accent's colour, on light grounds and on dark ones. */
export interface MailColours {
  readonly light: Accents;
  readonly dark: Accents;
}

interface Accents {
  /** The mark and the button, with white on them, and the rule beside a quote. */
  readonly fill: string;
  readonly link: string;
}

const OWN: MailColours = {
  light: { fill: '#3b4cc0', link: '#3444ad' },
  dark: { fill: '#5263e0', link: '#aab5ff' },
};

/** Code in a text, which may be part of a link; other grounds of mails are those of the pages. */
export const CODE_GROUND = '#ececf0';

/** The company's colour in shades that can be read (section 10), as on the pages; null: the platform's own. */
export function mailColours(accentColour: string | null): MailColours {
  if (accentColour === null) return OWN;
  if (last?.accentColour !== accentColour) last = { accentColour, colours: shadesOf(accentColour) };
  return last.colours;
}

/** Worked out once for each colour, not for each mail. */
let last: { readonly accentColour: string; readonly colours: MailColours } | undefined;

function shadesOf(accentColour: string): MailColours {
  const { light, dark } = accentShades(accentColour);
  return {
    light: {
      fill: light['--accent'],
      link: readableOn(light['--accent-text'], [CODE_GROUND]),
    },
    dark: { fill: dark['--accent'], link: dark['--accent-text'] },
  };
}
