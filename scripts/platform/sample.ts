import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../src/domain/kernel/calendar.ts';
import type { Channel } from '../../src/domain/notifications/deliveries.ts';
import { loadSettings } from '../../src/server/config.ts';
import { type Context, openContext } from '../../src/server/context.ts';
import type { EmptyDatabase } from './database.ts';

/** What the platform asks of `scripts/sample/load.ts`. */
export interface SampleModule {
  readonly SAMPLE_ACCOUNTS: readonly SampleAccount[];
  loadSampleData(
    db: Context['db'],
    options: Pick<Context, 'files' | 'secretBox'> & {
      readonly now: Instant;
      readonly requests?: number;
      readonly sending?: readonly Channel[];
    },
  ): Promise<unknown>;
}

export interface SampleAccount {
  readonly email: string;
  readonly password: string;
  /** What one can see with this account, in a few words. */
  readonly explains: string;
}

const file = join(import.meta.dirname, '../sample/load.ts');
const load = (): Promise<SampleModule> => import('../sample/load.ts');

/** Fills an empty database with a company's year; tests ask for fewer requests. */
export function sampleData(
  requests?: number,
): ((database: EmptyDatabase) => Promise<void>) | undefined {
  // A copy of the platform may leave the sample data out; it then starts with an empty database.
  if (!existsSync(file)) return undefined;
  return async ({ env, localChannels }) => {
    const context = openContext(loadSettings(env), 'sample');
    try {
      const { loadSampleData } = await load();
      await loadSampleData(context.db, {
        now: context.now(),
        files: context.files,
        secretBox: context.secretBox,
        // News of invented people are no mails for a real server.
        sending: localChannels,
        ...(requests === undefined ? {} : { requests }),
      });
    } finally {
      await context.close();
    }
  };
}

/** The sample accounts as a table for the terminal; nothing where there are none. */
export async function accountTable(): Promise<string> {
  if (!existsSync(file)) return '';
  const { SAMPLE_ACCOUNTS } = await load();
  const width = Math.max(...SAMPLE_ACCOUNTS.map(({ email }) => email.length));
  const passwords = new Set(SAMPLE_ACCOUNTS.map(({ password }) => password));
  const [shared] = passwords;
  const lines = SAMPLE_ACCOUNTS.map(
    ({ email, explains, password }) =>
      `  ${email.padEnd(width)}  ${explains}${passwords.size > 1 ? `  ${password}` : ''}`,
  );
  const title =
    passwords.size === 1
      ? `Sample accounts, password ${shared}:`
      : 'Sample accounts and passwords:';
  return [title, ...lines].join('\n');
}
