import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Tx } from '../db/transaction.ts';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

export interface UsedKey {
  readonly userId: number;
  readonly key: string;
  readonly fingerprint: Buffer;
}

/** The status of a key whose work goes on in other transactions, or broke off. */
export const UNANSWERED = 0;

/** False when the key was used before. Nobody sees the claim until its transaction ends. */
export async function claimKey(tx: Tx, used: UsedKey, now: Instant): Promise<boolean> {
  const claimed = await tx
    .insertInto('idempotency_keys')
    .values({
      user_id: used.userId,
      key: used.key,
      fingerprint: used.fingerprint,
      status: UNANSWERED,
      answer: 'null',
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['user_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  return claimed !== undefined;
}

export async function storeAnswer(
  tx: Tx,
  { userId, key }: UsedKey,
  { status, body }: Answer<unknown>,
): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set({ status, answer: JSON.stringify(body) })
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .execute();
}

/** The same, unless it has an answer. @returns whether it had none */
export async function answerOnce(
  tx: Tx,
  { userId, key }: UsedKey,
  { status, body }: Answer<unknown>,
): Promise<boolean> {
  const answered = await tx
    .updateTable('idempotency_keys')
    .set({ status, answer: JSON.stringify(body) })
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .where('status', '=', UNANSWERED)
    .returning('key')
    .executeTakeFirst();
  return answered !== undefined;
}

/**
 * The same as the last part of a statement that makes the answer: for work that holds a lock which
 * others wait for, and must not hold it for another round trip. Expects a preceding `target`.
 *
 * @param body the answer's body as jsonb, over `target`
 */
export function answerStored(
  used: UsedKey | null,
  status: number,
  body: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (used === null) return sql``;
  return sql`, stored_answer AS (
      UPDATE idempotency_keys SET status = ${status}::smallint, answer = ${body}
      FROM target WHERE user_id = ${used.userId}::bigint AND key = ${used.key}
    )`;
}

/** @returns the stored answer; its body has the shape that the same address answered with before */
export async function findAnswer<Body>(
  tx: Tx,
  { userId, key }: UsedKey,
): Promise<{ readonly fingerprint: Buffer; readonly answer: Answer<Body> }> {
  const row = await tx
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'status', 'answer'])
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return {
    fingerprint: Buffer.from(row.fingerprint),
    answer: { status: row.status, body: row.answer as Body },
  };
}
