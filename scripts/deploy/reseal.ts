import { parseArgs } from 'node:util';
import { fail } from '../../src/server/plain-error.ts';
import { resealSecrets } from '../../src/server/requests/secrets/reseal.ts';
import { orUsage } from './or-usage.ts';
import { withPlatform } from './with-platform.ts';

/** `npm run reseal`: after a new key was put before the others in DATA_ENCRYPTION_KEYS. */

const USAGE = `Usage: npm run reseal

Encrypts stored bank details anew with the first key of DATA_ENCRYPTION_KEYS; the others must still
be there to read them. The environment is that of the platform, which may run meanwhile.`;

async function run(): Promise<void> {
  const { values } = orUsage(USAGE, () =>
    parseArgs({ options: { help: { type: 'boolean', short: 'h' } } }),
  );
  if (values.help === true) return console.log(USAGE);
  await withPlatform(async ({ db, secretBox }) => {
    const count = await resealSecrets(db, secretBox);
    console.log(
      `${count} requests were encrypted anew with the key "${secretBox.writingKeyId}". The other keys may go once drafts have ended, after 30 days.`,
    );
  });
}

run().catch(fail);
