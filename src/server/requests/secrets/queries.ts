import type { Sealed } from '../../crypto/secret-box.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';

export interface StoredSecret extends Sealed {
  readonly field: string;
}

export async function loadSecrets(db: Db, requestId: number): Promise<readonly StoredSecret[]> {
  const rows = await db
    .selectFrom('request_secrets')
    .select(['field', 'key_id', 'nonce', 'ciphertext'])
    .where('request_id', '=', requestId)
    .orderBy('field')
    .execute();
  return rows.map((row) => ({
    field: row.field,
    keyId: row.key_id,
    nonce: Buffer.from(row.nonce),
    ciphertext: Buffer.from(row.ciphertext),
  }));
}

export async function putSecret(tx: Tx, requestId: number, secret: StoredSecret): Promise<void> {
  const sealed = {
    key_id: secret.keyId,
    nonce: secret.nonce,
    ciphertext: secret.ciphertext,
  };
  await tx
    .insertInto('request_secrets')
    .values({ request_id: requestId, field: secret.field, ...sealed })
    .onConflict((conflict) => conflict.columns(['request_id', 'field']).doUpdateSet(sealed))
    .execute();
}

export async function deleteSecrets(
  tx: Tx,
  requestId: number,
  fields: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('request_secrets')
    .where('request_id', '=', requestId)
    .where('field', 'in', fields)
    .execute();
}

/** Requests with a secret that another key than this one sealed, the oldest first. */
export async function requestsSealedByOthers(
  db: Db,
  keyId: string,
  limit: number,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('request_secrets')
    .select('request_id')
    .distinct()
    .where('key_id', '<>', keyId)
    .orderBy('request_id')
    .limit(limit)
    .execute();
  return rows.map(({ request_id }) => request_id);
}

export async function lockSecrets(tx: Tx, requestId: number): Promise<void> {
  await tx
    .selectFrom('request_secrets')
    .select('field')
    .where('request_id', '=', requestId)
    .forUpdate()
    .execute();
}
