import { loadSettings } from '../src/server/config.ts';
import { migrate } from '../src/server/db/migrate.ts';
import { checkDatabase } from '../src/server/db/session-check.ts';
import { fail } from '../src/server/plain-error.ts';

/** `npm run migrate`: brings the database of DATABASE_URL to this release, before api and worker start. */
try {
  const { databaseUrl } = loadSettings().secrets;
  await checkDatabase(databaseUrl);
  const applied = await migrate(databaseUrl);
  for (const name of applied) console.log(`Applied migrations/${name}.`);
  if (applied.length === 0) console.log('The database is up to date.');
} catch (error) {
  fail(error);
}
