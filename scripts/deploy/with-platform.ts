import { loadSettings } from '../../src/server/config.ts';
import { type Context, openContext } from '../../src/server/context.ts';
import { checkDatabase } from '../../src/server/db/session-check.ts';

export interface Opened extends Pick<Context, 'db' | 'files' | 'secretBox' | 'now'> {
  readonly databaseUrl: string;
}

/** The platform's database and file store, by its own configuration. */
export async function withPlatform(work: (platform: Opened) => Promise<void>): Promise<void> {
  const settings = loadSettings();
  const { databaseUrl } = settings.secrets;
  await checkDatabase(databaseUrl);
  const context = openContext(settings, 'backup');
  try {
    await work({ ...context, databaseUrl });
  } finally {
    await context.close();
  }
}
