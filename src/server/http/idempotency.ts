import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { canonical } from '../../domain/kernel/canonical.ts';
import type { Context } from '../context.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import {
  type Answer,
  claimKey,
  findAnswer,
  storeAnswer,
  UNANSWERED,
  type UsedKey,
} from './idempotency-queries.ts';

const HEADER = 'idempotency-key';

/**
 * Runs `work` in one transaction. With an `Idempotency-Key`, its answer is stored in the same
 * transaction and given again for every repetition within seven days: a double click, a retry after
 * a lost answer and two at once do the work once. Failures are not stored, so that a corrected form
 * can be sent with the same key only if it is the same form.
 *
 * @param work is given the key when it has one; says `isStored` when it stored its answer with it
 * @param onRepeated what a repetition does instead of the work
 * @throws DomainError `idempotency_mismatch` when the key was used for another body or address
 */
export async function withIdempotency<Body>(
  context: Context,
  request: FastifyRequest,
  work: (tx: Tx, used: UsedKey | null) => Promise<Answer<Body> & { readonly isStored?: true }>,
  onRepeated?: (tx: Tx) => Promise<void>,
): Promise<Answer<Body>> {
  return once(context, usedKey(request), work, onRepeated);
}

/** The same for a key at hand; without one the work is done each time. */
export async function once<Body>(
  context: Pick<Context, 'db' | 'now'>,
  used: UsedKey | null,
  work: (tx: Tx, used: UsedKey | null) => Promise<Answer<Body> & { readonly isStored?: true }>,
  onRepeated?: (tx: Tx) => Promise<void>,
): Promise<Answer<Body>> {
  if (used === null) return inTransaction(context.db, (tx) => work(tx, null));
  return inTransaction(context.db, async (tx) => {
    // Waits for a transaction that holds the same key: whoever comes second finds its answer.
    if (!(await claimKey(tx, used, context.now()))) {
      const answer = await storedAnswer<Body>(tx, used);
      await onRepeated?.(tx);
      return answer;
    }
    const answer = await work(tx, used);
    if (answer.isStored !== true) await storeAnswer(tx, used, answer);
    return answer;
  });
}

/**
 * For work of many transactions, each under a `partOf` the key: claims the key before the first of
 * them; the last one stores the answer by `answerOnce`. Whoever repeats work that broke off between
 * them does what is left of it.
 *
 * @param prepare checks what was sent; if it throws, the key stays free, as after any failure
 * @returns the answer that the work has already, or what it is prepared with
 * @throws DomainError `idempotency_mismatch`
 */
export async function beginWork<Body, Prepared>(
  context: Pick<Context, 'db' | 'now'>,
  used: UsedKey | null,
  prepare: (tx: Tx) => Promise<Prepared>,
): Promise<{ readonly answer: Body } | { readonly prepared: Prepared }> {
  return inTransaction(context.db, async (tx) => {
    if (used !== null && !(await claimKey(tx, used, context.now()))) {
      const { status, body } = await storedAnswer<Body>(tx, used);
      if (status !== UNANSWERED) return { answer: body };
    }
    return { prepared: await prepare(tx) };
  });
}

/** The key of one part of the work; as long as a stored key may be, whatever was sent. */
export function partOf(used: UsedKey, part: string): UsedKey {
  const whole = createHash('sha256').update(used.key).digest('base64url');
  return { ...used, key: `${whole}:${part}` };
}

/** @returns null when the client sent no key */
export function usedKey(request: FastifyRequest): UsedKey | null {
  const key = readKey(request);
  return key === null
    ? null
    : { userId: request.actor.id, key, fingerprint: fingerprintOf(request) };
}

async function storedAnswer<Body>(tx: Tx, used: UsedKey): Promise<Answer<Body>> {
  const { fingerprint, answer } = await findAnswer<Body>(tx, used);
  if (fingerprint.equals(used.fingerprint)) return answer;
  throw new DomainError(
    'idempotency_mismatch',
    'This Idempotency-Key was already used for something else. Use a new one.',
  );
}

function readKey(request: FastifyRequest): string | null {
  const key = request.headers[HEADER];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{8,100}$/.test(key)) return key;
  throw new DomainError(
    'malformed_request',
    'Idempotency-Key must have 8 to 100 printable characters without spaces.',
  );
}

/** Far deeper than any form, far from where writing the body down would exhaust the stack. */
const MAX_DEPTH = 64;

function fingerprintOf(request: FastifyRequest): Buffer {
  if (isDeeperThan(MAX_DEPTH, request.body)) {
    throw new DomainError('malformed_request', 'The body is nested deeper than any form.');
  }
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${canonical(request.body)}`)
    .digest();
}

/** Level by level, without recursion: the depth is the sender's. */
function isDeeperThan(most: number, body: unknown): boolean {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}
