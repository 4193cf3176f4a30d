import { parseArgs } from 'node:util';
import { loadSettings } from '../src/server/config.ts';
import { migrate } from '../src/server/db/migrate.ts';
import { checkDatabase } from '../src/server/db/session-check.ts';
import { fail } from '../src/server/plain-error.ts';
import { orUsage } from './deploy/or-usage.ts';

/** `npm run migrate`: brings the database of DATABASE_URL to this release, before api and worker start. */

const USAGE = `Usage: npm run migrate

Brings the database of DATABASE_URL to this release. The environment is that of the platform. Several
at once take turns; what is applied already is left alone.`;

async function run(): Promise<void> {
  const { values } = orUsage(USAGE, () =>
    parseArgs({ options: { help: { type: 'boolean', short: 'h' } } }),
  );
  if (values.help === true) return console.log(USAGE);
  const { databaseUrl } = loadSettings().secrets;
  await checkDatabase(databaseUrl);
  const applied = await migrate(databaseUrl);
  for (const name of applied) console.log(`Applied migrations/${name}.`);
  if (applied.length === 0) console.log('The database is up to date.');
}

run().catch(fail);
