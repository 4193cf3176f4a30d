import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fail } from '../../src/server/plain-error.ts';
import { runClient } from './backup/run-client.ts';
import { takeBackup } from './backup/take.ts';
import { orUsage } from './or-usage.ts';
import { withPlatform } from './with-platform.ts';

/** `npm run backup`: database and files of the platform into a folder, while people work. */

const USAGE = `Usage: npm run backup -- [--to backups]

Writes backups/<time>/ (the database and a manifest) and backups/files/ (shared by all backups, each
file once). The environment is that of the platform. Needs pg_dump, at least as new as the server.`;

async function run(): Promise<void> {
  const { values } = orUsage(USAGE, () =>
    parseArgs({
      options: {
        to: { type: 'string', default: 'backups' },
        help: { type: 'boolean', short: 'h' },
      },
    }),
  );
  if (values.help === true) return console.log(USAGE);
  // Everything of the company is in it: for its owner alone.
  process.umask(0o077);
  await withPlatform(async ({ db, files, now, databaseUrl }) => {
    const folder = await takeBackup({
      db,
      files,
      folder: resolve(values.to),
      now: now(),
      dump: (snapshot, file) =>
        runClient('pg_dump', databaseUrl, [
          '--format=custom',
          '--no-owner',
          '--no-privileges',
          `--snapshot=${snapshot}`,
          `--file=${file}`,
        ]),
    });
    console.log(`The backup is in ${folder}.`);
  });
}

run().catch(fail);
