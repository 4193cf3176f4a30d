import type { Context } from '../context.ts';
import { loadPlatformSettings } from '../settings/queries.ts';

/** The words of the platform's address and of its company, which whoever guesses a password tries. */
export async function loadSiteWords({ db, config }: Context): Promise<readonly string[]> {
  const { companyName } = await loadPlatformSettings(db, config);
  return [
    ...new URL(config.siteUrl).hostname.split('.'),
    ...(companyName === null ? [] : [companyName, ...companyName.split(/\s+/)]),
  ];
}
