import type { LoadedSettings } from '../config.ts';
import type { Context } from '../context.ts';
import { checkRelease } from '../db/release-check.ts';
import { refuseSampleAccounts } from './sample-accounts.ts';

/**
 * What api and worker make sure of before they serve anybody: a database of their own release, and
 * in production none that strangers can sign in to. Says what of the environment has no effect.
 */
export async function checkStart(
  { config, notices }: Pick<LoadedSettings, 'config' | 'notices'>,
  { db, log }: Pick<Context, 'db' | 'log'>,
): Promise<void> {
  for (const notice of notices) log.warn(notice);
  await checkRelease(db);
  if (config.isProduction) await refuseSampleAccounts(db);
}
