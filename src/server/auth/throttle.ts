import { DomainError } from '../../domain/errors.ts';
import { addMs, epochMs } from '../../domain/kernel/calendar.ts';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { limitedNetwork } from '../http/client-address.ts';
import { countFailures, insertAttempt, lockAddress } from './queries.ts';

/**
 * Guessing is limited per client address and slowed, never locked, per account: a lock would let
 * anybody keep a colleague out. Both count failures in the database, over all processes.
 */

export interface Attempt {
  readonly id: number;
  /** How long this attempt has to wait before it is looked at. */
  readonly delayMs: number;
}

/**
 * Takes one of the attempts that this address has left, before any password is looked at, so that
 * parallel attempts cannot outrun the count.
 * @throws DomainError too_many_attempts, with the time until the oldest failure stops counting
 */
export function takeAttempt(context: Context, address: string, email: string): Promise<Attempt> {
  const { limitPerAddress, windowSeconds } = context.config.signIn;
  const network = limitedNetwork(address);
  // Accounts are told apart by hash, known or not: nothing collects what people mistype.
  const hash = context.keyedHash('sign-in', email);
  return inTransaction(context.db, async (tx) => {
    await lockAddress(tx, network);
    const now = context.now();
    const windowMs = windowSeconds * 1_000;
    const failures = await countFailures(tx, network, hash, addMs(now, -windowMs));
    if (failures.fromAddress >= limitPerAddress && failures.oldest !== null) {
      const freeAt = epochMs(addMs(failures.oldest, windowMs));
      throw new DomainError(
        'too_many_attempts',
        'Too many failed attempts came from your network. Wait, then try again.',
        { retryAfterSeconds: Math.ceil((freeAt - epochMs(now)) / 1_000) },
      );
    }
    const id = await insertAttempt(tx, network, hash, now);
    return { id, delayMs: delayAfter(failures.onAccount, context.config.signIn) };
  });
}

/** Doubles with every failure up to the cap: none, one step, two, four, … */
export function delayAfter(
  failures: number,
  { delayMs, maxDelayMs }: Pick<Config['signIn'], 'delayMs' | 'maxDelayMs'>,
): number {
  return failures <= 0 ? 0 : Math.min(maxDelayMs, delayMs * 2 ** (failures - 1));
}
