import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, PlainError } from '../../src/server/plain-error.ts';
import { readManifest } from './backup/manifest.ts';
import { tell } from './backup/report.ts';
import { verifyBackup, verifyPlatform } from './backup/verify.ts';
import { orUsage } from './or-usage.ts';
import { withPlatform } from './with-platform.ts';

/** `npm run verify`: proves that no file is lost or damaged, in the platform or in a backup. */

const USAGE = `Usage: npm run verify                      every file row against the file store
       npm run verify -- backups/<time>    dump and files of a backup against its manifest
       npm run verify -- backups/<time> --restored
                                           the platform against a backup restored into it`;

async function run(): Promise<void> {
  const { values, positionals } = orUsage(USAGE, () =>
    parseArgs({
      allowPositionals: true,
      options: { restored: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }),
  );
  if (values.help === true) return console.log(USAGE);
  if (positionals.length > 1 || (values.restored === true && positionals.length === 0)) {
    throw new PlainError(USAGE);
  }
  const folder = positionals[0] === undefined ? null : resolve(positionals[0]);
  const manifest = folder === null ? null : readManifest(folder);
  if (folder !== null && manifest !== null && values.restored !== true) {
    return tell(await verifyBackup(folder, manifest), 'The backup is complete');
  }
  await withPlatform(async ({ db, files }) => {
    tell(await verifyPlatform(db, files, manifest), 'Database and file store agree');
  });
}

run().catch(fail);
