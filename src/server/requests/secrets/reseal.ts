import type { SecretBox } from '../../crypto/secret-box.ts';
import type { Db } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { openSecrets, sealSecrets } from './commands.ts';
import { lockSecrets, requestsSealedByOthers } from './queries.ts';

const BATCH = 100;

/**
 * Section 4: writes every secret of a request that another key sealed anew with the key that writes
 * now, request by request, while people work. Afterwards the other keys open drafts alone.
 * @returns how many requests it was
 * @throws Error when a key that a value needs is not configured
 */
export async function resealSecrets(db: Db, box: SecretBox): Promise<number> {
  let resealed = 0;
  for (;;) {
    const ids = await requestsSealedByOthers(db, box.writingKeyId, BATCH);
    if (ids.length === 0) return resealed;
    for (const id of ids) {
      await inTransaction(db, async (tx) => {
        // Whoever edits the request meanwhile comes before or after, never in between.
        await lockSecrets(tx, id);
        await sealSecrets(tx, box, id, new Map(Object.entries(await openSecrets(tx, box, id))));
      });
    }
    resealed += ids.length;
  }
}
