import type { RevealAnswer } from '../../../domain/api/requests.ts';
import type { Actor } from '../../../domain/people.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { Context } from '../../context.ts';
import type { SecretBox } from '../../crypto/secret-box.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';
import { notFound } from '../not-found.ts';
import { lockRequest } from '../queries.ts';
import { loadSecrets, putSecret } from './queries.ts';

/** What a sealed value belongs to; a ciphertext copied to another request does not open. */
function placeOf(requestId: number, field: string): string {
  return `request:${requestId}:${field}`;
}

/** Encrypts what was typed into the secret fields of a request (section 4). */
export async function sealSecrets(
  tx: Tx,
  box: SecretBox,
  requestId: number,
  secrets: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [field, plain] of secrets) {
    await putSecret(tx, requestId, { field, ...box.seal(plain, placeOf(requestId, field)) });
  }
}

/** The stored secrets of a request in the clear, by field. For a reveal, or to compare an edit. */
export async function openSecrets(
  db: Db,
  box: SecretBox,
  requestId: number,
): Promise<Readonly<Record<string, string>>> {
  const stored = await loadSecrets(db, requestId);
  return Object.fromEntries(
    stored.map(({ field, ...sealed }) => [field, box.open(sealed, placeOf(requestId, field))]),
  );
}

/**
 * Section 4, P3: shows the bank details of a request in full and records who saw them. Nothing is
 * recorded when there is nothing to show.
 * @throws DomainError `not_found` for whoever may not see the request
 */
export async function revealSecrets(
  tx: Tx,
  context: Context,
  actor: Actor,
  code: string,
  address: string,
): Promise<RevealAnswer> {
  // Locked, so that what is shown and what is recorded are of one moment.
  const row = await lockRequest(tx, actor, code);
  if (row === undefined) throw notFound();
  const secrets = await openSecrets(tx, context.secretBox, row.id);
  const fields = Object.keys(secrets);
  if (fields.length > 0) {
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'bank_details_revealed',
      target: code,
      details: { fields },
      address,
      now: context.now(),
    });
  }
  return { secrets };
}
