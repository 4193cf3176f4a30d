import { fail } from '../../src/server/plain-error.ts';
import { resealSecrets } from '../../src/server/requests/secrets/reseal.ts';
import { withPlatform } from './with-platform.ts';

/** `npm run reseal`: after a new key was put before the others in DATA_ENCRYPTION_KEYS. */
withPlatform(async ({ db, secretBox }) => {
  const count = await resealSecrets(db, secretBox);
  console.log(
    `${count} requests were encrypted anew with the key "${secretBox.writingKeyId}". The other keys may go once drafts have ended, after 30 days.`,
  );
}).catch(fail);
