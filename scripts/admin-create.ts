import { parseArgs } from 'node:util';
import { DomainError } from '../src/domain/errors.ts';
import { instantFromEpochMs } from '../src/domain/kernel/calendar.ts';
import { openDb, openPool } from '../src/server/db/pool.ts';
import { checkDatabase } from '../src/server/db/session-check.ts';
import { createAdmin, type NewAdmin } from '../src/server/people/create-admin.ts';
import { fail, PlainError } from '../src/server/plain-error.ts';
import { ask, askForPassword } from './admin/ask.ts';
import { orUsage } from './deploy/or-usage.ts';

/**
 * `npm run admin:create`: makes the first admin on the database of DATABASE_URL. What is neither a
 * flag nor in the environment is asked for. The password is typed unseen or piped in: arguments show
 * in process lists and shell histories.
 */

const USAGE = `Usage: npm run admin:create -- [--email ada@example.com] [--username ada] [--first-name Ada]
         [--last-name Byron] [--timezone Europe/London]

Instead of flags: ADMIN_EMAIL, ADMIN_USERNAME, ADMIN_FIRST_NAME, ADMIN_LAST_NAME, ADMIN_TIMEZONE.
The database is that of DATABASE_URL. The password is asked for, or read from standard input:
  npm run admin:create -- --email ada@example.com … < file-with-the-password`;

const flags = () =>
  orUsage(
    USAGE,
    () =>
      parseArgs({
        options: {
          email: { type: 'string' },
          username: { type: 'string' },
          'first-name': { type: 'string' },
          'last-name': { type: 'string' },
          timezone: { type: 'string' },
          help: { type: 'boolean', short: 'h' },
        },
      }).values,
  );

const own = (name: string): string | undefined => process.env[name] || undefined;

async function gather(given: ReturnType<typeof flags>): Promise<NewAdmin> {
  const value = async (name: 'email' | 'username' | 'first-name' | 'last-name', what: string) =>
    given[name] ??
    own(`ADMIN_${name.replace('-', '_').toUpperCase()}`) ??
    (await ask(what, `--${name}`));
  return {
    email: await value('email', 'Email'),
    username: await value('username', 'Username'),
    firstName: await value('first-name', 'First name'),
    lastName: await value('last-name', 'Last name'),
    timezone: given.timezone ?? own('ADMIN_TIMEZONE') ?? 'UTC',
    password: await askForPassword(),
  };
}

/** A refusal as lines a person reads. */
function explainRefusal(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const lines = (error.issues ?? []).map(({ path, message }) => `  ${path}: ${message}`);
  return new PlainError([error.message, ...lines].join('\n'));
}

async function run(): Promise<void> {
  const given = flags();
  if (given.help === true) return console.log(USAGE);
  const connectionString = own('DATABASE_URL');
  if (connectionString === undefined) {
    throw new PlainError(
      'Set DATABASE_URL to the database of the platform, e.g. postgres://requests:password@db.example.com:5432/requests',
    );
  }
  await checkDatabase(connectionString);
  const admin = await gather(given);
  const pool = openPool({
    connectionString,
    size: 1,
    name: 'requests-admin-create',
    // A connection that breaks fails the statement on it, and that is what is told.
    onError: () => undefined,
  });
  const db = openDb(pool);
  try {
    await createAdmin(db, admin, instantFromEpochMs(Date.now()));
  } catch (error) {
    throw explainRefusal(error);
  } finally {
    await db.destroy();
  }
  console.log(`${admin.email} can sign in now and is an admin.`);
}

run().catch(fail);
