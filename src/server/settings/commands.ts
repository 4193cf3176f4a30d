import { isDeepStrictEqual } from 'node:util';
import type { SettingsBody, SettingsView } from '../../domain/api/settings.ts';
import { DomainError } from '../../domain/errors.ts';
import { checkSettings, type PlatformSettings } from '../../domain/settings.ts';
import { writeAudit } from '../audit/queries.ts';
import type { SignedIn } from '../auth/session.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { logoUrl } from './logo.ts';
import { loadLogoHash } from './logo-queries.ts';
import { holdSettings, loadPlatformSettings, storePlatformSettings } from './queries.ts';
import { RELEASE } from './release.ts';

/** Section 10: the settings in force, and what the environment decides. */
export async function readSettings({ db, config, channels }: Context): Promise<SettingsView> {
  const [settings, logo] = await Promise.all([loadPlatformSettings(db, config), loadLogoHash(db)]);
  return {
    ...settings,
    registrationDomains: [...settings.registrationDomains],
    logoUrl: logo === undefined ? null : logoUrl(logo),
    environment: {
      siteUrl: config.siteUrl,
      fileStore: config.objectStore === null ? 'folder' : 's3',
      canMail: channels.modes.email !== null,
      mostUploadBytes: config.maxUploadBytes,
      release: RELEASE,
    },
  };
}

/**
 * Section 10, P6, L12, F1: stores the given settings, which count at once, and says in the audit log
 * which ones changed from what to what. Others that somebody else saves meanwhile stay as they are.
 * @throws DomainError `validation_failed` at the fields
 */
export async function saveSettings(
  context: Context,
  actor: SignedIn,
  body: SettingsBody,
  address: string,
): Promise<void> {
  const { settings, issues } = checkSettings(body, context.config.maxUploadBytes);
  if (issues.length > 0) {
    throw new DomainError('validation_failed', 'Correct the fields named below.', { issues });
  }
  const now = context.now();
  await inTransaction(context.db, async (tx) => {
    await holdSettings(tx);
    const before = await loadPlatformSettings(tx, context.config);
    const names = (Object.keys(settings) as (keyof PlatformSettings)[]).filter(
      (name) => !isDeepStrictEqual(settings[name], before[name]),
    );
    if (names.length === 0) return;
    const of = (all: Partial<PlatformSettings>) =>
      Object.fromEntries(names.map((name) => [name, all[name]]));
    await storePlatformSettings(tx, of(settings), actor.id, now);
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'settings_changed',
      target: null,
      details: { before: of(before), after: of(settings) },
      address,
      now,
    });
  });
}
