import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, PlainError } from '../../src/server/plain-error.ts';
import { readManifest } from './backup/manifest.ts';
import { tell } from './backup/report.ts';
import { restoreBackup } from './backup/restore.ts';
import { runClient } from './backup/run-client.ts';
import { orUsage } from './or-usage.ts';
import { withPlatform } from './with-platform.ts';

/** `npm run restore`: a backup into an empty database and the file store, verified afterwards. */

const USAGE = `Usage: npm run restore -- backups/<time>

The environment is that of the platform; DATABASE_URL names an empty database. Needs pg_restore, at
least as new as the pg_dump that made the backup. Api and worker must not run meanwhile.`;

async function run(): Promise<void> {
  const { values, positionals } = orUsage(USAGE, () =>
    parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } }),
  );
  if (values.help === true) return console.log(USAGE);
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0) throw new PlainError(USAGE);
  const folder = resolve(given);
  const manifest = readManifest(folder);
  await withPlatform(async ({ db, files, databaseUrl }) => {
    const verified = await restoreBackup({
      db,
      files,
      folder,
      manifest,
      load: (file) =>
        runClient('pg_restore', databaseUrl, [
          '--no-owner',
          '--no-privileges',
          '--exit-on-error',
          '--single-transaction',
          file,
        ]),
    });
    tell(verified, `The backup of ${manifest.takenAt} is restored and verified`);
  });
}

run().catch(fail);
