import type { CSSProperties } from 'react';
import { accentShades, GROUNDS } from '../../../../domain/kernel/colour.ts';
import { NamedMark } from '../../../ui/brand.tsx';
import { platformWords as words } from '../../../words/platform-settings.ts';
import classes from './settings-page.module.css';

/** As `ui/tokens.css` has it in light. */
export const OWN_ACCENT = '#3b4cc0';

const SCHEMES = ['light', 'dark'] as const;

interface ThemePreviewProps {
  /** `#rrggbb`; null: the platform's own. */
  readonly colour: string | null;
  readonly name: string;
  readonly logoUrl: string | null;
}

/** The company's look in both appearances, whichever this page is in. */
export function ThemePreview({ colour, name, logoUrl }: ThemePreviewProps) {
  const shades = accentShades(colour ?? OWN_ACCENT);
  return (
    <>
      <ul className={classes.previews} aria-label={words.preview}>
        {SCHEMES.map((scheme) => (
          <li key={scheme} className={classes.preview}>
            <p className={classes.scheme}>{words.previewIn[scheme]}</p>
            <div
              className={classes.sample}
              data-scheme={scheme}
              style={{ ...shades[scheme], '--bg': GROUNDS[scheme][0] } as CSSProperties}
            >
              <p className={classes.sampleBrand}>
                <NamedMark name={name} logoUrl={logoUrl} size={28} />
              </p>
              <p className={classes.sampleLine}>
                <span className={classes.sampleButton}>{words.previewButton}</span>
                <span className={classes.sampleLink}>{words.previewLink}</span>
                <span className={classes.sampleSelected}>{words.previewSelected}</span>
              </p>
            </div>
          </li>
        ))}
      </ul>
      <div role="status">
        {colour !== null &&
          SCHEMES.filter((scheme) => shades[scheme]['--accent'] !== colour).map((scheme) => (
            <p key={scheme} className={classes.note}>
              {words.adjusted[scheme]}
            </p>
          ))}
      </div>
    </>
  );
}
