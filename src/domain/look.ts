import { typedLine } from './notifications/typed-text.ts';
import type { PlatformSettings } from './settings.ts';

/** Section 10: the company's name and colour, as far as an admin has set them, in what is sent out. */
export interface Look {
  /** One line of visible characters; null: the platform's own name stands there. */
  readonly companyName: string | null;
  /** `#rrggbb`; null: the platform's own. */
  readonly accentColour: string | null;
}

export const OWN_LOOK: Look = { companyName: null, accentColour: null };

/** No more than a settings page takes, however it came into the table. */
const NAME_LENGTH = 80;

/** What is stored as it may stand in a line of a mail: without breaks, overrides and fillers (N5). */
export function lookOf({
  companyName,
  accentColour,
}: Pick<PlatformSettings, 'companyName' | 'accentColour'>): Look {
  return { companyName: typedLine(companyName ?? '', NAME_LENGTH) || null, accentColour };
}

/** What the platform is called: by its company's name, or its own. */
export function platformName({ companyName }: Pick<Look, 'companyName'>): string {
  return companyName ?? 'Requests';
}
